package io.larder.internal.operation;

import io.larder.internal.loading.Flights;
import io.larder.internal.loading.Leases;
import io.larder.internal.loading.LoadRules;
import io.larder.internal.operation.Loads.Led;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The loads whose values the source returns: those that are this JVM's to make are one call of it, made and put by the thread
 * that leads them.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
final class LedCall<K, V> extends LedLoads<K, V> {

    private final Loads.Source<K, V> source;

    LedCall(
            String cacheName,
            Entries<K, V> entries,
            Flights flights,
            Leases leases,
            Loads.Source<K, V> source,
            LoadRules rules,
            Map<K, V> found) {
        super(cacheName, entries, flights, leases, rules, found);
        this.source = source;
    }

    @Override
    void make(List<Granted<K>> granted, List<Led<K>> waiting) {
        Leases.Renewal renewal = renewing(granted);
        try {
            TagsBefore before = tagsBefore(granted, waiting);
            long start = System.nanoTime();
            install(granted, load(granted, waiting), before, start);
        } finally {
            renewal.end();
        }
    }

    private Map<K, V> load(List<Granted<K>> granted, List<Led<K>> waiting) {
        Set<K> keys = new LinkedHashSet<>();
        granted.forEach(each -> keys.add(each.key()));
        try {
            return source.load(keys);
        } catch (RuntimeException | Error e) {
            fail(granted, waiting, e);
            throw e;
        }
    }
}
