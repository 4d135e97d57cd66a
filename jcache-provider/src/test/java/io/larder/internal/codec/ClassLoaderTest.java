package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.ValueFormat;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassLoaderTest {

    private static final String POINT = Values.Point.class.getName();
    private static final String PLAIN = Values.Plain.class.getName();

    /** Defines the classes of the tests anew, as every web application does. */
    private static final class Isolated extends URLClassLoader {

        Isolated() {
            super(
                    new URL[] {
                        ClassLoaderTest.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    null);
        }
    }

    private static Object newPoint(ClassLoader loader) throws ReflectiveOperationException {
        return newInstance(loader, POINT, new Class<?>[] {int.class, int.class}, 1, 2);
    }

    private static Object newInstance(ClassLoader loader, String name, Class<?>[] types, Object... arguments)
            throws ReflectiveOperationException {
        var constructor = loader.loadClass(name).getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"KRYO", "JAVA"})
    void decodeValue_ofClassOfTheSameNameInTwoLoaders_usesItsOwn(ValueFormat format) throws Exception {
        try (Isolated one = new Isolated();
                Isolated other = new Isolated()) {
            EntryCodec<Object, Object> ofOne = new EntryCodec<>(format, one, List.of());
            EntryCodec<Object, Object> ofOther = new EntryCodec<>(format, other, List.of());

            byte[] payload = Codecs.encode(ofOne, newPoint(one));

            assertThat(ofOne.decodeValue(payload)).isEqualTo(newPoint(one));
            assertThat(ofOther.decodeValue(payload)).isEqualTo(newPoint(other)).isNotEqualTo(newPoint(one));
            assertThat(Codecs.of(format).decodeValue(payload)).isEqualTo(new Values.Point(1, 2));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"KRYO", "JAVA"})
    void decodeValue_ofClassThatTheLoaderLacks_isAMissWhateverOtherLoadersHave(ValueFormat format) throws IOException {
        byte[] payload = Codecs.encode(Codecs.of(format), new Values.Point(1, 2));

        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            EntryCodec<Object, Object> codec = new EntryCodec<>(format, empty, List.of());

            assertThat(codec.decodeValue(payload)).isNull();
            assertThat(codec.undecodable()).isEqualTo(1);
        }
    }

    @Test
    void decodeKey_ofEnum_usesTheLoader() throws Exception {
        try (Isolated isolated = new Isolated()) {
            EntryCodec<Object, Object> codec = new EntryCodec<>(ValueFormat.KRYO, isolated, List.of());

            Object size = codec.decodeKey("e:" + Values.Size.class.getName() + ":LARGE", new byte[0]);

            assertThat(Objects.requireNonNull(size).getClass().getClassLoader()).isSameAs(isolated);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"KRYO", "JAVA"})
    void close_ofCodecThatIsStillReferredTo_letsTheLoaderGo(ValueFormat format) throws Exception {
        List<EntryCodec<Object, Object>> closed = new ArrayList<>();
        WeakReference<ClassLoader> loader = useAndClose(format, closed);

        await().atMost(20, TimeUnit.SECONDS).until(() -> {
            System.gc();
            return loader.refersTo(null);
        });
        assertThat(closed).hasSize(1);
    }

    /** Compares no records: the JDK keeps what it makes for their {@code equals} softly, and that keeps the loader. */
    private static WeakReference<ClassLoader> useAndClose(ValueFormat format, List<EntryCodec<Object, Object>> closed)
            throws Exception {
        try (Isolated isolated = new Isolated()) {
            EntryCodec<Object, Object> codec = new EntryCodec<>(format, isolated, List.of());
            closed.add(codec);
            Object point = newPoint(isolated);
            EncodedKey key = codec.encodeKey(point);
            byte[] payload = codec.encodeValue(key, point);
            assertThat(isOf(point.getClass(), codec.decodeValue(payload))).isTrue();
            assertThat(isOf(point.getClass(), codec.decodeKey(key.text(), payload)))
                    .isTrue();
            if (format == ValueFormat.KRYO) {
                Object plain = newInstance(
                        isolated,
                        PLAIN,
                        new Class<?>[] {String.class, long.class, List.class},
                        "p",
                        1L,
                        List.of(point));
                assertThat(isOf(plain.getClass(), codec.decodeValue(codec.encodeValue(key, plain))))
                        .isTrue();
            }
            codec.close();
            return new WeakReference<>(isolated);
        }
    }

    private static boolean isOf(Class<?> type, @Nullable Object object) {
        return type.isInstance(object);
    }

    @Test
    void use_afterClose_works() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);
        codec.close();

        assertThat(Codecs.roundTrip(codec, new Values.Point(1, 2))).isEqualTo(new Values.Point(1, 2));
    }
}
