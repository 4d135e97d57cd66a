package io.larder.internal.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Keys as text, and back from text or body. Thread-safe. */
final class KeyCodec {

    private static final int LONGEST_TEXT = 256;
    private static final String COMPOSITE = "o";

    private final ValueCodec values;
    private final AllowedClasses classes;

    KeyCodec(ValueCodec values, AllowedClasses classes) {
        this.values = values;
        this.classes = classes;
    }

    EncodedKey encode(Object key) {
        String text = ScalarKeys.write(key);
        if (text == null) {
            return new EncodedKey(key, digest(COMPOSITE, CanonicalForm.of(key)), () -> values.encodeKeyBody(key));
        }
        return text.length() <= LONGEST_TEXT ? new EncodedKey(key, text) : digested(key, text);
    }

    private static EncodedKey digested(Object key, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        return new EncodedKey(key, digest(text.substring(0, text.indexOf(':')), ascii), () -> keyTextBody(ascii));
    }

    private static byte[] keyTextBody(byte[] ascii) {
        byte[] body = new byte[ascii.length + 1];
        body[0] = (byte) Format.KEY_TEXT.id();
        System.arraycopy(ascii, 0, body, 1, ascii.length);
        return body;
    }

    private static String digest(String tag, byte[] form) {
        return '#' + tag + ':' + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(form));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Decodes a key; throws anything if text and body are not those of one. */
    @Nullable
    Object decode(String keyText, byte[] payload) throws IOException, ClassNotFoundException {
        Object key =
                keyText.startsWith("#") ? fromBody(Payload.open(payload)) : ScalarKeys.read(keyText, this::constant);
        if (key == null || !encode(key).text().equals(keyText)) {
            throw new UndecodableException("a key that is not the one of its text");
        }
        return key;
    }

    private @Nullable Object fromBody(Payload payload) throws IOException, ClassNotFoundException {
        int start = payload.keyStart();
        int end = payload.valueStart();
        if (start >= end) {
            throw new UndecodableException("no key body");
        }
        Format written = Format.of(payload.bytes()[start]);
        return written == Format.KEY_TEXT
                ? ScalarKeys.read(
                        new String(payload.bytes(), start + 1, end - start - 1, StandardCharsets.US_ASCII),
                        this::constant)
                : values.read(written, payload.bytes(), start + 1, end - start - 1);
    }

    private Object constant(String className, String name) {
        try {
            Object[] constants = classes.find(className).getEnumConstants();
            return Arrays.stream(constants == null ? new Object[0] : constants)
                    .filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findAny()
                    .orElseThrow(() -> new UndecodableException("no such enum constant"));
        } catch (ClassNotFoundException e) {
            throw new UndecodableException("no such enum");
        }
    }
}
