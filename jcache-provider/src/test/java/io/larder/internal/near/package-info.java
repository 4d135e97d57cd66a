/** Tests of the near cache: its slots alone, and whole caches on real servers with faults in between. */
@NullMarked
package io.larder.internal.near;

import org.jspecify.annotations.NullMarked;
