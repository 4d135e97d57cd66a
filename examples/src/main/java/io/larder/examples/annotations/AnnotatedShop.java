package io.larder.examples.annotations;

import io.larder.AlreadyRunningException;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** Shows Larder's own annotations, on Weld SE. Takes where Redis is from {@code larder.redis}. */
public final class AnnotatedShop {

    private AnnotatedShop() {}

    /** Runs the example. */
    public static void main(String[] args) {
        System.setProperty("larder.redis", args[0]);
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager();
                SeContainer container = SeContainerInitializer.newInstance()
                        .addBeanClasses(Products.class)
                        .initialize()) {
            Products products = container.select(Products.class).get();
            System.out.println("First: " + products.find(1));
            System.out.println("Again: " + products.find(1));
            products.reprice("bread", 10);
            System.out.println("Bread is dearer: " + products.find(1));
            products.reprice("fruit", 10);
            System.out.println("Fruit is dearer: " + products.find(1));

            long token = products.reserve(1);
            System.out.println("Tokens grow: " + (products.reserve(1) > token));

            products.pay(17, () -> payAgain(products));
            manager.destroyCache("products");
        }
    }

    private static void payAgain(Products products) {
        try {
            products.pay(17, () -> {});
        } catch (AlreadyRunningException e) {
            System.out.println("Rejected: " + e.getMessage());
        }
    }
}
