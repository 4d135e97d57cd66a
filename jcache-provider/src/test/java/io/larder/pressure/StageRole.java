package io.larder.pressure;

import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LoadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Asks for one cold key again and again, with one thread, whose values come later. Arguments: address, key prefix, name of the
 * cache, key, how often, milliseconds that a load takes, milliseconds of the load lease.
 */
final class StageRole {

    private StageRole() {}

    @SuppressWarnings("unchecked") // the cache is made with these types
    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        try (Managers managers = new Managers(args[0], args[1])) {
            LarderCache<String, String> cache = managers.open()
                    .createCache(
                            args[2],
                            LarderCacheConfiguration.builder(String.class, String.class)
                                    .settings(
                                            settings -> settings.loadLease(Duration.ofMillis(Long.parseLong(args[6]))))
                                    .build())
                    .unwrap(LarderCache.class);
            cache.containsKey("warm-up");
            parent.tell("ready");
            parent.await("go");
            List<CompletionStage<String>> values = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(args[4]); i++) {
                values.add(cache.computeIfAbsentAsync(
                        args[3], key -> load(parent, key, Long.parseLong(args[5])), LoadOptions.none()));
            }
            parent.tell("asked");
            for (CompletionStage<String> value : values) {
                parent.tell("got " + value.toCompletableFuture().join());
            }
            parent.tell("done");
        }
    }

    /** Says when it begins, so that a JVM that is killed in the middle has said so. */
    private static CompletionStage<String> load(Parent parent, String key, long millis) {
        parent.tell("loading " + key);
        return CompletableFuture.supplyAsync(
                () -> "value of " + key, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }
}
