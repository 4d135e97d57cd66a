/**
 * The operations of a cache: one class per family, each a short protocol between the calling thread, the application's
 * loader, writer, policy and listeners, and the store.
 *
 * <p>Invariants. Application code runs in the calling thread (only {@code loadAll}, whose caller goes on, needs another
 * one) and under no lock. What depends on a value that was read is written only if that value is still there: compare
 * and set on the entry's version. The writer is called before the cache changes; where another change comes between the
 * two, the entry is taken out, because only the writer's side knows whose value came last.
 */
@NullMarked
package io.larder.internal.operation;

import org.jspecify.annotations.NullMarked;
