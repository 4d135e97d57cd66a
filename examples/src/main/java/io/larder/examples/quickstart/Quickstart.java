package io.larder.examples.quickstart;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.management.CacheStatisticsMXBean;
import javax.cache.spi.CachingProvider;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows a catalogue that is read and written through a cache. It starts a Redis of its own, unless
 * {@code -Dlarder.redis=redis://host:6379} names another one.
 */
public final class Quickstart {

    private static final int PRODUCTS = 200;
    private static final long LONGEST_WAIT_MILLIS = 5_000;
    private static final long POLL_MILLIS = 50;

    private final PrintStream out;
    private final ProductRepository repository;
    private final Cache<Long, Product> products;
    private final Cache<String, Integer> offers;

    private Quickstart(PrintStream out, ProductRepository repository, CacheManager manager) {
        this.out = out;
        this.repository = repository;
        this.products = manager.createCache("products", catalogue(repository));
        this.offers = manager.createCache("offers.today", new MutableConfiguration<>());
    }

    /** Runs the example; takes no arguments. */
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("larder.redis", "embedded:");
        CachingProvider provider = Caching.getCachingProvider();
        try (ProductRepository repository = new ProductRepository(PRODUCTS);
                CacheManager manager = provider.getCacheManager(
                        provider.getDefaultURI(), provider.getDefaultClassLoader(), properties)) {
            new Quickstart(System.out, repository, manager).run();
            manager.destroyCache("products");
            manager.destroyCache("offers.today");
        }
    }

    private static MutableConfiguration<Long, Product> catalogue(ProductRepository repository) {
        return new MutableConfiguration<Long, Product>()
                .setTypes(Long.class, Product.class)
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> new ProductLoader(repository))
                .setWriteThrough(true)
                .setCacheWriterFactory(() -> new ProductWriter(repository));
    }

    private void run() throws JMException, InterruptedException, SQLException {
        out.println("A catalogue of " + PRODUCTS + " products in H2, behind a cache in Redis.");
        readThrough();
        listen();
        invoke();
        expire();
        statistics();
        out.println();
        out.println("Done.");
    }

    private void readThrough() {
        out.println();
        out.println("1. get, read through: the cache asks the database for what it does not have");
        Round first = readAll();
        out.println("   first round:  " + first);
        Round second = readAll();
        out.println("   second round: " + second);
        out.printf(
                Locale.ROOT,
                "   %d queries saved, %.0f times as fast%n",
                first.queries - second.queries,
                (double) first.micros / second.micros);
    }

    private Round readAll() {
        int queriesBefore = repository.queries();
        long start = System.nanoTime();
        for (long id = 1; id <= PRODUCTS; id++) {
            products.get(id);
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        return new Round(repository.queries() - queriesBefore, micros);
    }

    private void listen() throws SQLException {
        out.println();
        out.println("2. put and remove, written through, and a listener that hears of it");
        MutableCacheEntryListenerConfiguration<Long, Product> listener =
                new MutableCacheEntryListenerConfiguration<>(() -> new ChangePrinter(out), null, true, true);
        products.registerCacheEntryListener(listener);
        long id = PRODUCTS + 1;
        products.put(id, new Product(id, "quince", 120, 10));
        products.put(id, products.get(id).costing(99));
        products.remove(id);
        products.deregisterCacheEntryListener(listener);
        out.println("   in the database now: "
                + repository.find(id).map(Product::toString).orElse("no product " + id));
    }

    private void invoke() throws SQLException {
        out.println();
        out.println("3. invoke: 80 customers at once want one of the 50 pieces of product 1");
        long sold = IntStream.range(0, 80)
                .parallel()
                .filter(customer -> products.invoke(1L, new SellOne()))
                .count();
        out.println(
                "   sold " + sold + ", left in the cache " + products.get(1L).stock() + ", in the database "
                        + repository.find(1).map(Product::stock).orElse(0));
    }

    private void expire() throws InterruptedException {
        out.println();
        out.println("4. expiry: larder.yaml gives the caches offers.* one second");
        offers.put("quince", 99);
        out.println("   at once: " + offers.get("quince"));
        long start = System.nanoTime();
        while (offers.containsKey("quince") && millisSince(start) < LONGEST_WAIT_MILLIS) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        out.printf(Locale.ROOT, "   after %.1f s: %s%n", millisSince(start) / 1000.0, offers.get("quince"));
    }

    private void statistics() throws JMException {
        out.println();
        out.println("5. statistics, from the MXBean that every JMX tool sees");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName all = new ObjectName("javax.cache:type=CacheStatistics,Cache=products,*");
        for (ObjectName name : server.queryNames(all, null)) {
            CacheStatisticsMXBean bean = JMX.newMXBeanProxy(server, name, CacheStatisticsMXBean.class);
            out.println("   " + name);
            out.printf(
                    Locale.ROOT,
                    "   %d gets: %d hits, %d misses; %d puts, %d removals; %.0f us per get%n",
                    bean.getCacheGets(),
                    bean.getCacheHits(),
                    bean.getCacheMisses(),
                    bean.getCachePuts(),
                    bean.getCacheRemovals(),
                    bean.getAverageGetTime());
        }
    }

    private static long millisSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }

    /** One reading of the whole catalogue. */
    private record Round(int queries, long micros) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d products, %3d queries, %4d ms", PRODUCTS, queries, micros / 1000);
        }
    }
}
