package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.redis.EntryCodec.Entry;
import io.larder.internal.redis.EntryCodec.Stamp;
import io.larder.internal.redis.EntryCodec.StampedTags;
import io.larder.internal.store.NearAnswer;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.TimedEntry;
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
    private final TagHints hints;
    private final LongAdder unreadable = new LongAdder();

    /** About how large entries are. Not exact, for it only decides who travels with whom. */
    private volatile int expectedBytes = 256;

    /**
     * Prepares.
     *
     * @param replicas whether replicas may be asked
     * @param hints which tags entries are thought to have
     */
    EntryReader(CacheKeys keys, Nodes nodes, Masters masters, boolean replicas, TagHints hints, Failures failures) {
        this.keys = keys;
        this.nodes = nodes;
        this.masters = masters;
        this.replicas = replicas;
        this.hints = hints;
        this.failures = failures;
    }

    CompletionStage<@Nullable StoredEntry> read(String keyText) {
        ReadRequest request = request("read", keyText);
        send(request);
        return request;
    }

    private void send(ReadRequest request) {
        nodes.queue(request.partition().slot, replicas && !request.isTimed()).add(request);
    }

    CompletionStage<@Nullable TimedEntry> readWithTtl(String keyText) {
        TimedReadRequest request = new TimedReadRequest("read with ttl", failures, request("read with ttl", keyText));
        nodes.queue(request.partition().slot, replicas).add(request);
        return request;
    }

    /** Asks a master, which is at least as new as what it has told. */
    CompletionStage<NearAnswer> readTimed(String keyText) {
        ReadRequest request = request("read", keyText).timed();
        nodes.queue(request.partition().slot, false).add(request);
        return timed(request);
    }

    private static CompletionStage<NearAnswer> timed(ReadRequest request) {
        TimedAnswer answer = new TimedAnswer(request);
        CompletionStage<@Nullable StoredEntry> asked = request;
        asked.whenComplete((found, failure) -> {
            if (failure == null) {
                answer.complete(request.timedAnswer());
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    /** A caller that gives it up gives up the request. */
    private static final class TimedAnswer extends CompletableFuture<NearAnswer> {

        private final ReadRequest request;

        private TimedAnswer(ReadRequest request) {
            this.request = request;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            request.cancel(mayInterruptIfRunning);
            return super.cancel(mayInterruptIfRunning);
        }
    }

    private ReadRequest request(String operation, String keyText) {
        Partition partition = keys.partitionOf(keyText);
        return new ReadRequest(this, operation, failures, partition, keyText, hints.of(keyText), expectedBytes);
    }

    CompletionStage<List<@Nullable StoredEntry>> readAll(List<String> keyTexts) {
        List<@Nullable StoredEntry> entries = new ArrayList<>(keyTexts.size());
        CompletionStage<List<@Nullable StoredEntry>> done = CompletableFuture.completedStage(entries);
        for (int from = 0; from < keyTexts.size(); from += ENTRIES_PER_CHUNK) {
            List<String> chunk = keyTexts.subList(from, Math.min(from + ENTRIES_PER_CHUNK, keyTexts.size()));
            done = done.thenCompose(before -> readChunk(chunk, false)).thenApply(found -> {
                found.forEach(request -> entries.add(request.join()));
                return entries;
            });
        }
        return done;
    }

    CompletionStage<List<NearAnswer>> readAllTimed(List<String> keyTexts) {
        List<NearAnswer> entries = new ArrayList<>(keyTexts.size());
        CompletionStage<List<NearAnswer>> done = CompletableFuture.completedStage(entries);
        for (int from = 0; from < keyTexts.size(); from += ENTRIES_PER_CHUNK) {
            List<String> chunk = keyTexts.subList(from, Math.min(from + ENTRIES_PER_CHUNK, keyTexts.size()));
            done = done.thenCompose(before -> readChunk(chunk, true)).thenApply(found -> {
                found.forEach(request -> entries.add(request.timedAnswer()));
                return entries;
            });
        }
        return done;
    }

    /** One command, or one per slot where there are slots; returns the requests when all are answered. */
    private CompletionStage<List<ReadRequest>> readChunk(List<String> keyTexts, boolean timed) {
        List<ReadRequest> requests = new ArrayList<>(keyTexts.size());
        for (String keyText : keyTexts) {
            ReadRequest request = request("read all", keyText);
            requests.add(timed ? request.timed() : request);
        }
        Map<Integer, ReadCall> calls = new LinkedHashMap<>();
        for (ReadRequest request : requests) {
            calls.computeIfAbsent(request.partition().slot, ReadCall::new).add(request);
        }
        List<Command<?>> commands = new ArrayList<>(calls.size());
        calls.values().forEach(call -> call.addTo(commands, masters));
        nodes.send(commands, replicas && !timed);
        return CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new))
                .thenApply(done -> requests);
    }

    /** Returns how many times something under the name of an entry was no entry. */
    long unreadable() {
        return unreadable.sum();
    }

    /**
     * Answers a request with what was found under the names that it asked for. If the entry has other tags than was
     * thought, it is forgotten, and the request sent again with the right names: what counts is one moment.
     */
    void answer(
            ReadRequest request,
            @Nullable Object stamp,
            @Nullable Object found,
            List<? extends @Nullable Object> stamps) {
        if (!(found instanceof Entry entry) || !entry.isEntry()) {
            expect(0);
            if (found != null && !(found instanceof Entry)) {
                unreadable.increment();
            }
            request.answered(null);
            return;
        }
        expect(entry.payload().length);
        List<String> tags = entry.tags().names();
        if (!tags.equals(request.tags())) {
            hints.remember(request.keyText(), tags);
        }
        if (!(stamp instanceof Stamp now && now.value() == entry.stamp())) {
            request.answered(null);
        } else if (request.tags().containsAll(tags)) {
            request.answered(stand(entry.tags(), request.tags(), stamps) ? entry.toStored() : null);
        } else {
            request.askFor(tags);
            send(request);
        }
    }

    private static boolean stand(StampedTags tags, List<String> asked, List<? extends @Nullable Object> stamps) {
        for (int i = 0; i < tags.stamps().length; i++) {
            Object found = stamps.get(asked.indexOf(tags.names().get(i)));
            if (!(found instanceof Stamp now && now.value() == tags.stamps()[i])) {
                return false;
            }
        }
        return true;
    }

    private void expect(int bytes) {
        int before = expectedBytes;
        int after = bytes >= before ? bytes : before - (before - bytes) / SHARE_OF_SMALLER;
        if (after != before) {
            expectedBytes = after;
        }
    }
}
