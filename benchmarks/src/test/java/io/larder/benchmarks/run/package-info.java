/** Tests of measuring, on real servers. */
@NullMarked
package io.larder.benchmarks.run;

import org.jspecify.annotations.NullMarked;
