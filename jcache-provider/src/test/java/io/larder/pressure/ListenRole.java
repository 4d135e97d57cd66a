package io.larder.pressure;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;

/** Listens, synchronously, to every change, and waits. Arguments: address, key prefix, name of the cache. */
final class ListenRole {

    private ListenRole() {}

    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        try (Managers managers = new Managers(args[0], args[1])) {
            CacheManager manager = managers.open();
            Cache<Integer, String> cache = manager.createCache(args[2], new MutableConfiguration<Integer, String>());
            cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                    FactoryBuilder.factoryOf(ChangeListener.class), null, true, true));
            parent.tell("ready");
            parent.await("end");
        }
    }
}
