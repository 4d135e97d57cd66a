package io.larder.internal.error;

import javax.cache.CacheException;

/** What can go wrong with what Larder's caches have beyond JCache: ids {@code LRD-435} to {@code LRD-444}. */
public final class ConvenienceErrors {

    private ConvenienceErrors() {}

    /** A number of a warm-up is out of range. */
    public static IllegalArgumentException warmUpOutOfRange(String what, int number, int most) {
        return new IllegalArgumentException(Message.of(
                "LRD-435",
                "A warm-up was given a " + what + " of " + number,
                "It is from 1 to " + most,
                "Give a number in this range, or leave the default"));
    }

    /** A cache is to be warmed up that has no loader. */
    public static CacheException warmUpWithoutLoader(String cacheName) {
        return new CacheException(Message.of(
                "LRD-436",
                "warmUp: the cache " + CacheErrors.shortened(cacheName) + " has no cache loader",
                "A warm-up loads what is absent through the configured loader",
                "Set a cache loader factory; read-through may stay off"));
    }
}
