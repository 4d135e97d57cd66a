/** An application that is packaged in many ways, and says what its caches and its callbacks found there. */
@NullMarked
package io.larder.servers.places;

import org.jspecify.annotations.NullMarked;
