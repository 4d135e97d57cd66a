package io.larder.internal.codec;

import com.esotericsoftware.kryo.io.Output;
import io.larder.ValueFormat;
import io.larder.internal.error.CodecErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Objects as bytes. Bytes and text are stored as they are, whatever the format: nothing is smaller or faster, and
 * {@code redis-cli} shows them. Thread-safe.
 */
final class ValueCodec {

    private final ValueFormat format;
    private final JavaSerialization java;
    private final KryoSerialization kryo;

    ValueCodec(ValueFormat format, AllowedClasses classes) {
        this.format = format;
        this.java = new JavaSerialization(classes);
        this.kryo = new KryoSerialization(classes, java);
    }

    byte[] encode(byte @Nullable [] keyBody, Object value) {
        if (value instanceof byte[] bytes) {
            return Payload.ofRaw(Format.BYTES, keyBody, bytes);
        }
        if (value instanceof String string && isWellFormed(string)) {
            return Payload.ofRaw(Format.STRING, keyBody, string.getBytes(StandardCharsets.UTF_8));
        }
        if (format == ValueFormat.RAW) {
            throw CodecErrors.notRaw(value.getClass());
        }
        Format written = format == ValueFormat.JAVA ? Format.JAVA : Format.KRYO;
        return write(
                written,
                value,
                out -> Payload.begin(out, keyBody),
                out -> Payload.finish(out, written, keyBody != null));
    }

    /** Encodes a key: one byte of format, and the object. Keys of raw caches may be anything, so Kryo writes them. */
    byte[] encodeKeyBody(Object key) {
        Format written = format == ValueFormat.JAVA ? Format.JAVA : Format.KRYO;
        return write(written, key, out -> out.writeByte(written.id()), Output::toBytes);
    }

    private byte[] write(Format written, Object object, Consumer<Output> framing, Function<Output, byte[]> finish) {
        if (written == Format.KRYO) {
            return kryo.write(object, framing, finish);
        }
        try {
            Output out = new Output(512, -1);
            framing.accept(out);
            java.write(object, out);
            return finish.apply(out);
        } catch (CacheException e) {
            throw e;
        } catch (StackOverflowError | OutOfMemoryError | NegativeArraySizeException e) {
            throw CodecErrors.tooDeepOrTooLarge(object.getClass(), e);
        } catch (RuntimeException | LinkageError e) {
            throw CodecErrors.notSerializable(object.getClass().getName(), "its serialization failed", e);
        }
    }

    @Nullable
    Object decode(Payload payload) throws IOException, ClassNotFoundException {
        return read(payload.format(), payload.bytes(), payload.valueStart(), payload.valueLength());
    }

    @Nullable
    Object read(Format written, byte[] bytes, int offset, int length) throws IOException, ClassNotFoundException {
        return switch (written) {
            case KRYO -> kryo.read(bytes, offset, length);
            case JAVA -> java.read(bytes, offset, length);
            case BYTES -> Arrays.copyOfRange(bytes, offset, offset + length);
            case STRING -> text(bytes, offset, length);
            case KEY_TEXT -> throw new UndecodableException("a key where a value should be");
        };
    }

    /** UTF-8 has no surrogates; those without their pair would be lost. */
    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(++i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int offset, int length) throws CharacterCodingException {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // either it was one, or the bytes are no UTF-8: this tells
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
        }
        return text;
    }

    void close() {
        kryo.close();
    }
}
