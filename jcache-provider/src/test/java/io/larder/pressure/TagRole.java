package io.larder.pressure;

import io.larder.LarderCacheConfiguration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;

/**
 * A JVM with a near cache that counts how many of many entries it finds, each time it is told {@code count}. Arguments:
 * address, key prefix, name of the cache, number of entries.
 */
final class TagRole {

    static final int BATCH = 1_000;

    private TagRole() {}

    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        try (Managers managers = new Managers(args[0], args[1])) {
            Cache<Integer, String> cache = managers.open()
                    .createCache(
                            args[2],
                            LarderCacheConfiguration.builder(Integer.class, String.class)
                                    .settings(settings -> settings.nearCache(true))
                                    .build());
            parent.tell("ready");
            while (true) {
                parent.await("count");
                parent.tell("found " + found(cache, Integer.parseInt(args[3])));
            }
        }
    }

    /** Returns how many of the keys from zero on have an entry. */
    static int found(Cache<Integer, String> cache, int entries) {
        int found = 0;
        for (int from = 0; from < entries; from += BATCH) {
            found += cache.getAll(keys(from, Math.min(entries, from + BATCH))).size();
        }
        return found;
    }

    private static Set<Integer> keys(int from, int to) {
        return IntStream.range(from, to).boxed().collect(Collectors.toSet());
    }
}
