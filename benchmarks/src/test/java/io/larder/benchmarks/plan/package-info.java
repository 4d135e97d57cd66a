/** Tests of plans. */
@NullMarked
package io.larder.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
