/**
 * Locks, guards and their holds: who holds what in this JVM, how a thread waits, and when a fencing token is good. What is
 * asked of Redis goes through {@link io.larder.internal.lock.LockServer}.
 */
@NullMarked
package io.larder.internal.lock;

import org.jspecify.annotations.NullMarked;
