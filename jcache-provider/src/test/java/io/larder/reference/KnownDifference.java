package io.larder.reference;

/**
 * Where the two differ, and are meant to. Each has a row in {@code docs/conformance.md} and a test of its own; a random
 * operation that would meet one is left out, so that all else is compared.
 */
enum KnownDifference {
    /** The reference counts a hit for an entry that its creation expiry kept out; there was none, so we count a miss. */
    PUT_IF_ABSENT_EXPIRED_ON_CREATION,
    /** The reference answers null although a value was loaded; we answer the loaded value. */
    READ_THROUGH_EXPIRED_ON_CREATION,
    /** The reference tells REMOVED with null and counts a removal where nothing was removed; we do neither. */
    INVOKE_REMOVES_ABSENT,
    /** The reference loads an entry that the processor has just removed; removed is removed for us. */
    INVOKE_GETS_AFTER_REMOVE,
    /** The reference counts, and has the writer delete, entries that expired but were not swept yet. */
    REMOVE_ALL_AFTER_EXPIRY,
    /** The reference's iterator removes, counts and tells an entry that the iterator's own access expired. */
    ITERATOR_REMOVES_AFTER_EXPIRY,
    /** The reference loads key by key, and counts the misses up to the key that fails; we load what is missing at once. */
    GET_ALL_WITH_FAILING_LOADER
}
