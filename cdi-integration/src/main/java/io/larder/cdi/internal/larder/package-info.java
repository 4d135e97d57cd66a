/**
 * What Larder's caches and managers can do and JCache does not ask for: the only classes here that know Larder, loaded only where
 * {@link io.larder.cdi.internal.larder.Presence} says that it is there.
 */
@NullMarked
package io.larder.cdi.internal.larder;

import org.jspecify.annotations.NullMarked;
