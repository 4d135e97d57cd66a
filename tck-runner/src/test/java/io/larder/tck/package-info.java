/**
 * Runs the JSR-107 TCK against Larder and counts. {@link io.larder.tck.TckRun} surrounds a run with a Redis and writes
 * down what happened; {@link io.larder.tck.TckCountIT} reads that afterwards.
 */
@NullMarked
package io.larder.tck;

import org.jspecify.annotations.NullMarked;
