package io.larder.flow;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.pressure.Managers;
import io.larder.pressure.Parent;
import java.time.Duration;
import javax.cache.CacheManager;

/** Does what depends on time, each thing when it is told to. Arguments: address, key prefix. */
final class ClockRole {

    private ClockRole() {}

    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        try (Managers managers = new Managers(args[0], args[1])) {
            CacheManager manager = managers.open();
            LarderCache<String, String> cache = new Application(new Database(""), manager, "", true)
                    .cache("clocks", String.class, String.class, settings -> settings);
            LarderLocks locks = manager.unwrap(LarderLocks.class);
            parent.tell("ready");
            while (true) {
                String[] words = parent.next().split(" ", -1);
                parent.tell("answer " + answer(cache, locks, words));
            }
        }
    }

    private static String answer(LarderCache<String, String> cache, LarderLocks locks, String[] words) {
        switch (words[0]) {
            case "put" ->
                cache.put(
                        words[1],
                        "there",
                        EntryOptions.none().withTags("clock").withTtl(Duration.ofMillis(Long.parseLong(words[2]))));
            case "get" -> {
                return String.valueOf(cache.get(words[1]));
            }
            case "ttl" -> {
                return Long.toString(
                        cache.ttl(words[1]).remaining().orElseThrow().toMillis());
            }
            case "invalidate" -> cache.invalidateTag("clock");
            case "token" -> {
                try (LarderLock.Hold hold = locks.lock("clock").hold()) {
                    return Long.toString(hold.fencingToken());
                }
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "done";
    }
}
