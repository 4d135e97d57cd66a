package io.larder.internal.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The scripts, each a resource next to this class with what it shares with others in front. Immutable. */
enum Script {
    /** Changes entries. */
    CHANGE("prelude", "tags", "listeners"),
    /** Tells what listeners want. */
    WATCH("prelude", "tags", "listeners"),
    /** Finds entries whose time is over. */
    DUE("prelude"),
    /** Announces entries that Redis has expired. */
    EXPIRE("prelude", "tags", "listeners"),
    /** Takes or keeps a lease. */
    LEASE(),
    /** Ends a lease. */
    FREE(),
    /** Gives out a fencing token. */
    TOKEN(),
    /** Frees invalid entries. */
    SWEEP("prelude", "tags"),
    /** Makes all entries of some tags invalid. */
    INVALIDATE("prelude", "tags"),
    /** Says how far invalidations are. */
    POSITION("prelude", "tags"),
    /** Writes down a cache's layout. */
    OPEN();

    private final String text;
    private final String sha;

    /** What a script does not need is not in front of it: the server runs through all of it at each call. */
    Script(String... parts) {
        StringBuilder whole = new StringBuilder();
        for (String part : parts) {
            whole.append(resource(part));
        }
        text = whole.append(resource(name().toLowerCase(Locale.ROOT))).toString();
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
