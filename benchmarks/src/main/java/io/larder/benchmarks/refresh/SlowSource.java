package io.larder.benchmarks.refresh;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.cache.integration.CacheLoader;

/** Takes its time, as a database does, and no CPU. Thread-safe. */
final class SlowSource implements CacheLoader<Integer, String> {

    private final String value;
    private final long nanos;
    private final LongAdder loads = new LongAdder();

    SlowSource(int valueBytes, long millis) {
        this.value = "v".repeat(valueBytes);
        this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    long loads() {
        return loads.sum();
    }

    @Override
    public String load(Integer key) {
        loads.increment();
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return value;
    }

    @Override
    public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
        Map<Integer, String> loaded = new HashMap<>();
        keys.forEach(key -> loaded.put(key, load(key)));
        return loaded;
    }
}
