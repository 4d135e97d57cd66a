package io.larder.examples.loading;

import io.larder.CachedFailureException;
import io.larder.LarderCache;
import io.larder.LarderConfiguration;
import io.larder.LoadOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoaderException;

/** Offers that are served while they are loaded anew, and whose failures are remembered. Takes the address of a Redis. */
public final class RefreshedOffers {

    private static final Database database = new Database();

    private RefreshedOffers() {}

    /** Runs the example; takes an address like {@code redis://localhost:6379}. */
    public static void main(String[] args) {
        LarderConfiguration configuration =
                LarderConfiguration.builder().redis(args[0]).keyPrefix("offers").build();
        try (CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(
                        URI.create("urn:offers"),
                        RefreshedOffers.class.getClassLoader(),
                        configuration.toProperties())) {
            LarderCache<String, String> offers = offers(manager);
            refresh(offers);
            rememberFailure(offers);
            manager.destroyCache("offers");
        }
    }

    @SuppressWarnings("unchecked") // every cache of Larder's is one, of the cache's own types
    private static LarderCache<String, String> offers(CacheManager manager) {
        return manager.createCache(
                        "offers", new MutableConfiguration<String, String>().setTypes(String.class, String.class))
                .unwrap(LarderCache.class);
    }

    private static void refresh(LarderCache<String, String> offers) {
        String offer = read(offers);
        System.out.println("Loaded: " + offer);
        offers.expire("spring-sale", Duration.ofMinutes(59)); // as if eleven minutes had passed
        System.out.println("Past its time: " + read(offers));
        while (offer.equals(read(offers))) {
            LockSupport.parkNanos(1_000_000);
        }
        System.out.println("Refreshed behind us: " + read(offers));
    }

    private static String read(LarderCache<String, String> offers) {
        String offer;
        offer = offers.computeIfAbsent(
                "spring-sale",
                id -> database.findOffer(id),
                LoadOptions.none()
                        .withTtl(Duration.ofMinutes(10))
                        .withRefreshAhead(80)
                        .withStaleFor(Duration.ofHours(1)));
        return String.valueOf(offer);
    }

    private static void rememberFailure(LarderCache<String, String> offers) {
        LoadOptions options = LoadOptions.none().withExceptionTtl(Duration.ofSeconds(30), DatabaseDown.class);
        for (int i = 0; i < 3; i++) {
            try {
                offers.computeIfAbsent("winter-sale", id -> database.fail(), options);
            } catch (CachedFailureException e) {
                System.out.println("Not asked again: " + e.failureClass());
            } catch (CacheLoaderException e) {
                System.out.println("Asked: " + String.valueOf(e.getCause()));
            }
        }
    }

    /** Where offers come from. */
    private static final class Database {

        private final AtomicInteger queries = new AtomicInteger();

        String findOffer(String id) {
            return id + " of query " + queries.incrementAndGet();
        }

        String fail() {
            throw new DatabaseDown();
        }
    }

    /** The database cannot be reached. */
    private static final class DatabaseDown extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
