package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.ValueFormat;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedValueTest {

    static Stream<Arguments> refused() {
        Runnable lambda = () -> {};
        TreeMap<String, String> lambdaOrder = new TreeMap<>((a, b) -> b.compareTo(a));
        lambdaOrder.put("a", "b");
        return Stream.of(
                Arguments.of(ValueFormat.KRYO, lambda, "LRD-203"),
                Arguments.of(ValueFormat.KRYO, Thread.currentThread(), "LRD-203"),
                Arguments.of(ValueFormat.KRYO, Stream.of(1), "LRD-203"),
                Arguments.of(ValueFormat.KRYO, new ByteArrayInputStream(new byte[1]), "LRD-203"),
                Arguments.of(ValueFormat.KRYO, RefusedValueTest.class.getClassLoader(), "LRD-203"),
                Arguments.of(ValueFormat.KRYO, new ProcessBuilder(), "LRD-203"),
                Arguments.of(ValueFormat.KRYO, new Object[] {new ThreadLocal<>()}, "LRD-203"),
                Arguments.of(ValueFormat.KRYO, new Values.WithThread(), "LRD-203"),
                Arguments.of(ValueFormat.KRYO, new Values.WithLambda(), "LRD-203"),
                Arguments.of(ValueFormat.KRYO, List.of(Map.of("k", Optional.of(new Values.WithLambda()))), "LRD-203"),
                Arguments.of(ValueFormat.KRYO, lambdaOrder, "LRD-203"),
                Arguments.of(ValueFormat.KRYO, List.of(Runtime.class), "LRD-203"),
                Arguments.of(ValueFormat.KRYO, new Values.RefusesToBeWritten(), "LRD-204"),
                Arguments.of(ValueFormat.KRYO, new Values.Unreachable(), "LRD-204"),
                Arguments.of(ValueFormat.KRYO, new ArrayList<>(Collections.nCopies(100_000, null)), "LRD-204"),
                Arguments.of(ValueFormat.KRYO, recordAmongItsParts(), "LRD-204"),
                Arguments.of(ValueFormat.KRYO, Values.Chain.of(100_000), "LRD-206"),
                Arguments.of(ValueFormat.JAVA, new Values.Plain("p", 1, null), "LRD-204"),
                Arguments.of(ValueFormat.JAVA, new ArrayList<>(List.of(new Values.Plain("p", 1, null))), "LRD-204"),
                Arguments.of(ValueFormat.JAVA, lambda, "LRD-204"),
                Arguments.of(ValueFormat.JAVA, new Values.WithThread(), "LRD-204"),
                Arguments.of(ValueFormat.JAVA, new Values.WithLambda(), "LRD-204"),
                Arguments.of(ValueFormat.JAVA, (Runnable & java.io.Serializable) () -> {}, "LRD-203"),
                Arguments.of(ValueFormat.JAVA, Values.Chain.of(1_000_000), "LRD-206"),
                Arguments.of(
                        ValueFormat.JAVA, new java.text.SimpleDateFormat("yyyy", java.util.Locale.ROOT), "LRD-203"),
                Arguments.of(ValueFormat.RAW, 1, "LRD-205"),
                Arguments.of(ValueFormat.RAW, new char[] {'a'}, "LRD-205"),
                Arguments.of(ValueFormat.RAW, List.of("a"), "LRD-205"),
                Arguments.of(ValueFormat.RAW, "unpaired \ud800", "LRD-205"));
    }

    private static Object recordAmongItsParts() {
        List<Object> links = new ArrayList<>();
        Values.Node node = new Values.Node("n", links);
        links.add(node);
        return node;
    }

    @ParameterizedTest
    @MethodSource("refused")
    void encodeValue_ofWhatIsNoValue_isRefused(ValueFormat format, Object value, String error) {
        EntryCodec<Object, Object> codec = Codecs.of(format);

        assertThatThrownBy(() -> Codecs.encode(codec, value))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(error + ": ")
                .hasMessageNotContaining("unpaired");
        assertThat(Codecs.roundTrip(codec, "next")).isEqualTo("next");
    }

    @Test
    void encodeValue_afterRefusals_isNotDisturbed() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);
        Values.Holder<Object> holder = new Values.Holder<>(List.of(new Values.Point(1, 2)));
        for (int i = 0; i < 50; i++) {
            Object bad = List.of(holder, new Values.Holder<>(new Values.WithLambda()));
            assertThatThrownBy(() -> Codecs.encode(codec, bad)).isInstanceOf(CacheException.class);
            assertThat(Codecs.roundTrip(codec, holder)).isEqualTo(holder);
        }
    }

    @Test
    void decodeValue_afterFailures_isNotDisturbed() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);
        Values.Holder<Object> holder = new Values.Holder<>(List.of(new Values.Point(1, 2), List.of("a")));
        Payload payload = Payload.open(Codecs.encode(codec, holder));
        for (int i = 1; i < 500; i++) {
            int cut = payload.valueStart() + i % payload.valueLength();
            byte[] bytes = java.util.Arrays.copyOfRange(payload.bytes(), payload.valueStart(), cut);
            com.esotericsoftware.kryo.io.Output out = new com.esotericsoftware.kryo.io.Output(64, -1);
            Payload.begin(out, null);
            out.writeBytes(bytes);
            assertThat(codec.decodeValue(Payload.finish(out, Format.KRYO, false)))
                    .isNull();
            assertThat(codec.decodeValue(payload.bytes())).isEqualTo(holder);
        }
    }

    @Test
    void encodeValue_ofChainAtTheLimit_decodes() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);

        assertThat(Codecs.roundTrip(codec, Values.Chain.of(LarderKryo.MAX_DEPTH - 1)))
                .isInstanceOf(Values.Chain.class);
        assertThatThrownBy(() -> Codecs.encode(codec, Values.Chain.of(LarderKryo.MAX_DEPTH)))
                .hasMessageStartingWith("LRD-206: ");
    }

    @Test
    void encodeValue_ofMessage_namesNoContent() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);
        Map<String, Object> value =
                new HashMap<>(Map.of("password", new Values.Holder<>(List.of("secret", Thread.currentThread()))));

        assertThatThrownBy(() -> Codecs.encode(codec, value))
                .hasMessageContaining("java.lang.Thread")
                .hasMessageNotContainingAny("password", "secret");
    }

    @Test
    void sameValue_ofEqualMapsInAnotherOrder_isTrue() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);
        Map<Object, Object> one = new java.util.LinkedHashMap<>();
        Map<Object, Object> other = new java.util.LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", 2);
        other.put("b", 2);
        other.put("a", 1);

        assertThat(codec.sameValue(Codecs.encode(codec, one), other)).isTrue();
        other.put("a", 3);
        assertThat(codec.sameValue(Codecs.encode(codec, one), other)).isFalse();
    }

    @Test
    void sameValue_withoutEquals_comparesBytes() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);

        assertThat(codec.sameValue(Codecs.encode(codec, new Values.Person("a")), new Values.Person("a")))
                .isTrue();
        assertThat(codec.sameValue(Codecs.encode(codec, new Values.Person("a")), new Values.Person("b")))
                .isFalse();
        assertThat(codec.sameValue(Codecs.encode(codec, List.of(new byte[] {1})), List.of(new byte[] {1})))
                .isTrue();
    }

    @Test
    void sameValue_ofPayloadWithKeyBody_ignoresIt() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);
        byte[] payload = codec.encodeValue(codec.encodeKey(List.of(1)), new Values.Person("a"));

        assertThat(codec.sameValue(payload, new Values.Person("a"))).isTrue();
    }

    @Test
    void sameValue_ofUndecodablePayload_isFalseAndCounted() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);

        assertThat(codec.sameValue(new byte[] {1, 2}, "x")).isFalse();
        assertThat(codec.undecodable()).isEqualTo(1);
    }

    @Test
    void allow_withPatterns_isOnlyWhatTheyNameAndJdkValues() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO, "io.larder.internal.codec.Values$Point");

        assertThatCode(() -> Codecs.encode(codec, Map.of(1, List.of(new Values.Point(1, 2)))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Codecs.encode(codec, new Values.Holder<>(1))).hasMessageStartingWith("LRD-203: ");
        assertThat(codec.decodeValue(Codecs.encode(Codecs.of(ValueFormat.KRYO), new Values.Holder<>(1))))
                .isNull();
        assertThat(codec.undecodable()).isEqualTo(1);
    }

    @Test
    void allow_ofDeniedClass_takesItsFullName() {
        ClassFilter wide = new ClassFilter(List.of("*"));
        ClassFilter exact = new ClassFilter(List.of("com.acme.**;java.lang.ProcessBuilder"));

        assertThat(wide.allows(Values.Point.class)).isTrue();
        assertThat(wide.allows(ProcessBuilder.class)).isFalse();
        assertThat(exact.allows(ProcessBuilder.class)).isTrue();
        assertThat(exact.allows(ProcessBuilder[][].class)).isTrue();
        assertThat(exact.allows(Values.Point.class)).isFalse();
        assertThat(exact.allows(int[][].class)).isTrue();
        assertThat(new ClassFilter(List.of()).allows(ThreadLocalRandom.class)).isTrue();
        assertThat(new ClassFilter(List.of()).allows(java.util.logging.Level.class))
                .isFalse();
    }

    @Test
    void deny_ofNames_coversWhatIsBelowThem() {
        assertThat(Stream.of(
                        "org.apache.commons.collections.functors.InvokerTransformer",
                        "org.apache.commons.collections4.functors.ChainedTransformer",
                        "org.apache.commons.beanutils.BeanComparator",
                        "org.codehaus.groovy.runtime.ConvertedClosure",
                        "org.springframework.beans.factory.ObjectFactory",
                        "com.mchange.v2.c3p0.WrapperConnectionPoolDataSource",
                        "com.rometools.rome.feed.impl.ObjectBean",
                        "bsh.XThis$Handler",
                        "clojure.core$comp"))
                .allMatch(DeniedClasses::contain);
        assertThat(Stream.of(
                        "org.apache.commons.collections4.map.HashedMap",
                        "org.springframework.cache.interceptor.SimpleKey",
                        "org.springframework.beansx.Type",
                        "sunny.Day",
                        "com.acme.Order"))
                .noneMatch(DeniedClasses::contain);
    }

    @Test
    void create_withBadPattern_isRefused() {
        assertThatThrownBy(() -> Codecs.of(ValueFormat.KRYO, ".*"))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-207: ");
    }
}
