package io.larder.internal.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text as printable ASCII and back. Everything outside {@code !} to {@code ~}, and {@code %} itself, becomes the
 * {@code %XX} of its UTF-8 bytes; a surrogate without its pair, which UTF-8 cannot express, becomes {@code %uXXXX}.
 */
final class KeyText {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private KeyText() {}

    /** Returns the escaped form: the same string where nothing needs escaping. */
    static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return escapeFrom(text, i);
            }
        }
        return text;
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7F && c != '%';
    }

    private static String escapeFrom(String text, int start) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, start);
        for (int i = start; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            append(out, codePoint);
            i += Character.charCount(codePoint);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int codePoint) {
        if (codePoint < 0x7F && isPlain((char) codePoint)) {
            out.append((char) codePoint);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            out.append("%u").append(Integer.toHexString(codePoint).toUpperCase(Locale.ROOT));
        } else {
            for (byte utf8 : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                appendByte(out, utf8);
            }
        }
    }

    private static void appendByte(StringBuilder out, int value) {
        out.append('%').append(HEX[value >> 4 & 0xF]).append(HEX[value & 0xF]);
    }

    /**
     * Returns the text of an escaped form.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static String unescape(String escaped) {
        return escaped.indexOf('%') < 0 ? escaped : unescapeAll(escaped);
    }

    private static String unescapeAll(String escaped) {
        StringBuilder out = new StringBuilder(escaped.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < escaped.length()) {
            if (escaped.charAt(i) != '%') {
                out.append(escaped.charAt(i++));
            } else if (escaped.startsWith("%u", i)) {
                out.append((char) hex(escaped, i + 2, 4));
                i += 6;
            } else {
                bytes.reset();
                while (escaped.startsWith("%", i) && !escaped.startsWith("%u", i)) {
                    bytes.write(hex(escaped, i + 1, 2));
                    i += 3;
                }
                out.append(bytes.toString(StandardCharsets.UTF_8));
            }
        }
        return out.toString();
    }

    private static int hex(String text, int start, int digits) {
        if (start + digits > text.length()) {
            throw new IllegalArgumentException("an escape is cut off");
        }
        int value = 0;
        for (int i = start; i < start + digits; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                throw new IllegalArgumentException("an escape is not hexadecimal");
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
