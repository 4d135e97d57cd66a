/** Reads without a round trip, in two managers as in two JVMs. */
@NullMarked
package io.larder.examples.nearcache;

import org.jspecify.annotations.NullMarked;
