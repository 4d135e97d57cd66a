package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.redis.EntryCodec.Entry;
import io.larder.internal.redis.EntryCodec.Stamp;
import io.larder.internal.store.StoredEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBuckets;

/**
 * Reads entries with the stamps that make them valid: by {@code MGET}, or, where a client that was brought along would
 * ask a replica although the master is wanted, by a script. Thread-safe.
 */
final class EntryReader {

    private static final int ENTRIES_PER_CHUNK = 250;

    private final CacheKeys keys;
    private final Source source;
    private final LongAdder unreadable = new LongAdder();

    EntryReader(CacheKeys keys, Source source) {
        this.keys = keys;
        this.source = source;
    }

    /** Where the bytes come from. */
    interface Source {

        /** Gets what is there under names of one or more partitions; what is not there is not in the map. */
        CompletionStage<Map<String, Object>> get(String... names);

        /** Returns the source that asks the servers the client is set to read from. */
        static Source of(RBuckets buckets) {
            return names -> buckets.<Object>getAsync(names);
        }

        /** Returns the source that asks masters, whatever the client is set to. */
        static Source of(Scripts scripts) {
            return names -> {
                Map<String, List<Object>> byTag = new LinkedHashMap<>();
                for (String name : names) {
                    byTag.computeIfAbsent(name.substring(0, name.indexOf('}')), tag -> new ArrayList<>())
                            .add(name);
                }
                return scriptReads(scripts, List.copyOf(byTag.values()));
            };
        }

        private static CompletionStage<Map<String, Object>> scriptReads(Scripts scripts, List<List<Object>> groups) {
            List<CompletionStage<List<Object>>> answers = scripts.runAll(
                    groups.stream()
                            .map(group -> new ScriptCall(Script.READ, group, new Object[0]))
                            .toList(),
                    EntryCodec.INSTANCE);
            CompletableFuture<Map<String, Object>> all = CompletableFuture.completedFuture(new HashMap<>());
            for (int i = 0; i < groups.size(); i++) {
                List<Object> group = groups.get(i);
                all = all.thenCombine(answers.get(i), (found, values) -> {
                    for (int j = 0; j < values.size(); j++) {
                        if (values.get(j) != null) {
                            found.put((String) group.get(j), values.get(j));
                        }
                    }
                    return found;
                });
            }
            return all;
        }
    }

    CompletionStage<@Nullable StoredEntry> read(String keyText) {
        Partition partition = keys.partitionOf(keyText);
        String name = partition.entry(keyText);
        return source.get(partition.stamp, name).thenApply(found -> valid(found.get(partition.stamp), found.get(name)));
    }

    CompletionStage<List<@Nullable StoredEntry>> readAll(List<String> keyTexts) {
        List<@Nullable StoredEntry> entries = new ArrayList<>(keyTexts.size());
        CompletionStage<List<@Nullable StoredEntry>> done = CompletableFuture.completedStage(entries);
        for (int from = 0; from < keyTexts.size(); from += ENTRIES_PER_CHUNK) {
            List<String> chunk = keyTexts.subList(from, Math.min(from + ENTRIES_PER_CHUNK, keyTexts.size()));
            done = done.thenCompose(before -> readChunk(chunk)).thenApply(found -> {
                entries.addAll(found);
                return entries;
            });
        }
        return done;
    }

    /** Returns how many times something under the name of an entry was no entry. */
    long unreadable() {
        return unreadable.sum();
    }

    private CompletionStage<List<@Nullable StoredEntry>> readChunk(List<String> keyTexts) {
        Set<String> names = new LinkedHashSet<>();
        for (String keyText : keyTexts) {
            Partition partition = keys.partitionOf(keyText);
            names.add(partition.stamp);
            names.add(partition.entry(keyText));
        }
        return source.get(names.toArray(String[]::new)).thenApply(found -> {
            List<@Nullable StoredEntry> entries = new ArrayList<>(keyTexts.size());
            for (String keyText : keyTexts) {
                Partition partition = keys.partitionOf(keyText);
                entries.add(valid(found.get(partition.stamp), found.get(partition.entry(keyText))));
            }
            return entries;
        });
    }

    private @Nullable StoredEntry valid(@Nullable Object stamp, @Nullable Object found) {
        if (found instanceof Entry entry) {
            boolean current = stamp instanceof Stamp now && now.value() == entry.stamp();
            return current ? new StoredEntry(entry.version(), entry.payload()) : null;
        }
        if (found != null) {
            unreadable.increment();
        }
        return null;
    }
}
