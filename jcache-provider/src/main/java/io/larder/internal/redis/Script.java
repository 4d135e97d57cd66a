package io.larder.internal.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts, each a resource next to this class with what it shares with others in front. Immutable. */
enum Script {
    /** Changes entries. */
    CHANGE(function("prelude", "tags", "listeners", "changes")),
    /** Tells what listeners want. */
    WATCH(inFront("prelude", "tags", "listeners")),
    /** Finds entries whose time is over. */
    DUE(inFront("prelude")),
    /** Announces entries that Redis has expired. */
    EXPIRE(inFront("prelude", "tags", "listeners")),
    /** Takes or keeps a lease. */
    LEASE(inFront()),
    /** Ends a lease. */
    FREE(inFront()),
    /** Gives out a fencing token. */
    TOKEN(inFront()),
    /** Frees invalid entries. */
    SWEEP(inFront("prelude", "tags")),
    /** Makes all entries of some tags invalid. */
    INVALIDATE(inFront("prelude", "tags")),
    /** Says how far invalidations are. */
    POSITION(inFront("prelude", "tags")),
    /** Writes down a cache's layout. */
    OPEN(inFront());

    private final String text;
    private final String sha;

    Script(String front) {
        text = front + resource(name().toLowerCase(Locale.ROOT));
        sha = sha1(text);
    }

    /** What a script does not need is not in front of it: the server runs through all of it at each call. */
    private static String inFront(String... parts) {
        return Stream.of(parts).map(Script::resource).collect(Collectors.joining());
    }

    /** Parts as one function, named like the last of them: the server runs through them only if the script calls it. */
    private static String function(String... parts) {
        return "local function " + parts[parts.length - 1] + "(...)\n" + inFront(parts) + "end\n";
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
