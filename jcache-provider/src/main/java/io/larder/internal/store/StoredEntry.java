package io.larder.internal.store;

/**
 * One valid entry as it was at some moment.
 *
 * @param version the entry's version: random, new at each write, kept when only its time to live changes
 * @param payload what {@link Write#payload()} was when it was written; shared, so nobody may change it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by version, never by equals
public record StoredEntry(long version, byte[] payload) {}
