package io.larder.internal.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The scripts, each a resource next to this class with what all of them share in front. Immutable. */
enum Script {
    /** Writes entries. */
    PUT,
    /** Removes entries. */
    REMOVE,
    /** Gives entries a new time to live. */
    TOUCH,
    /** Tells what listeners want. */
    WATCH,
    /** Finds entries whose time is over. */
    DUE,
    /** Announces entries that Redis has expired. */
    EXPIRE,
    /** Takes or keeps a lease. */
    LEASE,
    /** Frees invalid entries. */
    SWEEP,
    /** Writes down a cache's layout. */
    OPEN;

    private final String text;
    private final String sha;

    Script() {
        text = resource("prelude") + resource(name().toLowerCase(Locale.ROOT));
        sha = sha1(text);
    }

    String text() {
        return text;
    }

    String sha() {
        return sha;
    }

    private static String resource(String name) {
        try (InputStream resource = Script.class.getResourceAsStream(name + ".lua")) {
            if (resource == null) {
                throw new IllegalStateException("The script " + name + ".lua is missing from Larder's jar. It belongs"
                        + " next to " + Script.class.getName() + ". Use the jar as it was published.");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-1; Redis names scripts by it", e);
        }
    }
}
