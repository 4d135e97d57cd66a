package io.larder.pressure;

import io.larder.LarderCacheConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import javax.cache.Cache;

/**
 * A JVM with a near cache. Arguments: address, key prefix, name of the cache, maximum age in milliseconds, threads,
 * seconds. Without threads it says what it reads each time it is told to; with threads it reads and counts up for so many
 * seconds, and says how many times it has seen a counter go back.
 */
final class NearRole {

    private static final int KEYS = 8;
    private static final int READS_PER_INCREMENT = 20;

    /** So many calls each thread makes at least, however busy the machine is. */
    private static final int LEAST_CALLS = 500;

    private final Parent parent = new Parent();
    private final Cache<Integer, Long> cache;

    private NearRole(Cache<Integer, Long> cache) {
        this.cache = cache;
    }

    public static void main(String[] args) throws Exception {
        try (Managers managers = new Managers(args[0], args[1])) {
            Cache<Integer, Long> cache = managers.open()
                    .createCache(
                            args[2],
                            LarderCacheConfiguration.builder(Integer.class, Long.class)
                                    .settings(settings -> settings.nearCache(true)
                                            .nearCacheMaximumAge(Duration.ofMillis(Long.parseLong(args[3]))))
                                    .build());
            NearRole role = new NearRole(cache);
            if (args[4].equals("0")) {
                role.readWhenTold();
            } else {
                role.run(Integer.parseInt(args[4]), Duration.ofSeconds(Long.parseLong(args[5])));
            }
        }
    }

    private void readWhenTold() throws InterruptedException {
        parent.tell("ready");
        while (true) {
            parent.await("get");
            parent.tell("got " + cache.get(0));
        }
    }

    /** What one call has seen, or made. */
    private record Seen(int key, long startNanos, long endNanos, long value) {}

    private void run(int threads, Duration time) throws Exception {
        cache.invoke(0, IncrementRole.Increment.BY_ONE);
        parent.tell("ready");
        parent.await("go");
        long end = System.nanoTime() + time.toNanos();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Callable<List<Seen>>> tasks = IntStream.range(0, threads)
                .<Callable<List<Seen>>>mapToObj(i -> () -> record(end))
                .toList();
        List<Seen> all = new ArrayList<>();
        for (Future<List<Seen>> task : executor.invokeAll(tasks)) {
            all.addAll(task.get());
        }
        executor.shutdown();
        parent.tell("calls " + all.size());
        parent.tell("backwards " + backwards(all));
    }

    private List<Seen> record(long end) {
        List<Seen> seen = new ArrayList<>();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (System.nanoTime() < end || seen.size() < LEAST_CALLS) {
            int key = random.nextInt(KEYS);
            boolean increments = random.nextInt(READS_PER_INCREMENT) == 0;
            long start = System.nanoTime();
            Long value = increments ? cache.invoke(key, IncrementRole.Increment.BY_ONE) : cache.get(key);
            seen.add(new Seen(key, start, System.nanoTime(), value == null ? 0 : value));
        }
        return seen;
    }

    /** Counts calls that began after another one ended, and saw less than that one. */
    private static long backwards(List<Seen> all) {
        long backwards = 0;
        for (int key = 0; key < KEYS; key++) {
            int one = key;
            List<Seen> byStart = all.stream()
                    .filter(seen -> seen.key() == one)
                    .sorted(Comparator.comparingLong(Seen::startNanos))
                    .toList();
            PriorityQueue<Seen> underWay = new PriorityQueue<>(Comparator.comparingLong(Seen::endNanos));
            long most = 0;
            for (Seen seen : byStart) {
                while (!underWay.isEmpty() && underWay.peek().endNanos() < seen.startNanos()) {
                    most = Math.max(most, underWay.remove().value());
                }
                backwards += seen.value() < most ? 1 : 0;
                underWay.add(seen);
            }
        }
        return backwards;
    }
}
