package io.larder.internal.error;

import javax.cache.CacheException;

/** What can go wrong in the use of the API itself: ids {@code LRD-401} and up. */
public final class CacheErrors {

    private CacheErrors() {}

    /** A cache of this name is there already, in this manager. */
    public static CacheException cacheExists(String cacheName) {
        return new CacheException(Message.of(
                "LRD-401",
                "createCache: the cache " + shortened(cacheName) + " exists in this cache manager",
                "A manager has one cache of a name",
                "Get it with getCache, or destroy it first"));
    }

    /** Store by reference was asked for. */
    public static UnsupportedOperationException storeByReference(String cacheName) {
        return new UnsupportedOperationException(Message.of(
                "LRD-402",
                "createCache: the cache " + shortened(cacheName) + " is configured with storeByValue=false",
                "Entries live in Redis, so they are always stored by value",
                "Leave setStoreByValue at true"));
    }

    /** Read-through without a loader, or write-through without a writer. */
    public static IllegalArgumentException throughWithoutFactory(String cacheName, String what, String factory) {
        return new IllegalArgumentException(Message.of(
                "LRD-403",
                "createCache: the cache " + shortened(cacheName) + " is configured with " + what + " but without a "
                        + factory,
                "The one needs the other",
                "Set the " + factory + ", or leave " + what + " off"));
    }

    /** A factory of the application's configuration failed or returned nothing. */
    public static CacheException factoryFailed(String what, RuntimeException cause) {
        return new CacheException(
                Message.of(
                        "LRD-404",
                        "The factory of the " + what + " failed with "
                                + cause.getClass().getName(),
                        "A factory returns an object",
                        "See the cause"),
                cause);
    }

    /** A typed cache got something else. */
    public static ClassCastException wrongType(String cacheName, String what, Class<?> expected, Class<?> actual) {
        return new ClassCastException(Message.of(
                "LRD-405",
                "The cache " + shortened(cacheName) + " was given a " + what + " of " + actual.getName(),
                "It is configured for " + expected.getName(),
                "Use the configured type, or configure the cache without types"));
    }

    /** A cache was asked for with other types than it has. */
    public static ClassCastException wrongCacheType(String cacheName, String what, Class<?> actual, Class<?> asked) {
        return new ClassCastException(Message.of(
                "LRD-406",
                "getCache: the cache " + shortened(cacheName) + " was asked for with the " + what + " type "
                        + asked.getName(),
                "It is configured with " + actual.getName(),
                "Ask with the configured types"));
    }

    /** The MBean server does not take a bean. */
    public static CacheException mbeanRefused(String name, Exception cause) {
        return new CacheException(
                Message.of(
                        "LRD-407",
                        "The MBean server refused " + shortened(name),
                        "Statistics and management need the platform's MBean server",
                        "See the cause, or leave statistics and management off"),
                cause);
    }

    /** The calling thread was interrupted while it waited for Redis. */
    public static CacheException interrupted(InterruptedException cause) {
        return new CacheException(
                Message.of(
                        "LRD-408",
                        "The calling thread was interrupted while it waited for Redis",
                        "The operation may or may not have been made; the interrupt flag is set again",
                        "Read the entry to learn which"),
                cause);
    }

    /** An entry was changed by others again and again. */
    public static CacheException tooContended(int attempts) {
        return new CacheException(Message.of(
                "LRD-409",
                "An entry was changed by others during each of " + attempts + " attempts to change it",
                "Read-modify-write operations are made only on the value that they read",
                "Try again, or spread the load over more keys"));
    }

    /** A value cannot be unwrapped to what was asked. */
    public static IllegalArgumentException cannotUnwrap(Class<?> asked, Class<?> actual) {
        return new IllegalArgumentException(Message.of(
                "LRD-410",
                "unwrap: " + asked.getName() + " was asked for",
                actual.getName() + " is no such thing and wraps none",
                "Ask for one of the types that the documentation names"));
    }

    /** An operation on a closed cache. */
    public static IllegalStateException cacheClosed(String cacheName) {
        return new IllegalStateException(Message.of(
                "LRD-411",
                "The cache " + shortened(cacheName) + " is closed",
                "A closed cache does nothing any more",
                "Get or create it again from an open cache manager"));
    }

    /** An operation on a closed manager. */
    public static IllegalStateException managerClosed() {
        return new IllegalStateException(Message.of(
                "LRD-412",
                "The cache manager is closed",
                "A closed cache manager does nothing any more",
                "Get a new one from the caching provider"));
    }

    /** A time to live of an entry's own that is none. */
    public static IllegalArgumentException ttlTooShort() {
        return new IllegalArgumentException(Message.of(
                "LRD-413",
                "A time to live of less than a millisecond was asked for",
                "An entry's time to live is at least a millisecond",
                "Give a longer one, or remove the entry"));
    }

    /** A tag without a name. */
    public static IllegalArgumentException tagEmpty() {
        return new IllegalArgumentException(Message.of(
                "LRD-414",
                "An empty tag was given",
                "A tag has at least one character",
                "Give it a name, or leave it out"));
    }

    /** A tag with too long a name. */
    public static IllegalArgumentException tagTooLong(String tag, int length, int most) {
        return new IllegalArgumentException(Message.of(
                "LRD-414",
                "The tag " + shortened(tag) + " takes " + length + " bytes",
                "A tag takes at most " + most + " bytes, of which letters, digits and -._~!$&'()+,;=@/ take one each,"
                        + " and all other bytes of its UTF-8 form three",
                "Give a shorter one, such as an id or a digest"));
    }

    /** An entry with too many tags. */
    public static IllegalArgumentException tooManyTags(int count, int most) {
        return new IllegalArgumentException(Message.of(
                "LRD-415",
                count + " tags were given for one entry",
                "An entry has at most " + most + " tags",
                "Tag with what invalidates many entries; invalidate single entries by their key"));
    }

    /** A tagger that threw something, or did not return tags. */
    public static CacheException taggerFailed(String taggerClass, RuntimeException cause) {
        return new CacheException(
                Message.of(
                        "LRD-416",
                        "The tagger " + taggerClass + " failed with "
                                + cause.getClass().getName() + "; nothing was written",
                        "A tagger returns a set of at most 64 tags, without null, for every key and value",
                        "See the cause"),
                cause);
    }

    /** Entries were to be removed that have all of no tags, which are all entries. */
    public static IllegalArgumentException noTags() {
        return new IllegalArgumentException(Message.of(
                "LRD-417",
                "invalidateEntriesWithAll was called without a tag",
                "It takes at least one, for every entry has all of none",
                "Name a tag, or call clear() if all entries are meant"));
    }

    static String shortened(String name) {
        return name.length() <= 100 ? "'" + name + "'" : "'" + name.substring(0, 100) + "…'";
    }
}
