package io.larder.internal.codec;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys that can stand for themselves in this JVM: immutable, of the JDK, and to be had back from their text. Stateless.
 *
 * <p>What is plain depends on the key alone, so that a key and its text always lead to the same place.
 */
public final class PlainKeys {

    private static final Set<Class<?>> OTHERS = Set.of(
            Short.class,
            Byte.class,
            Character.class,
            Boolean.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class);
    private static final Set<String> TAGS = Set.of("s", "i", "l", "u", "h", "b", "c", "z", "ti", "td", "tt", "tl");

    /** Strings up to here never have a text that is digested, whatever is in them: nine characters for one at most. */
    private static final int SURELY_SHORT = 28;

    /** The longest text that is not digested, without its tag. */
    private static final int LONGEST = 254;

    private PlainKeys() {}

    /** Returns whether a key can stand for itself. */
    public static boolean isPlain(Object key) {
        return key instanceof String string
                ? isPlain(string)
                : key instanceof Long
                        || key instanceof Integer
                        || key instanceof UUID
                        || OTHERS.contains(key.getClass());
    }

    private static boolean isPlain(String key) {
        int length = key.length();
        if (length <= SURELY_SHORT) {
            return true;
        }
        if (length > LONGEST) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char unit = key.charAt(i);
            if (unit < '!' || unit > '~' || unit == '%') {
                return false;
            }
        }
        return true;
    }

    /** Returns the plain key of a text, {@code null} if it is not that of one. */
    public static @Nullable Object ofText(String keyText) {
        if (!TAGS.contains(keyText.substring(0, Math.max(keyText.indexOf(':'), 0)))) {
            return null;
        }
        try {
            Object key = ScalarKeys.read(keyText, PlainKeys::noEnum);
            return isPlain(key) ? key : null;
        } catch (RuntimeException e) {
            return null; // no text of ours
        }
    }

    private static Object noEnum(String className, String name) {
        throw new IllegalArgumentException("no plain key");
    }
}
