package io.larder.benchmarks.peer;

import io.larder.benchmarks.plan.Operation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cache on behalf of which the operations are called. Thread-safe. Every write gives the entry a time to live of ten
 * minutes.
 */
public interface Peer extends AutoCloseable {

    /** How long entries live. */
    long TTL_MILLIS = 600_000;

    /** The remark on {@link #readThrough} as it is here. */
    String READ_THROUGH_BY_HAND = "GET, then SET, by hand: every caller loads";

    /** What it can do, as one atomic operation where the operation's name promises one, unless {@link #remark} says otherwise. */
    Set<Operation> offers();

    /** What a reader of the numbers has to know about one operation; empty if nothing. */
    default String remark(Operation operation) {
        return "";
    }

    /** Reads an entry. */
    @Nullable
    Item get(String key);

    /** Writes an entry. */
    void put(String key, Item item);

    /** Reads many entries in one call. */
    Map<String, Item> getAll(Set<String> keys);

    /** Reads many entries as they are at this moment, past a near cache that may lag behind. */
    default Map<String, Item> getAllNow(Set<String> keys) {
        return getAll(keys);
    }

    /** Writes many entries in one call. */
    void putAll(Map<String, Item> items);

    /** Writes an entry if there is none; returns whether it did. */
    boolean putIfAbsent(String key, Item item);

    /** Writes an entry if there is one already; returns whether it did. */
    boolean replace(String key, Item item);

    /** Counts up by one inside an entry that is there, in one atomic operation; only of a peer that {@link #offers} it. */
    default void countUp(String key) {
        throw new UnsupportedOperationException("not offered");
    }

    /** Reads an entry; one that is not there is made by {@link Item#load}, stored and returned. */
    default @Nullable Item readThrough(String key) {
        Item item = get(key);
        if (item == null) {
            item = Item.load(key);
            put(key, item);
        }
        return item;
    }

    /** Prepares for entries that are filled in and read next, where reading needs more than that they are there. */
    default void beginReads() {}

    /** Reads what was filled in, where what was read before is read in another way. */
    default void readAhead(Set<String> keys) {}

    /** Writes many entries with a tag; only of a peer that {@link #offers} tags, as those below. */
    default void putAllTagged(Map<String, Item> items) {
        throw new UnsupportedOperationException("not offered");
    }

    /** Reads an entry that may have a tag. */
    default @Nullable Item getTagged(String key) {
        throw new UnsupportedOperationException("not offered");
    }

    /** Makes every entry absent that has the tag. */
    default void invalidate() {
        throw new UnsupportedOperationException("not offered");
    }

    /** Walks over all entries; returns how many there were. */
    int iterate();

    /** Removes all entries, those of read-through as well. */
    void clear();

    /** Ids of server processes that belong to this peer alone, for the count of their CPU time. */
    default Set<Long> ownServers() {
        return Set.of();
    }

    @Override
    void close();
}
