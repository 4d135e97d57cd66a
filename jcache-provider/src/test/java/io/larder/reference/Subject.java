package io.larder.reference;

import io.larder.fixture.EventRecorder.Told;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.ObjectName;

/** One of the two caches, with all that is seen of it. */
final class Subject {

    private final Journal journal = new Journal();
    private final ChangeListener configured = new ChangeListener();
    private final ChangeListener dynamic = new ChangeListener();
    private final Cache<Integer, String> cache;

    Subject(CacheManager manager, String cacheName, Setup setup, boolean listens) {
        MutableConfiguration<Integer, String> configuration = setup.configuration(journal);
        if (listens) {
            configuration.addCacheEntryListenerConfiguration(configured.configuration());
        }
        cache = manager.createCache(cacheName, configuration);
    }

    /**
     * What one operation came to.
     *
     * @param result what it returned, or the class of what it threw
     * @param calls what loader, writer and policy were asked
     */
    record Outcome(
            Object result,
            Map<String, Integer> calls,
            Map<Integer, List<Told<Integer, String>>> configuredTold,
            Map<Integer, List<Told<Integer, String>>> dynamicTold,
            Map<String, Object> statistics) {}

    Cache<Integer, String> cache() {
        return cache;
    }

    Outcome run(Step step, boolean failing) {
        journal.fail(failing);
        Object result = resultOf(step);
        journal.fail(false);
        Map<String, Integer> calls = new TreeMap<>(journal.take());
        if (failing) {
            // Whether the policy was asked before or after the writer failed is nobody's promise.
            calls.keySet().removeIf(call -> call.startsWith("expiry"));
        }
        return new Outcome(result, calls, configured.take(), dynamic.take(), statistics());
    }

    private Object resultOf(Step step) {
        try {
            return Optional.ofNullable(step.operation().run(cache));
        } catch (Exception e) {
            return e.getClass();
        }
    }

    void listen(boolean wanted) {
        if (wanted) {
            cache.registerCacheEntryListener(dynamic.configuration());
        } else {
            cache.deregisterCacheEntryListener(dynamic.configuration());
        }
    }

    void count(boolean wanted) {
        cache.getCacheManager().enableStatistics(cache.getName(), wanted);
    }

    private Map<String, Object> statistics() {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            ObjectName name = new ObjectName("javax.cache:type=CacheStatistics,CacheManager="
                    + cache.getCacheManager().getURI().toString().replace(':', '.') + ",Cache=" + cache.getName());
            var server = ManagementFactory.getPlatformMBeanServer();
            if (server.isRegistered(name)) {
                for (String attribute : List.of("CacheHits", "CacheMisses", "CachePuts", "CacheRemovals")) {
                    values.put(attribute, server.getAttribute(name, attribute));
                }
            }
            return values;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
