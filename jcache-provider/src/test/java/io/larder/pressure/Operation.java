package io.larder.pressure;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;

/** The operations of a cache, each on keys that are there (0 to 99) or absent (1000 to 1099), named as in the manual. */
enum Operation {
    GET("get", cache -> cache.get(0)),
    GET_ABSENT("get, absent", cache -> cache.get(1000)),
    CONTAINS_KEY("containsKey", cache -> cache.containsKey(0)),
    GET_ALL("getAll, 100 keys", cache -> cache.getAll(present())),
    PUT("put, creation", cache -> cache.put(1000, "new")),
    PUT_UPDATE("put, update", cache -> cache.put(0, "new")),
    GET_AND_PUT("getAndPut", cache -> cache.getAndPut(0, "new")),
    PUT_IF_ABSENT("putIfAbsent, absent", cache -> cache.putIfAbsent(1000, "new")),
    PUT_IF_ABSENT_PRESENT("putIfAbsent, present", cache -> cache.putIfAbsent(0, "new")),
    PUT_ALL("putAll, 100 keys", cache -> cache.putAll(entries(1000))),
    REPLACE("replace(key, value)", cache -> cache.replace(0, "new")),
    REPLACE_ABSENT("replace(key, value), absent", cache -> cache.replace(1000, "new")),
    GET_AND_REPLACE("getAndReplace", cache -> cache.getAndReplace(0, "new")),
    REPLACE_VALUE("replace(key, old, new)", cache -> cache.replace(0, "value 0", "new")),
    REPLACE_OTHER_VALUE("replace(key, old, new), other value", cache -> cache.replace(0, "other", "new")),
    REMOVE("remove(key)", cache -> cache.remove(0)),
    REMOVE_ABSENT("remove(key), absent", cache -> cache.remove(1000)),
    REMOVE_VALUE("remove(key, old)", cache -> cache.remove(0, "value 0")),
    REMOVE_OTHER_VALUE("remove(key, old), other value", cache -> cache.remove(0, "other")),
    GET_AND_REMOVE("getAndRemove", cache -> cache.getAndRemove(0)),
    REMOVE_ALL_KEYS("removeAll(keys), 100 keys", cache -> cache.removeAll(present())),
    REMOVE_ALL("removeAll(), 100 entries", Cache::removeAll),
    INVOKE_READ("invoke, reads", cache -> cache.invoke(0, (entry, arguments) -> entry.getValue())),
    INVOKE_WRITE(
            "invoke, writes",
            cache -> cache.invoke(0, (entry, arguments) -> {
                entry.setValue("new");
                return entry.exists();
            })),
    INVOKE_REMOVE(
            "invoke, removes",
            cache -> cache.invoke(0, (entry, arguments) -> {
                entry.remove();
                return entry.exists();
            })),
    INVOKE_ALL(
            "invokeAll, 100 keys, writes",
            cache -> cache.invokeAll(present(), (entry, arguments) -> {
                entry.setValue("new");
                return entry.exists();
            })),
    LOAD_ALL("loadAll, 100 keys", cache -> {
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(present(), true, loaded);
        try {
            loaded.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }),
    ITERATOR("iterator, 100 entries", cache -> cache.forEach(entry -> {})),
    TTL("ttl", cache -> larder(cache).ttl(0)),
    EXPIRE("expire", cache -> larder(cache).expire(0, Duration.ofHours(1))),
    PERSIST("persist", cache -> larder(cache).persist(0)),
    SIZE("size, 100 entries", cache -> larder(cache).size()),
    ESTIMATED_SIZE("estimatedSize, few keys", cache -> larder(cache).estimatedSize()),
    KEYS("keys(pattern), 11 of 100", cache -> larder(cache).keys("1*").forEach(key -> {})),
    INVALIDATE_KEYS("invalidateKeys(pattern), 11 of 100", cache -> larder(cache).invalidateKeys("1*", removed -> {})),
    PUT_TAGGED(
            "put, with a tag",
            cache -> larder(cache).put(0, "new", EntryOptions.none().withTags("red"))),
    PUT_FENCED(
            "put, with a fencing token",
            cache -> larder(cache).put(0, "new", EntryOptions.none().withFence(1))),
    REPLACE_FENCED(
            "replace(key, value), with a fencing token",
            cache -> larder(cache).replace(0, "new", EntryOptions.none().withFence(1))),
    REMOVE_FENCED(
            "remove(key), with a fencing token",
            cache -> larder(cache).remove(0, EntryOptions.none().withFence(1))),
    INVALIDATE_TAG("invalidateTag", cache -> larder(cache).invalidateTag("red")),
    INVALIDATE_ALL(
            "invalidateEntriesWithAll, 0 of 100",
            cache -> larder(cache).invalidateEntriesWithAll(Set.of("red", "green"), removed -> {})),
    /** The last one, because bytes are freed in the background for a while. */
    CLEAR("clear", Cache::clear);

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // keeps nothing
    private final Consumer<Cache<Integer, String>> action;

    Operation(String title, Consumer<Cache<Integer, String>> action) {
        this.title = title;
        this.action = action;
    }

    String title() {
        return title;
    }

    void run(Cache<Integer, String> cache) {
        action.accept(cache);
    }

    @SuppressWarnings("unchecked") // a cache of Larder's is one of its own kind
    private static LarderCache<Integer, String> larder(Cache<Integer, String> cache) {
        return cache.unwrap(LarderCache.class);
    }

    /** Makes what the operation finds: the keys 0 to 99 and no others. */
    static void prepare(Cache<Integer, String> cache) {
        cache.removeAll(entries(1000).keySet());
        cache.putAll(entries(0));
    }

    private static Set<Integer> present() {
        return IntStream.range(0, 100).boxed().collect(Collectors.toSet());
    }

    private static Map<Integer, String> entries(int first) {
        Map<Integer, String> entries = new TreeMap<>();
        IntStream.range(0, 100).forEach(i -> entries.put(first + i, "value " + i));
        return entries;
    }
}
