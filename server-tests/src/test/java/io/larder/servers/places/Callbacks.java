package io.larder.servers.places;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What callbacks found on the threads that they were called on. */
@ApplicationScoped
public class Callbacks {

    /** An entry that the application declares for its own {@code java:comp}. */
    public static final String GREETING = "java:comp/env/greeting";

    private static final int PATIENCE_SECONDS = 30;

    private final Map<String, String> found = new ConcurrentSkipListMap<>();
    private final CountDownLatch listened = new CountDownLatch(1);

    /** Called by a callback: looks around on its thread. */
    public void note(String callback) {
        found.put(callback + ".thread", Thread.currentThread().getName());
        found.put(
                callback + ".classes",
                LoadedBy.application(Thread.currentThread().getContextClassLoader()) ? "own" : "others");
        found.put(callback + ".bean", bean());
        found.put(callback + ".jndi", greeting());
    }

    /** Called by the listener that nobody waits for, at its end. */
    public void listened() {
        listened.countDown();
    }

    /** Returns all that was found, by name, when the listener has been called. */
    public Map<String, String> found() {
        try {
            found.put("listened", String.valueOf(listened.await(PATIENCE_SECONDS, TimeUnit.SECONDS)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return found;
    }

    private static String bean() {
        try {
            return CDI.current().select(Callbacks.class).isResolvable() ? "found" : "not found";
        } catch (IllegalStateException e) { // no container for this thread
            return e.toString();
        }
    }

    @SuppressWarnings("BanJNDI") // a constant name
    private static String greeting() {
        try {
            return String.valueOf(new InitialContext().lookup(GREETING));
        } catch (NamingException e) {
            return "not found";
        }
    }
}
