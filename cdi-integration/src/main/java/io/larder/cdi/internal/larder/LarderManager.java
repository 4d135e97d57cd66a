package io.larder.cdi.internal.larder;

import io.larder.LarderHealth;
import io.larder.LarderLocks;
import io.larder.LarderTags;
import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.resolver.DefaultManager;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** The default cache manager, as Larder's. Thread-safe. */
final class LarderManager {

    /** What a manager was asked for once. */
    private record Parts(CacheManager manager, LarderLocks locks, LarderTags tags) {}

    private final DefaultManager manager;
    private volatile @Nullable Parts parts;

    LarderManager(DefaultManager manager) {
        this.manager = manager;
    }

    LarderLocks locks(String place) {
        return parts(place).locks();
    }

    LarderTags tags(String place) {
        return parts(place).tags();
    }

    HealthReport health() {
        try {
            return HealthReport.of(manager.get().unwrap(LarderHealth.class));
        } catch (IllegalArgumentException e) {
            return HealthReport.ofOther();
        } catch (RuntimeException e) { // whatever keeps the bean or the provider from making a manager
            return HealthReport.of(e);
        }
    }

    private Parts parts(String place) {
        Parts current = parts;
        if (current == null || current.manager().isClosed()) {
            current = ask(place, manager.get());
            parts = current;
        }
        return current;
    }

    private static Parts ask(String place, CacheManager asked) {
        try {
            return new Parts(asked, asked.unwrap(LarderLocks.class), asked.unwrap(LarderTags.class));
        } catch (IllegalArgumentException e) {
            throw LarderErrors.notLarders(place, asked);
        }
    }
}
