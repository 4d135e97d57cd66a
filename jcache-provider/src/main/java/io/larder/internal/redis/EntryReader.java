package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.redis.EntryCodec.Entry;
import io.larder.internal.redis.EntryCodec.Stamp;
import io.larder.internal.store.StoredEntry;
import java.util.ArrayList;
import java.util.Arrays;
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
        Partition partition = keys.partitionOf(keyText);
        ReadRequest request = new ReadRequest(this, failures, partition, partition.entry(keyText), expectedBytes);
        nodes.queue(partition.slot, replicas).add(request);
        return request;
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

    /** One command, or one per partition where there are slots. */
    private CompletionStage<List<@Nullable StoredEntry>> readChunk(List<String> keyTexts) {
        @Nullable StoredEntry[] found = new @Nullable StoredEntry[keyTexts.size()];
        Map<Object, ReadCall> calls = new LinkedHashMap<>();
        for (int i = 0; i < found.length; i++) {
            int index = i;
            String keyText = keyTexts.get(i);
            Partition partition = keys.partitionOf(keyText);
            calls.computeIfAbsent(masters.haveSlots() ? partition : this, group -> new ReadCall(partition.slot))
                    .add(partition, partition.entry(keyText), (stamp, entry) -> found[index] = valid(stamp, entry));
        }
        Map<Link, List<Command<?>>> perNode = new LinkedHashMap<>();
        List<CompletableFuture<?>> answers = new ArrayList<>(calls.size());
        for (ReadCall call : calls.values()) {
            Command<List<Object>> command = call.toCommand(masters);
            answers.add(command.answer().thenAccept(call::answer));
            perNode.computeIfAbsent(nodes.link(command.slot(), replicas), node -> new ArrayList<>())
                    .add(command);
        }
        perNode.forEach(Link::send);
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> Arrays.asList(found));
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
            boolean current = stamp instanceof Stamp now && now.value() == entry.stamp();
            return current ? new StoredEntry(entry.version(), entry.payload()) : null;
        }
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
