package io.larder.pressure;

import io.larder.LarderCache;
import io.larder.LoadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.cache.configuration.MutableConfiguration;

/**
 * Reads one stale entry with many threads until it is refreshed. Arguments: address, key prefix, name of the cache, key,
 * threads, milliseconds that a load takes, milliseconds of the load lease.
 */
final class RefreshRole {

    private RefreshRole() {}

    @SuppressWarnings("unchecked") // an untyped cache
    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        Duration lease = Duration.ofMillis(Long.parseLong(args[6]));
        try (Managers managers = new Managers(args[0], args[1])) {
            LarderCache<String, String> cache = managers.open(builder -> builder.defaults(s -> s.loadLease(lease)))
                    .createCache(args[2], new MutableConfiguration<String, String>())
                    .unwrap(LarderCache.class);
            parent.tell("ready");
            parent.await("go");
            ExecutorService executor = Executors.newFixedThreadPool(Integer.parseInt(args[4]));
            List<Callable<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(args[4]); i++) {
                readers.add(() -> readUntilNew(parent, cache, args[3], Long.parseLong(args[5])));
            }
            int stale = 0;
            for (Future<Integer> reader : executor.invokeAll(readers)) {
                stale += reader.get();
            }
            executor.shutdown();
            parent.tell("stale " + stale);
            parent.tell("done");
        }
    }

    /** Returns how many reads were answered with the old value. */
    private static int readUntilNew(Parent parent, LarderCache<String, String> cache, String key, long loadMillis) {
        LoadOptions options = LoadOptions.none().withTtl(Duration.ofMinutes(10)).withStaleFor(Duration.ofHours(1));
        for (int stale = 0; ; stale++) {
            String value = cache.computeIfAbsent(key, absent -> load(parent, absent, loadMillis), options);
            if (!"old".equals(value)) {
                parent.tell("got " + value);
                return stale;
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Says when it begins, so that a JVM that is killed in the middle has said so. */
    private static String load(Parent parent, String key, long millis) {
        parent.tell("refreshing " + key);
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        return "new";
    }
}
