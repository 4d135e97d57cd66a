package io.larder.examples.tags;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LarderConfiguration;
import io.larder.LarderTags;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** A shop whose products and pages go together when what they are made of changes. Takes the address of a Redis. */
public final class TaggedShop {

    private static final Duration ONE_DAY = Duration.ofDays(1);

    private final LarderCache<Integer, String> products;
    private final LarderCache<String, String> pages;
    private final LarderTags tags;

    private TaggedShop(LarderCache<Integer, String> products, LarderCache<String, String> pages, LarderTags tags) {
        this.products = products;
        this.pages = pages;
        this.tags = tags;
    }

    /** Runs the example; takes an address like {@code redis://localhost:6379}. */
    public static void main(String[] args) {
        LarderConfiguration configuration =
                LarderConfiguration.builder().redis(args[0]).keyPrefix("shop").build();
        try (CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(
                        URI.create("urn:shop"), TaggedShop.class.getClassLoader(), configuration.toProperties())) {
            TaggedShop shop = new TaggedShop(products(manager), pages(manager), manager.unwrap(LarderTags.class));
            shop.fill();
            shop.supplierChangesPrices();
            shop.productChanges();
            shop.fruitOfOneSupplierGoes();
            manager.destroyCache("products");
            manager.destroyCache("pages");
        }
    }

    /** A product is written as supplier/category/name; the tagger knows, and nobody else need. */
    @SuppressWarnings("unchecked") // every cache of Larder's is one, of the cache's own types
    private static LarderCache<Integer, String> products(CacheManager manager) {
        return manager.createCache(
                        "products",
                        LarderCacheConfiguration.builder(Integer.class, String.class)
                                .settings(settings -> settings.expireAfterWrite(ONE_DAY))
                                .taggerFactory(() -> TaggedShop::tagsOf)
                                .build())
                .unwrap(LarderCache.class);
    }

    private static Set<String> tagsOf(Integer id, String product) {
        String[] parts = product.split("/", -1);
        return Set.of("supplier:" + parts[0], parts[1], "product:" + id);
    }

    @SuppressWarnings("unchecked") // as above
    private static LarderCache<String, String> pages(CacheManager manager) {
        return manager.createCache(
                        "pages",
                        LarderCacheConfiguration.builder(String.class, String.class)
                                .settings(settings -> settings.expireAfterWrite(ONE_DAY))
                                .build())
                .unwrap(LarderCache.class);
    }

    private void fill() {
        products.put(1, "miller/fruit/pears");
        products.put(2, "miller/bread/rye");
        products.put(3, "smith/fruit/plums");
        products.put(4, "smith/bread/wheat");
        pages.put("fruit", "pears, plums", EntryOptions.none().withTags("product:1", "product:3"));
        pages.put("bread", "rye, wheat", EntryOptions.none().withTags("product:2", "product:4"));
        System.out.println("Tags of 1: " + new TreeSet<>(products.tags(1)));
    }

    /** All products of the supplier at once, however many there are. */
    private void supplierChangesPrices() {
        products.invalidateTag("supplier:smith");
        System.out.println("Without smith's: " + present());
    }

    /** The product and each page that shows it, in whatever cache. */
    private void productChanges() {
        tags.invalidate("product:1");
        System.out.println("Without the pears: " + present() + ", their page " + pages.get("fruit"));
        System.out.println("The other page: " + pages.get("bread"));
    }

    /** Only what is both; for this, Larder has to look at the entries. */
    private void fruitOfOneSupplierGoes() {
        products.put(1, "miller/fruit/pears");
        long removed = products.invalidateEntriesWithAll(Set.of("fruit", "supplier:miller"), soFar -> {});
        System.out.println("Removed: " + removed + ", left " + present());
    }

    private Set<Integer> present() {
        return new TreeSet<>(products.getAll(Set.of(1, 2, 3, 4)).keySet());
    }
}
