package io.larder.quarkus;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import javax.cache.CacheManager;

/** Calls the cached methods, says what came of it, and ends. */
@QuarkusMain
public class Shop implements QuarkusApplication {

    @Inject
    Products products;

    @Inject
    CacheManager manager;

    public static void main(String... args) {
        Quarkus.run(Shop.class, (code, failure) -> end(code, failure), args);
    }

    @Override
    public int run(String... args) {
        System.out.println("Found: " + products.find("a") + ' ' + products.find("A") + ' ' + products.findMyself("a"));
        products.change("a");
        System.out.println("Changed: " + products.find("a"));
        System.out.println("Reserved: " + products.reserve("a"));
        System.out.println("Caches: " + String.join(",", manager.getCacheNames()));
        return 0;
    }

    /** After Quarkus has stopped, and before the JVM ends with whatever still runs. */
    private static void end(int code, Throwable failure) {
        if (failure != null) {
            failure.printStackTrace(System.out);
        }
        System.out.println("Threads left: "
                + Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.matches("(redisson|larder|globalEventExecutor).*"))
                        .sorted()
                        .toList());
        System.exit(code);
    }
}
