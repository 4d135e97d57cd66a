package io.larder.internal.error;

import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;

/** What can go wrong when callers share a load: ids {@code LRD-425} to {@code LRD-434}. */
public final class LoadErrors {

    private LoadErrors() {}

    /** A loader waits, directly or by way of others, for what it is to load itself. */
    public static CacheException waitsForItself() {
        return new CacheException(Message.of(
                "LRD-425",
                "A loader asked the cache for an entry whose load waits for this very loader",
                "An entry is loaded once for all who want it, so this load would never end",
                "Let the loader ask its source for that value, or for an entry that does not depend on this one"));
    }

    /** The calling thread was interrupted while another one loaded. */
    public static CacheException interrupted(InterruptedException cause) {
        return new CacheException(
                Message.of(
                        "LRD-426",
                        "The calling thread was interrupted while it waited for a load by another thread or JVM",
                        "The load goes on without it; the interrupt flag is set again",
                        "Read the entry again if its value is still wanted"),
                cause);
    }

    /** A load that another JVM made for this one too has failed. */
    public static CacheLoaderException failedElsewhere(String message) {
        return new CacheLoaderException(Message.of(
                "LRD-427",
                "The load in another JVM, which this one waited for, failed with " + Printable.of(message),
                "Who waits for a load gets its failure; the next call loads again",
                "See the log of the other JVM"));
    }

    /** The application's loading function failed. */
    public static CacheLoaderException functionFailed(Exception cause) {
        return new CacheLoaderException(
                Message.of(
                        "LRD-428",
                        "The loading function failed with " + cause.getClass().getName(),
                        "Nothing was put into the cache",
                        "See the cause"),
                cause);
    }

    /** The loader failed for this key a while ago, and that is remembered. */
    public static String failedBefore(String failureClass) {
        return Message.of(
                "LRD-429",
                "The loader failed for this key a while ago, with " + Printable.of(failureClass),
                "Failures of the chosen classes are remembered for exception-ttl, and the loader is not asked",
                "Call again when that time is over, or remove the key to end it at once");
    }

    /** Options of a load that are none. */
    public static IllegalArgumentException invalidOption(String what, String rule) {
        return new IllegalArgumentException(
                Message.of("LRD-430", what + " was asked for", rule, "Give a value within these bounds"));
    }
}
