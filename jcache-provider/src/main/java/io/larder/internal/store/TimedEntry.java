package io.larder.internal.store;

/**
 * One valid entry and how long it has still to live.
 *
 * @param entry the entry
 * @param remaining what was left of its time to live, {@link Ttl.Lasting} or {@link Ttl#ETERNAL}; asked a moment after the
 *     entry was read, so where another change came between the two it may be the later entry's
 */
public record TimedEntry(StoredEntry entry, Ttl remaining) {}
