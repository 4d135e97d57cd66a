package io.larder.internal.redis;

import io.larder.internal.store.NameText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The names that locks and guards have in Redis. Immutable and thread-safe.
 *
 * <p>All that belongs to a lock has one hash tag. It begins with a character that no encoded cache name has, so that no
 * cache, whatever its name, shares keys with locks or takes them away when it is destroyed.
 *
 * @param prefix what all keys begin with
 */
record LockNames(String prefix) {

    private static final String HOLDER = "}:h";
    private static final String INTERVAL = "}:i";

    String lock(String name) {
        return prefix + ":{#lock:" + part(name) + HOLDER;
    }

    String lock(String cacheName, String keyText) {
        return prefix + ":{#lock:" + part(cacheName) + ':' + part(keyText) + HOLDER;
    }

    String guard(String name) {
        return prefix + ":{#guard:" + part(name) + HOLDER;
    }

    String interval(String name) {
        return prefix + ":{#guard:" + part(name) + INTERVAL;
    }

    String token() {
        return prefix + ":{#locks}:token";
    }

    /** Printable as in the keys of caches; what is too long for that is a digest, which no printed name can be. */
    private static String part(String name) {
        return NameText.length(name) <= CacheKeys.MAX_NAME_BYTES ? NameText.of(name) : '#' + digest(name);
    }

    private static String digest(String name) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
