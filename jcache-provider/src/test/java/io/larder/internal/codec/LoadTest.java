package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.ValueFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large values, and many threads. */
class LoadTest {

    private static final int LARGE = 64 << 20;

    @ParameterizedTest
    @EnumSource(ValueFormat.class)
    void roundTrip_of64MegabytesOfBytes_copiesThemOnceEachWay(ValueFormat format) {
        EntryCodec<Object, Object> codec = Codecs.of(format);
        byte[] value = new byte[LARGE];
        Arrays.fill(value, (byte) 7);
        long before = AllocatedBytes.ofThisThread();

        Object decoded = Codecs.roundTrip(codec, value);

        assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(2L * LARGE + (4 << 20));
        assertThat(Arrays.equals((byte[]) decoded, value)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ValueFormat.class)
    void roundTrip_of64MegabytesOfText_staysWithinFourTimesItsSize(ValueFormat format) {
        EntryCodec<Object, Object> codec = Codecs.of(format);
        String value = "x".repeat(LARGE);
        long before = AllocatedBytes.ofThisThread();

        Object decoded = Codecs.roundTrip(codec, value);

        assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(4L * LARGE);
        assertThat(decoded.equals(value)).isTrue();
    }

    @Test
    void roundTrip_of64MegabytesInsideOfAnObject_works() {
        byte[] bytes = new byte[LARGE];
        Arrays.fill(bytes, (byte) 7);

        Object decoded = Codecs.roundTrip(Codecs.of(ValueFormat.KRYO), new Values.Holder<>(bytes));

        assertThat(Arrays.equals((byte[]) ((Values.Holder<?>) decoded).content(), bytes))
                .isTrue();
    }

    @Test
    void encodeKey_ofPlainString_allocatesLittle() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);
        for (int i = 0; i < 20_000; i++) {
            codec.encodeKey("product-12345");
        }
        long before = AllocatedBytes.ofThisThread();
        for (int i = 0; i < 1000; i++) {
            codec.encodeKey("product-12345");
        }
        assertThat((AllocatedBytes.ofThisThread() - before) / 1000).isLessThan(160);
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"KRYO", "JAVA"})
    void roundTrip_by16Threads_mixesNothingUp(ValueFormat format) throws Exception {
        EntryCodec<Object, Object> codec = Codecs.of(format);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                int id = thread;
                results.add(threads.submit(() -> roundTrips(codec, id)));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(codec.undecodable()).isZero();
    }

    private static void roundTrips(EntryCodec<Object, Object> codec, int id) {
        for (int i = 0; i < 1000; i++) {
            Object value =
                    new Values.Holder<>(new ArrayList<>(List.of("t" + id, i, Map.of(id, new Values.Point(id, i)))));
            EncodedKey key = codec.encodeKey(new Values.Point(id, i));
            byte[] payload = codec.encodeValue(key, value);
            assertThat(codec.decodeValue(payload)).isEqualTo(value);
            assertThat(codec.decodeKey(key.text(), payload)).isEqualTo(new Values.Point(id, i));
        }
    }
}
