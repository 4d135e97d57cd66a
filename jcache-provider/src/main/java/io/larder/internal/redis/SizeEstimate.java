package io.larder.internal.redis;

import io.larder.internal.store.Glob;
import io.larder.internal.store.ScannedEntry;
import io.larder.internal.store.StoredEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redisson.client.protocol.decoder.ListScanResult;
import org.redisson.connection.MasterSlaveEntry;

/**
 * Says about how many entries a cache has, by a sample of each master's keys: what share of them are entries of the
 * cache, and what share of those are valid. Where the masters have few keys together it counts. Used once.
 *
 * <p>A hash table is a good urn: which keys stand at its beginning says nothing about their names, so there the sample is
 * taken. The tables of a cluster's servers may be one per slot, where that is not so; there each page begins at a place
 * of its own, by chance.
 */
final class SizeEstimate {

    /** Up to so many keys, the walk takes hardly more commands than the sample. */
    private static final int FEW_KEYS = 10_000;

    private static final int PAGES_PER_MASTER = 8;
    private static final int KEYS_PER_PAGE = 1000;

    /** As many as travel in one command where there are no slots: their values come along. */
    private static final int CHECKED_PER_MASTER = 250;

    private static final String START = "0";
    private static final int CURSOR_BITS = 48;

    private final Masters masters;
    private final CacheKeys keys;
    private final EntryReader reader;
    private final Glob ours;

    SizeEstimate(Masters masters, CacheKeys keys, EntryReader reader) {
        this.masters = masters;
        this.keys = keys;
        this.reader = reader;
        this.ours = Glob.of(masters.mapped(keys.entryPattern()));
    }

    CompletionStage<Long> count() {
        Collection<MasterSlaveEntry> all = masters.all();
        AtomicLong total = new AtomicLong();
        List<CompletionStage<Part>> parts = new ArrayList<>(all.size());
        for (MasterSlaveEntry master : all) {
            parts.add(masters.size(master).thenApply(size -> {
                total.addAndGet(size);
                return new Part(master, size);
            }));
        }
        return allOf(parts).thenCompose(done -> total.get() <= FEW_KEYS ? walked() : sampled(parts));
    }

    private CompletionStage<Long> walked() {
        return walkOn(new RedisEntryScan(masters, keys, reader, KEYS_PER_PAGE, List.of(Glob.EVERYTHING)), 0);
    }

    private static CompletionStage<Long> walkOn(RedisEntryScan scan, long before) {
        return scan.next()
                .thenCompose((List<ScannedEntry> page) ->
                        page.isEmpty() ? CompletableFuture.completedStage(before) : walkOn(scan, before + page.size()));
    }

    private CompletionStage<Long> sampled(List<CompletionStage<Part>> parts) {
        List<CompletionStage<Double>> estimates = new ArrayList<>(parts.size());
        for (CompletionStage<Part> part : parts) {
            estimates.add(part.toCompletableFuture().join().estimate());
        }
        return allOf(estimates)
                .thenApply(done -> Math.round(estimates.stream()
                        .mapToDouble(estimate -> estimate.toCompletableFuture().join())
                        .sum()));
    }

    private static CompletableFuture<Void> allOf(List<? extends CompletionStage<?>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    /** What is on one master. */
    private final class Part {

        private final MasterSlaveEntry master;
        private final long size;
        private final List<String> found = new ArrayList<>();
        private int seen;

        private Part(MasterSlaveEntry master, long size) {
            this.master = master;
            this.size = size;
        }

        private CompletionStage<Double> estimate() {
            return read(START, 0).thenCompose(done -> shareOfValid()).thenApply(share -> {
                double part = seen == 0 ? 0 : (double) found.size() / seen;
                return size * part * share;
            });
        }

        /** Page after page; one after the other, so that the server is there for others between two. */
        private CompletionStage<?> read(String cursor, int pages) {
            String from = masters.haveSlots() ? anyCursor() : cursor;
            return masters.names(master, from, KEYS_PER_PAGE).thenCompose(page -> {
                take(page);
                boolean last = pages + 1 == PAGES_PER_MASTER || (START.equals(page.getPos()) && !masters.haveSlots());
                return last ? CompletableFuture.completedStage(null) : read(page.getPos(), pages + 1);
            });
        }

        private String anyCursor() {
            return Long.toString(ThreadLocalRandom.current().nextLong(1L << CURSOR_BITS));
        }

        private void take(ListScanResult<String> page) {
            seen += page.getValues().size();
            page.getValues().stream().filter(ours::matches).forEach(found::add);
        }

        private CompletionStage<Double> shareOfValid() {
            if (found.isEmpty()) {
                return CompletableFuture.completedStage(0.0);
            }
            Collections.shuffle(found, ThreadLocalRandom.current());
            List<String> keyTexts = found.stream()
                    .limit(CHECKED_PER_MASTER)
                    .map(name -> CacheKeys.keyTextOf(masters.unmapped(name)))
                    .toList();
            return reader.readAll(keyTexts).thenApply(entries -> share(entries));
        }

        private double share(List<@Nullable StoredEntry> entries) {
            int valid = 0;
            for (StoredEntry entry : entries) {
                valid += entry == null ? 0 : 1;
            }
            return (double) valid / entries.size();
        }
    }
}
