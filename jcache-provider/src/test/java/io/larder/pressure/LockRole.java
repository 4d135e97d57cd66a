package io.larder.pressure;

import io.larder.AlreadyRunningException;
import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.StaleFenceException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * Uses locks and guards in a JVM of its own. Arguments: address, key prefix, what to do; then what that needs. Waits for
 * {@code go} before it begins.
 */
final class LockRole {

    /** How long a lock survives a JVM that was killed, in these tests. */
    static final Duration WATCHDOG = Duration.ofSeconds(2);

    /** After how many locks a thread says that it gets on. */
    static final int ROUND = 250;

    static final String LOCK = "shared";
    static final String MESSAGE = "Somebody is at it, come back later";

    private LockRole() {}

    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        try (Managers managers = new Managers(args[0], args[1])) {
            boolean ownClient = args[2].equals("contend") || args[2].equals("guard");
            CacheManager manager =
                    ownClient ? managers.open() : managers.open(builder -> builder.locksClient(client(args[0])));
            LarderLocks locks = manager.unwrap(LarderLocks.class);
            parent.tell("ready");
            parent.await("go");
            switch (args[2]) {
                case "contend" -> contend(locks, parent, args);
                case "guard" -> guard(locks, parent, Integer.parseInt(args[3]));
                case "hold" -> hold(locks, parent);
                case "holdGuard" -> locks.guard(LOCK).run(() -> waitFor(parent));
                case "pause" -> pause(manager, locks, parent);
                default -> throw new IllegalArgumentException(args[2]);
            }
            parent.tell("done");
        }
        System.exit(0); // the client of the locks is not the manager's to close
    }

    /** A client for locks that does not wait long for the dead. */
    static RedissonClient client(String address) {
        Config config = new Config();
        config.setLockWatchdogTimeout(WATCHDOG.toMillis());
        config.useSingleServer().setAddress(address);
        return Redisson.create(config);
    }

    /** Takes and gives back one lock; a file that all JVMs map tells who else is in there, whatever Redis says. */
    private static void contend(LarderLocks locks, Parent parent, String[] args) throws Exception {
        int threads = Integer.parseInt(args[4]);
        int times = Integer.parseInt(args[5]);
        try (FileChannel file = FileChannel.open(Path.of(args[3]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Room room = new Room(file.map(FileChannel.MapMode.READ_WRITE, 0, Room.BYTES));
            List<Callable<@Nullable Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> {
                    for (int n = 0; n < times / threads; n++) {
                        try (LarderLock.Hold hold = locks.lock(LOCK).hold()) {
                            room.enter(hold.fencingToken());
                            room.leave();
                        }
                        if (n % ROUND == ROUND - 1) {
                            parent.tell("round");
                        }
                    }
                    return null;
                });
            }
            run(tasks);
            parent.tell("violations " + room.violations.get());
        }
    }

    private static void run(List<Callable<@Nullable Void>> tasks) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        for (Future<@Nullable Void> task : executor.invokeAll(tasks)) {
            task.get();
        }
        executor.shutdown();
    }

    private static void guard(LarderLocks locks, Parent parent, int threads) throws Exception {
        List<Callable<@Nullable Void>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            tasks.add(() -> {
                try {
                    locks.guard(LOCK).withMessage(MESSAGE).run(() -> waitFor(parent));
                    parent.tell("ran");
                } catch (AlreadyRunningException e) {
                    parent.tell("rejected " + e.getMessage());
                }
                return null;
            });
        }
        run(tasks);
    }

    private static void hold(LarderLocks locks, Parent parent) {
        try (LarderLock.Hold hold = locks.lock(LOCK).hold()) {
            parent.tell("token " + hold.fencingToken());
            waitFor(parent);
        }
    }

    private static void pause(CacheManager manager, LarderLocks locks, Parent parent) throws InterruptedException {
        LarderCache<String, String> cache = cache(manager);
        LarderLock lock = locks.lock(cache, "stock");
        if (!lock.tryLock(Duration.ZERO, WATCHDOG)) {
            throw new IllegalStateException("somebody else holds the lock");
        }
        long token = lock.fencingToken();
        parent.tell("token " + token);
        waitFor(parent);
        EntryOptions fence = EntryOptions.none().withFence(token);
        attempt(parent, "put", () -> cache.put("stock", "of the paused", fence));
        attempt(parent, "replace", () -> cache.replace("stock", "of the paused", fence));
        attempt(parent, "remove", () -> cache.remove("stock", fence));
        try {
            lock.unlock();
            parent.tell("unlocked");
        } catch (IllegalMonitorStateException e) {
            parent.tell("lost " + e.getMessage());
        }
    }

    private static void attempt(Parent parent, String name, Runnable change) {
        try {
            change.run();
            parent.tell(name + " made");
        } catch (StaleFenceException e) {
            parent.tell(name + " " + e.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // new, and typed as asked
    static LarderCache<String, String> cache(CacheManager manager) {
        return manager.createCache("guarded", new MutableConfiguration<String, String>())
                .unwrap(LarderCache.class);
    }

    private static void waitFor(Parent parent) {
        parent.tell("inside");
        try {
            parent.await("on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How many are inside, and the last token, in memory that the JVMs share. */
    private static final class Room {

        static final int BYTES = 2 * Long.BYTES;

        private static final VarHandle LONG =
                MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

        private final ByteBuffer shared;
        private final AtomicLong violations = new AtomicLong();

        private Room(ByteBuffer shared) {
            this.shared = shared;
        }

        void enter(long token) {
            long inside = (long) LONG.getAndAdd(shared, 0, 1L);
            long last = (long) LONG.getAndSet(shared, Long.BYTES, token);
            if (inside != 0 || last >= token) {
                violations.incrementAndGet();
            }
        }

        void leave() {
            long inside = (long) LONG.getAndAdd(shared, 0, -1L);
            if (inside != 1) {
                violations.incrementAndGet();
            }
        }
    }
}
