package io.larder.pressure;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * Application code of every kind, in which one thread hangs until it is let go. Others pass. Thread-safe.
 */
final class Hanging {

    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch hung = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean armed = new AtomicBoolean();

    /** Lets the next thread hang that comes into the application's code. */
    void takeNextThread() {
        armed.set(true);
    }

    /** Waits until it does. */
    void awaitHung() {
        await(hung);
    }

    void letGo() {
        end.countDown();
    }

    private void pass() {
        if (armed.compareAndSet(true, false)) {
            hung.countDown();
            await(end);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    CacheLoader<Integer, String> loader() {
        return new CacheLoader<>() {
            @Override
            public String load(Integer key) {
                pass();
                return "loaded";
            }

            @Override
            public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
                pass();
                return Map.of();
            }
        };
    }

    CacheWriter<Integer, String> writer() {
        return new CacheWriter<>() {
            @Override
            public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
                pass();
            }

            @Override
            public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
                pass();
                entries.clear();
            }

            @Override
            public void delete(Object key) {
                pass();
            }

            @Override
            public void deleteAll(Collection<?> keys) {
                pass();
                keys.clear();
            }
        };
    }

    ExpiryPolicy policy() {
        return new ExpiryPolicy() {
            @Override
            public Duration getExpiryForCreation() {
                pass();
                return Duration.ETERNAL;
            }

            @Override
            public @Nullable Duration getExpiryForAccess() {
                pass();
                return null;
            }

            @Override
            public @Nullable Duration getExpiryForUpdate() {
                pass();
                return null;
            }
        };
    }

    CacheEntryUpdatedListener<Integer, String> listener() {
        return this::updated;
    }

    private void updated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        pass();
    }

    EntryProcessor<Integer, String, String> processor() {
        return this::process;
    }

    private String process(MutableEntry<Integer, String> entry, Object... arguments) {
        pass();
        entry.setValue("processed");
        return "processed";
    }
}
