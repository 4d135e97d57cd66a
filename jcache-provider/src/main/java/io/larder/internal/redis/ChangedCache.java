package io.larder.internal.redis;

import java.util.function.IntSupplier;

/** What all changes of one cache have in common. Thread-safe. */
final class ChangedCache {

    private final CacheKeys keys;
    private final String name;
    private final byte[] channel;
    private final byte[] nearChannel;
    private final IntSupplier ownFlags;

    /**
     * Describes a cache to {@code change.lua}.
     *
     * @param keys its names in Redis
     * @param channel where its changes are told, as the server knows it; nobody writes to it
     * @param nearChannel where the names of changed entries are told, likewise
     * @param ownFlags what this JVM's listeners want at the moment
     */
    ChangedCache(CacheKeys keys, byte[] channel, byte[] nearChannel, IntSupplier ownFlags) {
        this.keys = keys;
        this.name = keys.channel();
        this.channel = channel;
        this.nearChannel = nearChannel;
        this.ownFlags = ownFlags;
    }

    CacheKeys keys() {
        return keys;
    }

    /** Tells caches apart; equal for one that is open more than once. */
    String name() {
        return name;
    }

    byte[] channel() {
        return channel;
    }

    byte[] nearChannel() {
        return nearChannel;
    }

    int ownFlags() {
        return ownFlags.getAsInt();
    }
}
