/** Tests of what is shown. */
@NullMarked
package io.larder.benchmarks.report;

import org.jspecify.annotations.NullMarked;
