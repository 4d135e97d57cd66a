package io.larder.benchmarks.worker;

import io.larder.benchmarks.peer.Item;
import io.larder.benchmarks.peer.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys and values, made before anything is measured. Thread-safe. */
final class Workload {

    static final int ENTRIES = 10_000;
    static final int BATCH = 100;
    private static final int FRESH = 200_000;

    private final String[] keys = keys("item-", ENTRIES);
    private final Item[] items;
    private final List<Set<String>> keyBatches = new ArrayList<>();
    private final List<Map<String, Item>> itemBatches = new ArrayList<>();
    private final AtomicInteger fresh = new AtomicInteger();
    private String[] freshKeys = new String[0];

    Workload(int valueBytes) {
        items = new Item[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            items[i] = Item.of(i, valueBytes);
        }
        for (int from = 0; from < ENTRIES; from += BATCH) {
            Map<String, Item> batch = new HashMap<>();
            for (int i = from; i < from + BATCH; i++) {
                batch.put(keys[i], items[i]);
            }
            itemBatches.add(batch);
            keyBatches.add(new LinkedHashSet<>(batch.keySet()));
        }
    }

    private static String[] keys(String prefix, int count) {
        String[] keys = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = prefix + (1_000_000 + i);
        }
        return keys;
    }

    /** Makes keys that nobody has used. After 200 000 of them they begin again. */
    void renewFreshKeys() {
        freshKeys = keys("fresh-" + System.nanoTime() + "-", FRESH);
        fresh.set(0);
    }

    String freshKey() {
        return freshKeys[Math.floorMod(fresh.getAndIncrement(), FRESH)];
    }

    String oneKey() {
        return keys[0];
    }

    String anyKey() {
        return keys[ThreadLocalRandom.current().nextInt(ENTRIES)];
    }

    Item anyItem() {
        return items[ThreadLocalRandom.current().nextInt(ENTRIES)];
    }

    Set<String> anyKeys() {
        return keyBatches.get(ThreadLocalRandom.current().nextInt(keyBatches.size()));
    }

    Map<String, Item> anyItems() {
        return itemBatches.get(ThreadLocalRandom.current().nextInt(itemBatches.size()));
    }

    /** Writes all entries, with their counters at zero. */
    void fill(Peer peer) {
        itemBatches.forEach(peer::putAll);
    }

    /** Reads all entries, where that makes a difference. */
    void readAhead(Peer peer) {
        keyBatches.forEach(peer::readAhead);
    }

    /** Writes all entries with a tag. */
    void fillTagged(Peer peer) {
        itemBatches.forEach(peer::putAllTagged);
    }

    /** Adds up the counters of all entries. */
    long counted(Peer peer) {
        return keyBatches.stream()
                .flatMap(batch -> peer.getAllNow(batch).values().stream())
                .mapToLong(Item::count)
                .sum();
    }
}
