/** Locks, guarded writes and guards: what JVMs that share a Redis can agree on. */
@NullMarked
package io.larder.examples.locks;

import org.jspecify.annotations.NullMarked;
