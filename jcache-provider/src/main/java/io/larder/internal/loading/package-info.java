/**
 * Loading once: callers of one JVM who miss the same entry share one load, and the JVM that loads keeps the others away
 * for as long as it lives and loads. And the rules by which loads are made: when an entry that is there is loaded anew,
 * and which failures are remembered.
 *
 * <p>Nothing here runs code of the application, waits for the store, or knows keys and values; what is loaded is passed
 * on as the bytes that were stored, so that each caller gets a copy of its own.
 */
@NullMarked
package io.larder.internal.loading;

import org.jspecify.annotations.NullMarked;
