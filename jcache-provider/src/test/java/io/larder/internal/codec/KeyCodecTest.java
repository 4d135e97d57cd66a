package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.ValueFormat;
import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"JavaUtilDate", "JdkObsolete", "UnnecessaryStringBuilder"}) // keys all the same
class KeyCodecTest {

    private final EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", "s:"),
                Arguments.of("sku-1", "s:sku-1"),
                Arguments.of("a b%c", "s:a%20b%25c"),
                Arguments.of("{a}:*?[\n]\u0000\u007f", "s:{a}:*?[%0A]%00%7F"),
                Arguments.of("\u00e4\u20ac\ud83d\ude00", "s:%C3%A4%E2%82%AC%F0%9F%98%80"),
                Arguments.of("\ud800", "s:%uD800"),
                Arguments.of("\udc00\ud800x", "s:%uDC00%uD800x"),
                Arguments.of("\ufffd", "s:%EF%BF%BD"),
                Arguments.of("?", "s:?"),
                Arguments.of("%uD800", "s:%25uD800"),
                Arguments.of(1, "i:1"),
                Arguments.of(-1L, "l:-1"),
                Arguments.of((short) 1, "h:1"),
                Arguments.of((byte) 1, "b:1"),
                Arguments.of('1', "c:1"),
                Arguments.of('\ud800', "c:%uD800"),
                Arguments.of(true, "z:true"),
                Arguments.of(1.5, "d:0x1.8p0"),
                Arguments.of(Double.NaN, "d:NaN"),
                Arguments.of(0.0, "d:0x0.0p0"),
                Arguments.of(-0.0, "d:-0x0.0p0"),
                Arguments.of(Double.MIN_VALUE, "d:0x0.0000000000001p-1022"),
                Arguments.of(1.5f, "f:0x1.8p0"),
                Arguments.of(Float.NEGATIVE_INFINITY, "f:-Infinity"),
                Arguments.of(new BigInteger("123456789012345678901"), "n:123456789012345678901"),
                Arguments.of(new BigDecimal("1.0"), "m:1.0"),
                Arguments.of(new BigDecimal("1.00"), "m:1.00"),
                Arguments.of(new BigDecimal("1E+3"), "m:1E+3"),
                Arguments.of(new UUID(1, 2), "u:00000000-0000-0001-0000-000000000002"),
                Arguments.of(Instant.EPOCH, "ti:1970-01-01T00:00:00Z"),
                Arguments.of(LocalDate.of(2024, 2, 29), "td:2024-02-29"),
                Arguments.of(LocalTime.NOON, "tt:12:00"),
                Arguments.of(LocalDateTime.of(2024, 2, 29, 1, 2), "tl:2024-02-29T01:02"),
                Arguments.of(OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.UTC), "to:2024-02-29T01:02:03Z"),
                Arguments.of(OffsetTime.of(1, 2, 3, 0, ZoneOffset.UTC), "tf:01:02:03Z"),
                Arguments.of(
                        ZonedDateTime.ofStrict(
                                LocalDateTime.of(2025, 10, 26, 2, 30),
                                ZoneOffset.ofHours(1),
                                ZoneId.of("Europe/Berlin")),
                        "tz:2025-10-26T02:30+01:00[Europe/Berlin]"),
                Arguments.of(Duration.ofMillis(-1), "tn:PT-0.001S"),
                Arguments.of(Period.of(1, 2, 3), "tp:P1Y2M3D"),
                Arguments.of(Year.of(12345), "ty:12345"),
                Arguments.of(YearMonth.of(12345, 1), "tm:12345-01"),
                Arguments.of(YearMonth.of(-5, 1), "tm:-0005-01"),
                Arguments.of(MonthDay.of(2, 29), "tk:--02-29"),
                Arguments.of(ZoneOffset.ofHours(2), "tg:+02:00"),
                Arguments.of(ZoneId.of("Europe/Berlin"), "tr:Europe/Berlin"),
                Arguments.of(ZoneId.of("UTC"), "tr:UTC"),
                Arguments.of(Values.Size.LARGE, "e:io.larder.internal.codec.Values$Size:LARGE"),
                Arguments.of(DayOfWeek.MONDAY, "e:java.time.DayOfWeek:MONDAY"),
                Arguments.of(new Date(5), "dd:5"),
                Arguments.of(new java.sql.Date(5), "dq:5"),
                Arguments.of(new java.sql.Time(5), "dt:5"),
                Arguments.of(Timestamp.valueOf("2024-02-29 00:00:00.123456789"), null),
                Arguments.of(URI.create("http://u@h:1/p?q#f"), "r:http://u@h:1/p?q#f"),
                Arguments.of(URI.create("urn:isbn:1"), "r:urn:isbn:1"),
                Arguments.of(URI.create("/relative path".replace(" ", "%20")), "r:/relative%2520path"),
                Arguments.of(Locale.GERMANY, "g:de-DE"),
                Arguments.of(Locale.ROOT, "g:und"),
                Arguments.of(Currency.getInstance("EUR"), "q:EUR"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void encodeKey_ofScalar_isTypedTextThatDecodes(Object key, @Nullable String text) {
        EncodedKey encoded = codec.encodeKey(key);

        if (text != null) {
            assertThat(encoded.text()).isEqualTo(text);
        }
        assertThat(encoded.text()).matches("[!-~]*");
        assertThat(encoded.body()).isNull();
        assertThat(codec.decodeKey(encoded.text(), new byte[0])).isEqualTo(key).hasSameClassAs(key);
    }

    @Test
    void encodeKey_ofExtremes_decodes() {
        for (Object key : List.of(
                Instant.MIN,
                Instant.MAX,
                LocalDate.MIN,
                LocalDate.MAX,
                LocalDateTime.MIN,
                LocalDateTime.MAX,
                OffsetDateTime.MIN,
                OffsetDateTime.MAX,
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Period.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
                Year.of(Year.MIN_VALUE),
                Year.of(Year.MAX_VALUE),
                YearMonth.of(Year.MIN_VALUE, 1),
                ZoneOffset.MAX,
                new BigDecimal(BigInteger.ONE, 1_000_000_000),
                Double.MAX_VALUE,
                Float.MIN_VALUE,
                Long.MIN_VALUE)) {
            assertThat(codec.decodeKey(codec.encodeKey(key).text(), new byte[0]))
                    .isEqualTo(key);
        }
    }

    @Test
    void encodeKey_ofEqualUris_isTheSameText() {
        List<String> equal = List.of("HTTP://Host.org:/a%c3", "http://host.ORG/a%C3");

        assertThat(URI.create(equal.get(0))).isEqualTo(URI.create(equal.get(1)));
        assertThat(equal.stream().map(uri -> codec.encodeKey(URI.create(uri)).text()))
                .containsOnly("r:http://host.org/a%25C3");
    }

    static Stream<Object> compositeKeys() {
        return Stream.of(
                new Values.Point(1, 2),
                new Values.Named("n", Values.Size.SMALL),
                new Values.Holder<>(new int[] {1}),
                List.of("a", 1),
                Arrays.asList(null, "a"),
                Set.of(1, 2, 3),
                Map.of("a", 1, "b", List.of()),
                new SimpleEntry<>("k", 1),
                Optional.of("x"),
                OptionalInt.of(3),
                new SimpleKeyLike("a", 1, null),
                new Values.Plain("p", 1, List.of(new Values.Point(1, 2))),
                new Locale("x_y", "bad country!", ""),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                List.of(String.class, "id"));
    }

    @ParameterizedTest
    @MethodSource("compositeKeys")
    void encodeKey_ofComposite_isADigestAndDecodesFromThePayload(Object key) {
        EncodedKey encoded = codec.encodeKey(key);
        byte[] payload = codec.encodeValue(encoded, "value");

        assertThat(encoded.text()).matches("#o:[A-Za-z0-9_-]{43}");
        assertThat(codec.decodeValue(payload)).isEqualTo("value");
        Object decoded = codec.decodeKey(encoded.text(), payload);
        assertThat(decoded).hasSameClassAs(key);
        assertThat(codec.encodeKey(Objects.requireNonNull(decoded))).isEqualTo(encoded);
        assertThat(codec.undecodable()).isZero();
    }

    @Test
    void decodeKey_ofCompositeInEveryFormat_givesTheKey() {
        for (ValueFormat format : ValueFormat.values()) {
            EntryCodec<Object, Object> other = Codecs.of(format);
            EncodedKey key = other.encodeKey(new Values.Point(1, 2));

            byte[] payload = other.encodeValue(key, "value".getBytes(java.nio.charset.StandardCharsets.UTF_8));

            assertThat(key).isEqualTo(codec.encodeKey(new Values.Point(1, 2)));
            assertThat(codec.decodeKey(key.text(), payload)).isEqualTo(new Values.Point(1, 2));
        }
    }

    static Stream<List<Object>> equalKeys() {
        Map<String, Integer> backwards = new LinkedHashMap<>();
        Map<String, Integer> forwards = new LinkedHashMap<>();
        IntStream.range(0, 100).forEach(i -> forwards.put("k" + i, i));
        IntStream.iterate(99, i -> i >= 0, i -> i - 1).forEach(i -> backwards.put("k" + i, i));
        Values.Point shared = new Values.Point(1, 2);
        SimpleKeyLike hashed = new SimpleKeyLike("a");
        assertThat(hashed).hasSameHashCodeAs(new SimpleKeyLike("a"));
        return Stream.of(
                List.of(forwards, backwards, new HashMap<>(forwards), new TreeMap<>(forwards)),
                List.of(forwards.keySet(), new TreeSet<>(backwards.keySet()), new LinkedHashSet<>(backwards.keySet())),
                List.of(
                        List.of(1, 2),
                        new ArrayList<>(List.of(1, 2)),
                        new LinkedList<>(List.of(1, 2)),
                        Arrays.asList(1, 2)),
                List.of(List.of(), Collections.emptyList(), new ArrayList<>()),
                List.of(List.of(shared, shared), List.of(new Values.Point(1, 2), new Values.Point(1, 2))),
                List.of(Map.entry("a", 1), new SimpleEntry<>("a", 1)),
                List.of(hashed, new SimpleKeyLike("a")),
                List.of(
                        new Values.Plain("p", 1, List.of(shared)),
                        new Values.Plain("p", 1, new ArrayList<>(List.of(shared)))));
    }

    @ParameterizedTest
    @MethodSource("equalKeys")
    void encodeKey_ofEqualKeys_isTheSameText(List<Object> keys) {
        assertThat(new HashSet<>(keys)).hasSize(1);
        assertThat(keys.stream().map(codec::encodeKey).distinct()).hasSize(1);
    }

    @Test
    void encodeKey_whetherTheHashCodeIsCachedOrNot_isTheSameText() {
        SimpleKeyLike hashed = new SimpleKeyLike("a");

        assertThat(hashed.hashCode()).isNotZero();
        assertThat(codec.encodeKey(new SimpleKeyLike("a"))).isEqualTo(codec.encodeKey(hashed));
    }

    @Test
    void encodeKey_ofDifferentKeys_areDifferentTexts() {
        List<Object> keys = new ArrayList<>(List.of(
                "1", 1, 1L, (short) 1, (byte) 1, '1', 1.0, 1.0f, BigInteger.ONE, BigDecimal.ONE, "i:1", "true", true));
        keys.addAll(List.of(0.0, -0.0, 0.0f, -0.0f, new BigDecimal("1.0"), Values.Size.SMALL, Values.Size.LARGE));
        keys.addAll(List.of("SMALL", new Date(1), new java.sql.Date(1), new java.sql.Time(1), new Timestamp(1)));
        keys.addAll(List.of("\ud800", "\udc00", "\ufffd", "?", "%uD800", "%EF%BF%BD"));
        keys.addAll(List.of(List.of(), Set.of(), Map.of(), Optional.empty(), List.of(List.of())));
        keys.addAll(List.of(List.of("a", "b"), List.of("b", "a"), List.of("ab"), List.of(List.of("a"), "b")));
        keys.addAll(List.of(Set.of("a", "b"), List.of("a", List.of("b")), Map.of("a", "b"), Map.of("b", "a")));
        keys.addAll(List.of(Map.of("a", "b", "c", "d"), Map.of("a", "d", "c", "b")));
        keys.addAll(List.of(Arrays.asList((Object) null), List.of("null"), Map.entry("a", "b")));
        keys.addAll(
                List.of(new Values.Point(1, 2), new Values.Point(2, 1), new Values.Holder<>(new Values.Point(1, 2))));
        keys.addAll(List.of(
                new SimpleKeyLike("a", "b"), new SimpleKeyLike("ab"), new SimpleKeyLike(), List.of(1), List.of(1L)));
        keys.addAll(
                List.of(OptionalInt.of(1), Optional.of(1), UUID.fromString("00000000-0000-0001-0000-000000000002")));
        keys.addAll(List.of(new Values.Holder<>(new int[] {1}), new Values.Holder<>(new long[] {1})));
        keys.addAll(List.of(new Values.Holder<>(new byte[] {1}), new Values.Holder<>(List.of(1))));
        keys.addAll(List.of("a".repeat(254), "a".repeat(255), "b".repeat(255), List.of("a".repeat(255))));

        assertThat(keys.stream().map(key -> codec.encodeKey(key).text())).doesNotHaveDuplicates();
    }

    @Test
    void encodeKey_ofRandomKeys_isEqualExactlyWhereTheyAre() {
        Random random = new Random(42);
        List<Object> keys =
                Stream.generate(() -> randomKey(random, 3)).limit(3000).toList();
        Map<String, Object> byText = new HashMap<>();
        for (Object key : keys) {
            byText.merge(codec.encodeKey(key).text(), key, (one, other) -> {
                assertThat(one).isEqualTo(other);
                return one;
            });
        }
        assertThat(byText).hasSameSizeAs(new HashSet<>(keys));
    }

    private static Object randomKey(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 10);
        return switch (kind) {
            case 0 -> random.nextInt(3);
            case 1 -> (long) random.nextInt(3);
            case 2 -> Integer.toString(random.nextInt(3));
            case 3 -> random.nextBoolean() ? Values.Size.SMALL : Values.Size.LARGE;
            case 4 -> randomKeys(random, depth, new ArrayList<>());
            case 5 -> new LinkedList<>(randomKeys(random, depth, new ArrayList<>()));
            case 6 -> randomKeys(random, depth, new HashSet<>());
            case 7 -> new LinkedHashSet<>(randomKeys(random, depth, new ArrayList<>()));
            case 8 -> Map.of(randomKey(random, depth - 1), randomKey(random, depth - 1));
            default -> new Values.Holder<>(randomKey(random, depth - 1));
        };
    }

    private static <C extends java.util.Collection<Object>> C randomKeys(Random random, int depth, C keys) {
        for (int i = random.nextInt(3); i > 0; i--) {
            keys.add(randomKey(random, depth - 1));
        }
        return keys;
    }

    @Test
    void encodeKey_ofLongText_isADigestOfAtMost256CharactersThatDecodes() {
        for (String key : List.of("a".repeat(255), "\u20ac".repeat(1 << 20), "\ud800".repeat(100))) {
            EncodedKey encoded = codec.encodeKey(key);

            assertThat(encoded.text()).matches("#s:[A-Za-z0-9_-]{43}");
            assertThat(codec.decodeKey(encoded.text(), codec.encodeValue(encoded, 1)))
                    .isEqualTo(key);
        }
        assertThat(codec.encodeKey("a".repeat(254)).text()).hasSize(256);
    }

    @Test
    void encodeKey_ofPlainString_isNotCopiedCharacterByCharacter() {
        String text = "plain";

        assertThat(KeyText.escape(text)).isSameAs(text);
        assertThat(KeyText.unescape(text)).isSameAs(text);
    }

    static Stream<Object> keysWithoutStableForm() {
        Runnable lambda = () -> {};
        return Stream.of(
                new Object(),
                new byte[] {1},
                Arguments.of((Object) new String[] {"a"}),
                lambda,
                Thread.currentThread(),
                Stream.of(1),
                new ByteArrayInputStream(new byte[0]),
                new StringBuilder("a"),
                new AtomicInteger(1),
                new ArrayDeque<>(List.of(1)),
                new Values.Chain(),
                String.class,
                new IllegalStateException("x"),
                KeyCodecTest.class.getClassLoader(),
                new int[0].getClass(),
                List.of(new Object()),
                Map.of("a", lambda),
                new Values.Holder<>(new Values.Chain()),
                new SimpleKeyLike("a", List.of(Values.Size.SMALL)),
                Optional.of(new StringBuilder()));
    }

    @ParameterizedTest
    @MethodSource("keysWithoutStableForm")
    void encodeKey_withoutStableForm_isRefused(Object key) {
        assertThatThrownBy(() -> codec.encodeKey(key))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-201: ");
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void encodeKey_thatIsCyclicOrTooLarge_isRefused() {
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(cyclic);
        SimpleKeyLike cyclicObject = new SimpleKeyLike(cyclic);
        cyclic.add(cyclicObject);
        List<Object> exponential = List.of(1);
        for (int i = 0; i < 60; i++) {
            exponential = List.of(exponential, exponential);
        }
        for (Object key : List.of((Object) new Object[] {cyclic}, cyclicObject, exponential)) {
            Object refused = key instanceof Object[] array ? array[0] : key;
            assertThatThrownBy(() -> codec.encodeKey(refused))
                    .isInstanceOf(CacheException.class)
                    .hasMessageStartingWith("LRD-202: ");
        }
    }

    @Test
    void decodeKey_ofForeignText_isNullAndCounted() {
        List<String> foreign = List.of(
                "",
                "s",
                ":",
                "x:1",
                "i:",
                "i:007",
                "i:x",
                "s:%",
                "s:%2",
                "s:%zz",
                "s:%u12",
                "s:%41",
                "s:\u00e4",
                "c:ab",
                "e:",
                "e:java.lang.String:x",
                "e:no.such.Type:A",
                "e:java.lang.Thread$State",
                "e:java.lang.Thread$State:NO",
                "tm:5",
                "td:2024-02-30",
                "z:maybe",
                "#o:abc",
                "#s:abc",
                "#",
                "d:1.5",
                "u:1-1-1-1-1",
                "ds:5",
                "r:a b",
                "g:DE");
        for (String text : foreign) {
            assertThat(codec.decodeKey(text, new byte[] {1, 2, 3})).as(text).isNull();
        }
        assertThat(codec.undecodable()).isEqualTo(foreign.size());
    }

    @Test
    void decodeKey_ofDigestWithThePayloadOfAnotherKey_isNull() {
        byte[] payload = codec.encodeValue(codec.encodeKey(List.of(1)), "v");

        assertThat(codec.decodeKey(codec.encodeKey(List.of(2)).text(), payload)).isNull();
        assertThat(codec.decodeKey(codec.encodeKey(List.of(1)).text(), Codecs.encode(codec, "v")))
                .isNull();
    }

    /** As frameworks make them of the arguments of a method. */
    static final class SimpleKeyLike implements Serializable {

        private final @Nullable Object[] arguments;
        private int hash;

        SimpleKeyLike(@Nullable Object... arguments) {
            this.arguments = arguments;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SimpleKeyLike that && Arrays.deepEquals(arguments, that.arguments);
        }

        @Override
        public int hashCode() {
            if (hash == 0) {
                hash = Arrays.deepHashCode(arguments);
            }
            return hash;
        }
    }
}
