package io.larder.internal.lock;

import io.larder.Guard;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.internal.error.LockErrors;
import io.larder.internal.management.LockStatistics;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.cache.Cache;

/** The locks and guards of one cache manager. Thread-safe. */
public final class StoreLocks implements LarderLocks {

    private final LockServer server;
    private final BiFunction<Cache<?, ?>, Object, String> keyTexts;
    private final Runnable openCheck;
    private final Holds holds = new Holds();
    private final Tokens tokens;
    private final LockStatistics statistics = new LockStatistics(holds::count);

    /**
     * Puts the locks together.
     *
     * @param server where they are; closed by whoever opened it
     * @param keyTexts prints a key of a cache; refuses caches that are not Larder's
     * @param openCheck throws if the cache manager is closed
     */
    public StoreLocks(LockServer server, BiFunction<Cache<?, ?>, Object, String> keyTexts, Runnable openCheck) {
        this.server = server;
        this.keyTexts = keyTexts;
        this.openCheck = openCheck;
        this.tokens = new Tokens(server);
    }

    @Override
    public LarderLock lock(String name) {
        return named(server.lockName(Objects.requireNonNull(name, "name")), false);
    }

    @Override
    public LarderLock fairLock(String name) {
        return named(server.lockName(Objects.requireNonNull(name, "name")), true);
    }

    @Override
    public LarderLock lock(Cache<?, ?> cache, Object key) {
        String keyText = keyTexts.apply(Objects.requireNonNull(cache, "cache"), Objects.requireNonNull(key, "key"));
        return named(server.lockName(cache.getName(), keyText), false);
    }

    private LarderLock named(String lockName, boolean fair) {
        ensureOpen();
        return new NamedLock(this, lockName, fair);
    }

    @Override
    public LarderLock all(LarderLock... locks) {
        ensureOpen();
        if (locks.length == 0) {
            throw LockErrors.notOurs("no lock");
        }
        List<NamedLock> parts = Arrays.stream(locks)
                .flatMap(this::parts)
                .sorted(Comparator.comparing(NamedLock::name))
                .toList();
        return new MultiLock(eachOnce(parts), tokens);
    }

    private Stream<NamedLock> parts(LarderLock lock) {
        if (lock instanceof MultiLock several) {
            return several.locks().stream().flatMap(this::parts);
        }
        if (lock instanceof NamedLock one && one.locks() == this) {
            return Stream.of(one);
        }
        throw LockErrors.notOurs("a lock of another LarderLocks");
    }

    private static List<NamedLock> eachOnce(List<NamedLock> sorted) {
        return Stream.iterate(0, i -> i < sorted.size(), i -> i + 1)
                .filter(i ->
                        i == 0 || !sorted.get(i).name().equals(sorted.get(i - 1).name()))
                .map(sorted::get)
                .toList();
    }

    @Override
    public Guard guard(String name) {
        ensureOpen();
        return StoreGuard.of(this, Objects.requireNonNull(name, "name"));
    }

    LockServer server() {
        return server;
    }

    /** Returns what is counted. */
    public LockStatistics statistics() {
        return statistics;
    }

    Holds holds() {
        return holds;
    }

    Tokens tokens() {
        return tokens;
    }

    void ensureOpen() {
        openCheck.run();
    }
}
