package io.larder.internal.operation;

import io.larder.internal.codec.EncodedKey;
import io.larder.internal.loading.Leases;
import io.larder.internal.loading.LoadRules;
import io.larder.internal.loading.RefreshRule;
import io.larder.internal.loading.UnderWay;
import io.larder.internal.management.RefreshStatistics;
import io.larder.internal.store.NearAnswer;
import io.larder.internal.store.StoredEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads entries that may be due to be loaded anew, and has those loaded behind the backs of their readers, who wait for
 * nothing but their read. Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class Refreshes<K, V> {

    private static final Logger log = LoggerFactory.getLogger(Refreshes.class);

    /** How long nothing is asked for after it was another JVM's: it may be done, or dead, soon. */
    private static final long PAUSE_MILLIS = 500;

    /** How long a failure is left alone where no lease says it. */
    private static final long FAILURE_PAUSE_MILLIS = 10_000;

    /** A source that is gone fails for many keys; one line in this time is enough to be told. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String cacheName;
    private final Entries<K, V> entries;
    private final Leases leases;
    private final UnderWay underWay;
    private final Executor executor;
    private final RefreshStatistics statistics;
    private final AtomicLong toldNanos = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /**
     * Puts together what refreshing needs.
     *
     * @param executor where loaders run that nobody waits for; may refuse
     */
    public Refreshes(
            String cacheName,
            Entries<K, V> entries,
            Leases leases,
            UnderWay underWay,
            Executor executor,
            RefreshStatistics statistics) {
        this.cacheName = cacheName;
        this.entries = entries;
        this.leases = leases;
        this.underWay = underWay;
        this.executor = executor;
        this.statistics = statistics;
    }

    /** Reads an entry. One round trip, of one command more than other reads. */
    Snapshot<V> read(K key, EncodedKey encoded, Loads.Source<K, V> source, LoadRules rules) {
        NearAnswer answer = Await.result(entries.store().readTimed(encoded.text()));
        Snapshot<V> snapshot = entries.decoded(answer.entry());
        consider(key, encoded, snapshot, answer, source, rules);
        return snapshot;
    }

    /** Reads entries, in the order of the keys. One pipelined round trip, of one command more per key than other reads. */
    List<ReadEntry<K, V>> readAll(Iterable<? extends K> keys, Loads.Source<K, V> source, LoadRules rules) {
        List<NearAnswer> answers = new ArrayList<>();
        List<ReadEntry<K, V>> read = entries.readAll(keys, keyTexts -> {
            answers.addAll(Await.result(entries.store().readAllTimed(keyTexts)));
            return answers.stream()
                    .map(answer -> entries.decoded(answer.entry()))
                    .toList();
        });
        Iterator<NearAnswer> answer = answers.iterator();
        read.forEach(one -> consider(one.key(), one.encoded(), one.snapshot(), answer.next(), source, rules));
        return read;
    }

    /** Bytes that cannot be decoded are loaded by their reader, at once. */
    private void consider(
            K key,
            EncodedKey encoded,
            Snapshot<V> snapshot,
            NearAnswer answer,
            Loads.Source<K, V> source,
            LoadRules rules) {
        StoredEntry entry = answer.entry();
        if (entry == null || !snapshot.isPresent()) {
            return;
        }
        statistics.staleHits(RefreshRule.isStale(answer) ? 1 : 0);
        if (rules.refresh().isDue(answer) && underWay.begin(encoded.text())) {
            begin(new Refresh<>(entries, leases, underWay, key, encoded, entry.version(), source, rules));
        }
    }

    private void begin(Refresh<K, V> refresh) {
        try {
            executor.execute(() -> run(refresh));
        } catch (RejectedExecutionException e) { // so many are waiting, or the manager is closed
            underWay.end(refresh.keyText());
        }
    }

    private void run(Refresh<K, V> refresh) {
        Refresh.Outcome outcome = Refresh.Outcome.FAILED;
        try {
            outcome = refresh.run(statistics::begun);
        } catch (RuntimeException | Error e) {
            report(e);
        } finally {
            switch (outcome) {
                case DONE -> statistics.succeeded();
                case FAILED -> statistics.failed();
                case OVERTAKEN, ELSEWHERE -> {}
            }
            leave(refresh.keyText(), outcome);
        }
    }

    private void leave(String keyText, Refresh.Outcome outcome) {
        switch (outcome) {
            case DONE, OVERTAKEN -> underWay.end(keyText);
            case ELSEWHERE -> underWay.pause(keyText, PAUSE_MILLIS);
            case FAILED -> underWay.pause(keyText, leases.isShared() ? leases.millis() : FAILURE_PAUSE_MILLIS);
        }
    }

    private void report(Throwable failure) {
        long now = System.nanoTime();
        long told = toldNanos.get();
        if (!underWay.isClosed() && now - told >= QUIET_NANOS && toldNanos.compareAndSet(told, now)) {
            log.warn(
                    "A refresh in the cache {} failed; the old value is served until it expires, and after a pause the refresh"
                            + " is tried again. Of more failures within {} s nothing is said here; see the statistics.",
                    cacheName,
                    TimeUnit.NANOSECONDS.toSeconds(QUIET_NANOS),
                    failure);
        }
    }

    /** Lets nothing begin any more, and nothing that was begun be put. */
    public void close() {
        underWay.close();
    }
}
