package io.larder.internal.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Names of caches and of tags as they stand in Redis: printable ASCII without {@code { } : * ? [ ] \\ % ^} and
 * spaces, so that a name can neither break out of its hash tag nor mean something in a pattern. All other bytes of its
 * UTF-8 form are written as {@code %XX}.
 */
public final class NameText {

    private static final String UNRESERVED = "-._~!$&'()+,;=@/";

    private NameText() {}

    /** Returns how a name is written. */
    public static String of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(bytes.length + Short.BYTES);
        for (byte unit : bytes) {
            if (isPlain(unit & 0xff)) {
                text.append((char) unit);
            } else {
                text.append('%').append(hex(unit >> 4 & 15)).append(hex(unit & 15));
            }
        }
        return text.toString();
    }

    /** Returns how long a name is when it is written. */
    public static int length(String name) {
        long length = 0;
        for (byte unit : name.getBytes(StandardCharsets.UTF_8)) {
            length += isPlain(unit & 0xff) ? 1 : 3;
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    /** Returns the name that is written so; whatever is no escape stands for itself. */
    public static String nameOf(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream name = new ByteArrayOutputStream(written.length);
        for (int i = 0; i < written.length; i++) {
            if (written[i] == '%' && i + 2 < written.length && isHex(written[i + 1]) && isHex(written[i + 2])) {
                name.write(Character.digit(written[i + 1], 16) << 4 | Character.digit(written[i + 2], 16));
                i += 2;
            } else {
                name.write(written[i]);
            }
        }
        return name.toString(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(int unit) {
        return unit < 128 && (Character.isLetterOrDigit(unit) || UNRESERVED.indexOf(unit) >= 0);
    }

    private static boolean isHex(int unit) {
        return Character.digit(unit, 16) >= 0;
    }

    private static char hex(int nibble) {
        return "0123456789ABCDEF".charAt(nibble);
    }
}
