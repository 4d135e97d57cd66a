package io.larder.examples.locks;

import io.larder.AlreadyRunningException;
import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderConfiguration;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.StaleFenceException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** Takes from a stock under a lock, refuses who comes too late, and counts it once. Takes the address of a Redis. */
public final class StockKeeper {

    private static final int KEEPERS = 8;
    private static final int TAKEN_BY_EACH = 10;

    private final LarderCache<String, Integer> stock;
    private final LarderLocks locks;

    private StockKeeper(LarderCache<String, Integer> stock, LarderLocks locks) {
        this.stock = stock;
        this.locks = locks;
    }

    /** Runs the example; takes an address like {@code redis://localhost:6379}. */
    @SuppressWarnings("unchecked") // the cache is made here, and typed as asked
    public static void main(String[] args) throws InterruptedException {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(args[0])
                .keyPrefix("stock-keeper")
                .build();
        try (CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(
                        URI.create("urn:stock-keeper"),
                        StockKeeper.class.getClassLoader(),
                        configuration.toProperties())) {
            LarderCache<String, Integer> stock = manager.createCache(
                            "stock", new MutableConfiguration<String, Integer>())
                    .unwrap(LarderCache.class);
            StockKeeper keeper = new StockKeeper(stock, manager.unwrap(LarderLocks.class));
            keeper.takeTogether();
            keeper.comeTooLate();
            keeper.countOnce();
            manager.destroyCache("stock");
        }
    }

    /** Many take from one stock: nothing is lost, because each reads and writes under the lock. */
    private void takeTogether() throws InterruptedException {
        stock.put("apples", KEEPERS * TAKEN_BY_EACH);
        List<Thread> keepers = new ArrayList<>();
        for (int i = 0; i < KEEPERS; i++) {
            keepers.add(new Thread(() -> {
                for (int n = 0; n < TAKEN_BY_EACH; n++) {
                    takeOne();
                }
            }));
        }
        keepers.forEach(Thread::start);
        for (Thread keeper : keepers) {
            keeper.join();
        }
        System.out.println("Left when all have taken: " + stock.get("apples"));
    }

    private void takeOne() {
        try (LarderLock.Hold hold = locks.lock(stock, "apples").hold()) {
            int left = stock.get("apples") - 1;
            stock.put("apples", left, EntryOptions.none().withFence(hold.fencingToken()));
        }
    }

    /** Somebody thinks for longer than the lease, and writes after the next one has: that write is refused. */
    private void comeTooLate() throws InterruptedException {
        LarderLock lock = locks.lock(stock, "apples");
        if (!lock.tryLock(Duration.ofSeconds(5), Duration.ofSeconds(1))) {
            throw new IllegalStateException("Somebody else keeps the apples");
        }
        long token = lock.fencingToken();
        Thread next = new Thread(() -> {
            try (LarderLock.Hold hold = locks.lock(stock, "apples").hold()) { // waits until the lease is over
                stock.put("apples", 100, EntryOptions.none().withFence(hold.fencingToken()));
            }
        });
        next.start();
        next.join();
        try {
            stock.put("apples", -1, EntryOptions.none().withFence(token));
            System.out.println("The late write was made");
        } catch (StaleFenceException e) {
            System.out.println("The late write was refused, there are " + stock.get("apples"));
        }
    }

    /** A count is not begun while another one runs. */
    private void countOnce() {
        locks.guard("count").run(() -> {
            System.out.println("Counting");
            try {
                locks.guard("count")
                        .withMessage("The apples are being counted already")
                        .run(() -> {});
            } catch (AlreadyRunningException e) {
                System.out.println("Rejected: " + e.getMessage());
            }
        });
    }
}
