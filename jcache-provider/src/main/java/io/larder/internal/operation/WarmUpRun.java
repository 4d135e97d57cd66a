package io.larder.internal.operation;

import io.larder.WarmUp;
import io.larder.WarmUpReport;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One warm-up: workers that take keys from a stream, batch by batch, and have the absent ones loaded. It is its own result;
 * cancelled, or completed from outside, it ends after the batches that are under way. Thread-safe.
 *
 * @param <K> the type of key
 */
public final class WarmUpRun<K> extends CompletableFuture<WarmUpReport> {

    private static final Logger log = LoggerFactory.getLogger(WarmUpRun.class);

    private final LoadOperation<K, ?> loading;
    private final Stream<? extends K> stream;
    private final Iterator<? extends K> keys;
    private final WarmUp options;
    private final CheckedKeys<K> check;
    private final Object taking = new Object();
    private final Object reporting = new Object();
    private WarmUpReport report = new WarmUpReport(0, 0, 0, 0, Optional.empty());
    private int workers;

    /**
     * Prepares.
     *
     * @param keys each is taken once, by one thread at a time; closed at the end
     * @param check says whether the cache is still open, and a key one of its keys
     */
    public WarmUpRun(LoadOperation<K, ?> loading, Stream<? extends K> keys, WarmUp options, CheckedKeys<K> check) {
        this.loading = loading;
        this.stream = keys;
        this.keys = keys.iterator();
        this.options = options;
        this.check = check;
    }

    /** Throws if the cache is closed, or a key not one of its keys. */
    @FunctionalInterface
    public interface CheckedKeys<K> {

        /** Throws if the cache is closed or the key is refused; returns the key. */
        K checked(K key);
    }

    /** Starts the workers. */
    public WarmUpRun<K> start(Executor executor) {
        workers = options.workers();
        for (int i = 0; i < options.workers(); i++) {
            try {
                executor.execute(this::work);
            } catch (RejectedExecutionException e) {
                completeExceptionally(e);
                leave();
            }
        }
        return this;
    }

    private void work() {
        try {
            loading.awaitNear();
            Set<K> before = Set.of();
            for (Set<K> batch = take(); !batch.isEmpty(); batch = take()) {
                load(batch);
                keepNear(before);
                before = batch;
            }
            keepNear(before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        } finally {
            leave();
        }
    }

    /** Takes the next keys; none if there are no more, or if nobody wants them any more. */
    private Set<K> take() {
        Set<K> batch = new LinkedHashSet<>();
        synchronized (taking) {
            while (!isDone() && batch.size() < options.batchSize() && keys.hasNext()) {
                batch.add(check.checked(keys.next()));
            }
        }
        return isDone() ? Set.of() : batch;
    }

    private void load(Set<K> batch) {
        LoadOperation.Counts counts = LoadOperation.Counts.NONE;
        RuntimeException failure = null;
        try {
            counts = loading.loadAll(batch, false);
        } catch (RuntimeException e) {
            log.debug("A warm-up goes on after a batch that failed", e);
            failure = e;
        }
        tell(batch.size(), counts, failure);
    }

    /** One batch later, when what was told of the own writes has come: it would end what is kept before. */
    private void keepNear(Set<K> batch) {
        try {
            loading.keepNear(batch);
        } catch (RuntimeException e) {
            log.debug("A warm-up goes on, although this JVM does not keep what was loaded", e);
        }
    }

    private void tell(int keys, LoadOperation.Counts counts, @Nullable RuntimeException failure) {
        synchronized (reporting) {
            report = new WarmUpReport(
                    report.present() + counts.present(),
                    report.loaded() + counts.loaded(),
                    report.withoutValue() + counts.withoutValue(),
                    report.failed() + (failure == null ? 0 : keys),
                    report.firstFailure().or(() -> Optional.ofNullable(failure)));
            options.progress().accept(report);
        }
    }

    /** The last worker closes the stream and brings the result. */
    private void leave() {
        WarmUpReport result;
        synchronized (reporting) {
            if (--workers > 0) {
                return;
            }
            result = report;
        }
        try {
            stream.close();
        } catch (RuntimeException e) {
            completeExceptionally(e);
        }
        complete(result);
    }
}
