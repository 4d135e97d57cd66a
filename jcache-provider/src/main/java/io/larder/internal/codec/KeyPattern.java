package io.larder.internal.codec;

import io.larder.internal.store.Glob;
import java.util.List;

/**
 * A pattern for keys, in the words of the application: it is held against a key's own text, a string itself, of which the
 * key text in Redis is an escaped form with a tag in front, or a digest. Immutable.
 *
 * <p>A key that is not one piece of text (a composite one) has none: as far as patterns go it is the empty text.
 */
public final class KeyPattern {

    private static final Glob DIGESTS = Glob.of("#*");

    private final Glob glob;
    private final List<Glob> keyTexts;

    private KeyPattern(Glob glob, List<Glob> keyTexts) {
        this.glob = glob;
        this.keyTexts = keyTexts;
    }

    /**
     * Reads a pattern.
     *
     * @param keyType the type of the cache's keys, {@code Object} if it is not known
     */
    public static KeyPattern of(String pattern, Class<?> keyType) {
        Glob glob = Glob.of(pattern);
        if (glob.isEverything()) {
            return new KeyPattern(glob, List.of(Glob.EVERYTHING));
        }
        String tag = keyType == String.class ? "s:" : "*:";
        return new KeyPattern(glob, List.of(Glob.of(tag + glob.widened(KeyText::escape)), DIGESTS));
    }

    /** Returns patterns for key texts: whatever matches this has a key text that matches one of them. */
    public List<Glob> keyTexts() {
        return keyTexts;
    }

    /** Returns whether a key matches. */
    public boolean matches(Object key) {
        return glob.isEverything() || glob.matches(textOf(key));
    }

    private static String textOf(Object key) {
        if (key instanceof String string) {
            return string;
        }
        String text = ScalarKeys.write(key);
        return text == null ? "" : KeyText.unescape(text.substring(text.indexOf(':') + 1));
    }
}
