/** Starts servers and workers, and has the workers measure in turn, one at a time. */
@NullMarked
package io.larder.benchmarks.run;

import org.jspecify.annotations.NullMarked;
