/**
 * Events: what listeners are told, by whose thread, and in which order.
 *
 * <p>All events of a cache, those of this JVM included, come back from Redis in one stream, in which the changes of one
 * key stand in the order in which they happened. A writer with synchronous listeners waits until its own event has its
 * turn in that stream and then calls the listeners itself; all other calls are made by an executor. No lock is held
 * while a listener runs.
 */
@NullMarked
package io.larder.internal.event;

import org.jspecify.annotations.NullMarked;
