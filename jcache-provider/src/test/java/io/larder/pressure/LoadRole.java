package io.larder.pressure;

import io.larder.LarderCacheConfiguration;
import io.larder.fixture.OneByOneLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;

/**
 * Reads one cold key through a slow loader, with many threads at once. Arguments: address, key prefix, name of the cache,
 * key, threads, milliseconds that a load takes, milliseconds of the load lease.
 */
final class LoadRole {

    private LoadRole() {}

    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        try (Managers managers = new Managers(args[0], args[1])) {
            Cache<String, String> cache = managers.open()
                    .createCache(
                            args[2],
                            LarderCacheConfiguration.builder(String.class, String.class)
                                    .readThrough(true)
                                    .cacheLoaderFactory(() -> new SlowLoader(parent, Long.parseLong(args[5])))
                                    .settings(
                                            settings -> settings.loadLease(Duration.ofMillis(Long.parseLong(args[6]))))
                                    .build());
            cache.containsKey("warm-up");
            parent.tell("ready");
            parent.await("go");
            ExecutorService executor = Executors.newFixedThreadPool(Integer.parseInt(args[4]));
            List<Callable<String>> reads = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(args[4]); i++) {
                reads.add(() -> cache.get(args[3]));
            }
            for (Future<String> read : executor.invokeAll(reads)) {
                parent.tell("got " + read.get());
            }
            executor.shutdown();
            parent.tell("done");
        }
    }

    /** Says when it begins, so that a JVM that is killed in the middle has said so. */
    private record SlowLoader(Parent parent, long millis) implements OneByOneLoader<String, String> {

        @Override
        public String load(String key) {
            parent.tell("loading " + key);
            long end = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            return "value of " + key;
        }
    }
}
