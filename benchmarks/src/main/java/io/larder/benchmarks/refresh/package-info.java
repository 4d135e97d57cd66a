/** What readers of a cache notice of its refreshes: nothing, if all is well. */
@NullMarked
package io.larder.benchmarks.refresh;

import org.jspecify.annotations.NullMarked;
