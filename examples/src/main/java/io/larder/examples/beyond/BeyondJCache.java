package io.larder.examples.beyond;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderConfiguration;
import io.larder.WarmUp;
import io.larder.WarmUpReport;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;

/** Shows what a cache of Larder's can do beyond JCache. */
public final class BeyondJCache {

    private BeyondJCache() {}

    /** Runs the example; takes an address like {@code redis://localhost:6379}. */
    public static void main(String[] args) {
        LarderConfiguration configuration =
                LarderConfiguration.builder().redis(args[0]).keyPrefix("beyond").build();
        try (CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(
                        URI.create("urn:beyond"), BeyondJCache.class.getClassLoader(), configuration.toProperties())) {
            LarderCache<String, String> offers = offers(manager);
            timesToLive(offers);
            warmUp(offers);
            keys(offers);
            withoutWaiting(offers);
            manager.destroyCache("offers");
        }
    }

    @SuppressWarnings("unchecked") // every cache of Larder's is one, of the cache's own types
    private static LarderCache<String, String> offers(CacheManager manager) {
        return manager.createCache(
                        "offers",
                        new MutableConfiguration<String, String>()
                                .setTypes(String.class, String.class)
                                .setCacheLoaderFactory(FactoryBuilder.factoryOf(OfferLoader.class)))
                .unwrap(LarderCache.class);
    }

    private static void timesToLive(LarderCache<String, String> offers) {
        offers.put("today:1", "pears", EntryOptions.none().withTtl(Duration.ofHours(6)));
        System.out.println("Expires: " + offers.ttl("today:1").remaining().isPresent());
        offers.persist("today:1");
        System.out.println("Kept: " + offers.ttl("today:1"));
        offers.expire("today:1", Duration.ofMinutes(10));
        System.out.println("Not there: " + offers.ttl("today:2"));
    }

    private static void warmUp(LarderCache<String, String> offers) {
        Stream<String> ids = IntStream.range(0, 500).mapToObj(i -> "week:" + i);
        WarmUpReport report = offers.warmUp(
                        ids, WarmUp.defaults().withWorkers(2).withBatchSize(50))
                .toCompletableFuture()
                .join();
        System.out.println("Loaded: " + report.loaded() + " of " + report.keys());
    }

    private static void keys(LarderCache<String, String> offers) {
        try (Stream<String> keys = offers.keys("week:4?")) {
            System.out.println("Keys: " + keys.sorted().toList());
        }
        System.out.println("Size: " + offers.size() + ", estimated " + offers.estimatedSize());
        long removed = offers.invalidateKeys("week:1*", soFar -> {});
        System.out.println("Invalidated: " + removed + ", left " + offers.size());
    }

    private static void withoutWaiting(LarderCache<String, String> offers) {
        offers.async()
                .put("today:3", "plums")
                .thenCompose(done -> offers.async().get("today:3"))
                .thenAccept(offer -> System.out.println("Without waiting: " + offer))
                .toCompletableFuture()
                .join();
    }
}
