package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.ValueFormat;
import java.util.List;
import java.util.Objects;

/** Codecs, and what the tests do with them. */
final class Codecs {

    private Codecs() {}

    static EntryCodec<Object, Object> of(ValueFormat format, String... patterns) {
        return new EntryCodec<>(format, Codecs.class.getClassLoader(), List.of(patterns));
    }

    static byte[] encode(EntryCodec<Object, Object> codec, Object value) {
        return codec.encodeValue(codec.encodeKey("key"), value);
    }

    static Object roundTrip(EntryCodec<Object, Object> codec, Object value) {
        Object decoded = codec.decodeValue(encode(codec, value));
        assertThat(codec.undecodable()).isZero();
        return Objects.requireNonNull(decoded);
    }
}
