package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.redis.EntryCodec.Entry;
import io.larder.internal.redis.EntryCodec.Stamp;
import io.larder.internal.store.StoredEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries of one cache with the stamps that make them valid: single ones together with what others ask, many by
 * commands of their own. Thread-safe.
 */
final class EntryReader {

    private static final int ENTRIES_PER_CHUNK = 250;

    /** How much of the difference a smaller entry takes off what is expected; a larger one counts at once. */
    private static final int SHARE_OF_SMALLER = 16;

    private final CacheKeys keys;
    private final Nodes nodes;
    private final Masters masters;
    private final boolean replicas;
    private final Failures failures;
    private final LongAdder unreadable = new LongAdder();

    /** About how large entries are. Not exact, for it only decides who travels with whom. */
    private volatile int expectedBytes = 256;

    /**
     * Prepares.
     *
     * @param replicas whether replicas may be asked
     */
    EntryReader(CacheKeys keys, Nodes nodes, Masters masters, boolean replicas, Failures failures) {
        this.keys = keys;
        this.nodes = nodes;
        this.masters = masters;
        this.replicas = replicas;
        this.failures = failures;
    }

    CompletionStage<@Nullable StoredEntry> read(String keyText) {
        ReadRequest request = request("read", keyText);
        nodes.queue(request.partition().slot, replicas).add(request);
        return request;
    }

    private ReadRequest request(String operation, String keyText) {
        Partition partition = keys.partitionOf(keyText);
        return new ReadRequest(this, operation, failures, partition, partition.entry(keyText), expectedBytes);
    }

    CompletionStage<List<@Nullable StoredEntry>> readAll(List<String> keyTexts) {
        List<@Nullable StoredEntry> entries = new ArrayList<>(keyTexts.size());
        CompletionStage<List<@Nullable StoredEntry>> done = CompletableFuture.completedStage(entries);
        for (int from = 0; from < keyTexts.size(); from += ENTRIES_PER_CHUNK) {
            List<String> chunk = keyTexts.subList(from, Math.min(from + ENTRIES_PER_CHUNK, keyTexts.size()));
            done = done.thenCompose(before -> readChunk(chunk)).thenApply(found -> {
                found.forEach(request -> entries.add(request.join()));
                return entries;
            });
        }
        return done;
    }

    /** One command, or one per slot where there are slots; returns the requests when all are answered. */
    private CompletionStage<List<ReadRequest>> readChunk(List<String> keyTexts) {
        List<ReadRequest> requests =
                keyTexts.stream().map(keyText -> request("read all", keyText)).toList();
        Map<Integer, ReadCall> calls = new LinkedHashMap<>();
        for (ReadRequest request : requests) {
            calls.computeIfAbsent(request.partition().slot, ReadCall::new).add(request);
        }
        List<Command<?>> commands = new ArrayList<>(calls.size());
        calls.values().forEach(call -> commands.add(call.toCommand(masters)));
        nodes.send(commands, replicas);
        return CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new))
                .thenApply(done -> requests);
    }

    /** Returns how many times something under the name of an entry was no entry. */
    long unreadable() {
        return unreadable.sum();
    }

    /** Reads what was found under the name of a partition's stamp, and under that of an entry. */
    @Nullable
    StoredEntry valid(@Nullable Object stamp, @Nullable Object found) {
        if (found instanceof Entry entry) {
            expect(entry.payload().length);
            boolean current = entry.isEntry() && stamp instanceof Stamp now && now.value() == entry.stamp();
            return current ? new StoredEntry(entry.version(), entry.payload()) : null;
        }
        expect(0);
        if (found != null) {
            unreadable.increment();
        }
        return null;
    }

    private void expect(int bytes) {
        int before = expectedBytes;
        int after = bytes >= before ? bytes : before - (before - bytes) / SHARE_OF_SMALLER;
        if (after != before) {
            expectedBytes = after;
        }
    }
}
