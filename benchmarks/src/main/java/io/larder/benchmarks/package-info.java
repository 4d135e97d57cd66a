/** Starts a comparison: {@link io.larder.benchmarks.Main}. */
@NullMarked
package io.larder.benchmarks;

import org.jspecify.annotations.NullMarked;
