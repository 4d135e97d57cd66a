/** What runs in the JVM of one peer: it obeys the orders of the runner, one at a time. */
@NullMarked
package io.larder.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
