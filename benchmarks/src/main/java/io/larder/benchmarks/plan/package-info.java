/** What to measure: operations, scenarios, and the plans that put them together. */
@NullMarked
package io.larder.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
