package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.ValueFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
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
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // values all the same
class ValueRoundTripTest {

    private static final ZonedDateTime SECOND_HALF_PAST_TWO = ZonedDateTime.ofStrict(
            LocalDateTime.of(2025, 10, 26, 2, 30), ZoneOffset.ofHours(1), ZoneId.of("Europe/Berlin"));

    static Stream<Object> valuesWithEquals() throws Exception {
        return Stream.of(
                "",
                "text",
                "\u0000 \u00e4\u20ac\ud83d\ude00 \uFFFD",
                "unpaired \ud800 surrogate",
                "x".repeat(100_000) + "\u20ac",
                1,
                -1L,
                (short) 7,
                (byte) 8,
                'c',
                true,
                1.5,
                Double.NaN,
                -0.0f,
                BigInteger.TWO.pow(200),
                new BigDecimal("1.00"),
                new BigDecimal("-12345678901234567890.123456789"),
                UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                URI.create("https://example.org/a?b#c"),
                Locale.forLanguageTag("zh-Hans-CN-u-ca-chinese"),
                new Locale("no", "NO", "NY"),
                Currency.getInstance("EUR"),
                TimeZone.getTimeZone("Europe/Berlin"),
                new SimpleTimeZone(3_600_000, "made up"),
                new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT),
                InetAddress.getLoopbackAddress(),
                new BitSet(),
                BitSet.valueOf(new long[] {5, 6}),
                String.class,
                int[].class,
                new Date(123),
                new java.sql.Date(123),
                timestamp(),
                Instant.parse("2024-02-29T12:00:00.123456789Z"),
                Instant.MAX,
                LocalDate.MIN,
                LocalTime.MAX,
                LocalDateTime.MAX,
                OffsetDateTime.MIN,
                SECOND_HALF_PAST_TWO,
                SECOND_HALF_PAST_TWO.withEarlierOffsetAtOverlap(),
                Duration.ofSeconds(-1, 1),
                Period.of(1, -2, 3),
                Year.of(2024),
                YearMonth.of(2024, 2),
                MonthDay.of(2, 29),
                ZoneId.of("Europe/Berlin"),
                ZoneOffset.UTC,
                JapaneseDate.of(2020, 1, 1),
                DayOfWeek.FRIDAY,
                TimeUnit.DAYS,
                Values.Size.SMALL,
                Values.Size.LARGE,
                Optional.empty(),
                Optional.of(List.of("a")),
                OptionalInt.of(3),
                new Values.Point(1, 2),
                new Values.Named("n", new Values.Holder<>(List.of(new Values.Point(1, 2)))),
                new Values.Plain("p", 5, List.of(new Values.Point(1, 2))),
                new Values.Plain("p", 5, null));
    }

    private static Timestamp timestamp() {
        Timestamp timestamp = new Timestamp(1000);
        timestamp.setNanos(123_456_789);
        return timestamp;
    }

    static Stream<Object> collections() {
        EnumMap<Values.Size, String> enums = new EnumMap<>(Values.Size.class);
        EnumMap<Values.Size, String> filled = new EnumMap<>(Map.of(Values.Size.LARGE, "l"));
        TreeMap<String, Integer> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(Map.of("b", 1, "A", 2));
        List<Object> mixed = new ArrayList<>(Arrays.asList(1, "two", null, 3L, Values.Size.SMALL));
        return Stream.of(
                mixed,
                new ArrayList<>(Collections.nCopies(3000, null)),
                new LinkedList<>(mixed),
                new CopyOnWriteArrayList<>(mixed),
                new HashSet<>(mixed),
                new LinkedHashSet<>(mixed),
                new TreeSet<>(Set.of("b", "a")),
                new HashMap<>(Map.of("a", List.of(1))),
                new LinkedHashMap<>(Map.of(1, "a", 2, "b")),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new ConcurrentSkipListMap<>(Map.of("a", 1)),
                ignoringCase,
                enums,
                filled,
                EnumSet.noneOf(Values.Size.class),
                EnumSet.allOf(Values.Size.class),
                List.of(),
                List.of(1),
                List.of(1, 2, 3).subList(0, 2),
                Stream.of(1, null, 3).toList(),
                Set.of(1, 2, 3),
                Map.of(),
                Map.of("a", 1),
                Map.of("a", 1, "b", 2),
                Map.entry("k", "v"),
                new AbstractMap.SimpleEntry<>("k", new Values.Plain("p", 1, null)),
                new AbstractMap.SimpleImmutableEntry<>("k", null),
                Arrays.asList("a", null),
                Collections.nCopies(3, "x"),
                Collections.emptyList(),
                Collections.emptyMap(),
                Collections.emptySet(),
                Collections.singletonList(null),
                Collections.singleton("s"),
                Collections.singletonMap("k", "v"),
                Collections.unmodifiableList(mixed),
                Collections.unmodifiableList(new LinkedList<>(mixed)),
                Collections.unmodifiableSet(new LinkedHashSet<>(List.of(3, 1, 2))),
                Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(3, 1))),
                Collections.unmodifiableNavigableSet(new TreeSet<>(Set.of(3, 1))),
                Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("a", 1))),
                Collections.unmodifiableSortedMap(ignoringCase),
                Collections.unmodifiableNavigableMap(ignoringCase),
                Collections.synchronizedList(new ArrayList<>(mixed)),
                Collections.synchronizedMap(new HashMap<>(Map.of("a", 1))),
                Collections.checkedList(new ArrayList<>(List.of("a")), String.class));
    }

    static Stream<Arguments> everyFormat() throws Exception {
        List<Object> all = Stream.concat(valuesWithEquals(), collections()).toList();
        return Stream.of(ValueFormat.KRYO, ValueFormat.JAVA)
                .flatMap(format -> all.stream()
                        .filter(value -> format == ValueFormat.KRYO || isJavaSerializable(value))
                        .map(value -> Arguments.of(format, value)));
    }

    private static boolean isJavaSerializable(Object value) {
        return !(value instanceof Values.Plain
                || value instanceof Values.Named
                || value instanceof Optional
                || value instanceof OptionalInt
                || value instanceof AbstractMap.SimpleEntry
                || value.getClass().getName().matches(".*(SubList|KeyValueHolder)"));
    }

    @ParameterizedTest
    @MethodSource("everyFormat")
    void decodeValue_ofEncodedValue_equalsItAndHasItsClass(ValueFormat format, Object value) {
        Object decoded = Codecs.roundTrip(Codecs.of(format), value);

        assertThat(decoded).isEqualTo(value);
        if (!value.getClass().getName().matches(".*(ImmutableCollections.SubList|UnmodifiableList)")) {
            assertThat(decoded).hasSameClassAs(value); // those are views, of lists that they do not tell
        }
    }

    @ParameterizedTest
    @MethodSource("everyFormat")
    void sameValue_ofEncodedValue_isTrue(ValueFormat format, Object value) {
        EntryCodec<Object, Object> codec = Codecs.of(format);

        assertThat(codec.sameValue(Codecs.encode(codec, value), value)).isTrue();
        assertThat(codec.sameValue(Codecs.encode(codec, value), new Values.Holder<>("other")))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("everyFormat")
    void decodeValue_insideOfAnObject_equalsIt(ValueFormat format, Object value) {
        Values.Holder<Object> holder = new Values.Holder<>(value);

        assertThat(Codecs.roundTrip(Codecs.of(format), holder)).isEqualTo(holder);
    }

    static Stream<Object> arrays() {
        return Stream.of(
                new byte[] {1, 2},
                new byte[0],
                new boolean[] {true, false},
                new char[] {'a', '\uffff'},
                new short[] {1, -1},
                new int[] {1, -1, Integer.MAX_VALUE},
                new long[] {1, Long.MIN_VALUE},
                new float[] {1.5f, Float.NaN},
                new double[] {1.5},
                new String[] {"a", null, ""},
                new Integer[] {1, null},
                new Object[] {"a", 1, null, new int[] {1}},
                new Object[][] {{"a"}, new String[] {"b"}, null},
                new int[][] {{1}, {}, null},
                new Values.Point[] {new Values.Point(1, 2)},
                new Values.Size[] {Values.Size.LARGE, null},
                new Comparable<?>[] {"a", 1});
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void decodeValue_ofArray_hasItsContentAndClass(Object array) {
        for (ValueFormat format : List.of(ValueFormat.KRYO, ValueFormat.JAVA)) {
            EntryCodec<Object, Object> codec = Codecs.of(format);

            Object decoded = Codecs.roundTrip(codec, array);

            assertThat(Objects.deepEquals(decoded, array)).isTrue();
            assertThat(decoded).hasSameClassAs(array);
            assertThat(codec.sameValue(Codecs.encode(codec, array), array)).isTrue();
        }
    }

    @Test
    void decodeValue_ofNestedStringArray_keepsItsClass() {
        Object[][] decoded =
                (Object[][]) Codecs.roundTrip(Codecs.of(ValueFormat.KRYO), new Object[][] {new String[] {"b"}});

        assertThat(decoded[0]).isInstanceOf(String[].class);
    }

    @Test
    void decodeValue_ofQueue_keepsElementsAndOrder() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);
        PriorityQueue<String> heap = new PriorityQueue<>(Collections.reverseOrder());
        heap.addAll(List.of("a", "c", "b"));

        PriorityQueue<?> decoded = (PriorityQueue<?>) Codecs.roundTrip(codec, heap);

        assertThat(Stream.of(decoded.poll(), decoded.poll(), decoded.poll()))
                .isEqualTo(List.of("c", "b", "a"))
                .isNotNull();
    }

    @Test
    void decodeValue_ofDeque_keepsElements() {
        Object decoded = Codecs.roundTrip(Codecs.of(ValueFormat.KRYO), new ArrayDeque<>(List.of(1, 2)));

        assertThat(((ArrayDeque<?>) decoded).toArray()).containsExactly(1, 2);
    }

    @Test
    void decodeValue_ofCyclicObject_keepsTheCycle() {
        Values.Person ann = new Values.Person("ann");
        Values.Person bob = new Values.Person("bob");
        ann.spouse = bob;
        bob.spouse = ann;
        ann.friends.addAll(List.of(ann, bob, bob));

        Values.Person decoded = (Values.Person) Codecs.roundTrip(Codecs.of(ValueFormat.KRYO), ann);

        assertThat(decoded.name).isEqualTo("ann");
        Values.Person spouse = Objects.requireNonNull(decoded.spouse);
        assertThat(spouse.spouse).isSameAs(decoded);
        assertThat(decoded.friends).containsExactly(decoded, spouse, spouse);
    }

    @Test
    void decodeValue_ofCyclicList_keepsTheCycle() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        List<?> decoded = (List<?>) Codecs.roundTrip(Codecs.of(ValueFormat.KRYO), list);

        assertThat(decoded.get(0) == decoded).isTrue();
    }

    @Test
    void decodeValue_ofSharedImmutableList_isImmutableInBothPlaces() {
        List<Integer> shared = List.of(1, 2);

        List<?> decoded =
                (List<?>) Codecs.roundTrip(Codecs.of(ValueFormat.KRYO), new ArrayList<>(List.of(shared, shared)));

        assertThat(decoded.get(0)).isSameAs(decoded.get(1)).hasSameClassAs(shared);
    }

    @Test
    void decodeValue_ofException_keepsMessageCauseTraceAndFields() {
        Values.ShopException original = new Values.ShopException("sold out", 7, new IllegalStateException("inner"));
        original.addSuppressed(new IOException("suppressed"));

        for (ValueFormat format : List.of(ValueFormat.KRYO, ValueFormat.JAVA)) {
            Values.ShopException decoded = (Values.ShopException) Codecs.roundTrip(Codecs.of(format), original);

            assertThat(decoded).hasMessage("sold out").hasCauseInstanceOf(IllegalStateException.class);
            assertThat(decoded.code).isEqualTo(7);
            assertThat(decoded.getStackTrace()).isEqualTo(original.getStackTrace());
            assertThat(decoded.getSuppressed()).hasSize(1);
        }
    }

    @Test
    void decodeValue_ofClassWithWriteReplace_isWhatItReplacesItselfBy() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);

        assertThat(Codecs.roundTrip(codec, new Values.LazyPoint())).isEqualTo(new Values.Point(3, 4));
        assertThat(((Values.Celsius) Codecs.roundTrip(codec, new Values.Celsius(20))).degrees)
                .isEqualTo(20);
        Values.Named inside = (Values.Named) Codecs.roundTrip(codec, new Values.Named("n", new Values.LazyPoint()));
        assertThat(inside.inner()).isEqualTo(new Values.Point(3, 4));
    }

    @Test
    void encodeValue_ofClassWithWriteReplace_doesNotNameTheReplacedClass() {
        byte[] payload = Codecs.encode(Codecs.of(ValueFormat.KRYO), new Values.LazyPoint());

        assertThat(new String(payload, StandardCharsets.ISO_8859_1))
                .contains("Point")
                .doesNotContain("LazyPoint");
    }

    @Test
    void decodeValue_ofListSubclass_keepsItsOwnFields() {
        Values.CountingList list = new Values.CountingList();
        list.add("a");

        Values.CountingList decoded = (Values.CountingList) Codecs.roundTrip(Codecs.of(ValueFormat.KRYO), list);

        assertThat(decoded).containsExactly("a");
        assertThat(decoded.additions).isEqualTo(1);
    }

    @Test
    void decodeValue_ofFieldsOfTheSameNameInAHierarchy_keepsBoth() {
        Values.Child decoded =
                (Values.Child) Codecs.roundTrip(Codecs.of(ValueFormat.KRYO), new Values.Child("own", "inherited"));

        assertThat(decoded.labels()).isEqualTo("own/inherited");
    }

    @Test
    void decodeValue_ofInnerObject_keepsTheOuterOne() {
        Object decoded = Codecs.roundTrip(Codecs.of(ValueFormat.KRYO), Values.inner());

        assertThat(decoded).usingRecursiveComparison().isEqualTo(Values.inner());
    }

    @Test
    void decodeValue_ofEveryKindOfField_keepsThem() {
        Values.Fields fields = new Values.Fields();
        fields.any = new Values.Point(1, 2);
        fields.text = "t";
        fields.numbers = new int[] {1, 2};
        fields.maybe = Optional.of("m");
        fields.size = Values.Size.LARGE;
        fields.map = new HashMap<>(Map.of("k", List.of(new Values.Point(5, 6))));
        fields.flag = true;
        fields.b = 1;
        fields.s = 2;
        fields.c = 'x';
        fields.i = Integer.MIN_VALUE;
        fields.l = Long.MAX_VALUE;
        fields.f = 1.5f;
        fields.d = -2.5;
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);

        assertThat(Codecs.roundTrip(codec, fields)).usingRecursiveComparison().isEqualTo(fields);
        assertThat(Codecs.roundTrip(codec, new Values.Fields()))
                .usingRecursiveComparison()
                .isEqualTo(new Values.Fields());
    }

    /** Short and long texts are written in ways of their own, and what is ASCII throughout is read another way. */
    @Test
    void decodeValue_ofTextsOfAnyLengthAndContent_isTheSame() {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int length = 1; length < 150; length++) {
            texts.add("x".repeat(length));
            texts.add("y".repeat(length - 1) + '\u0080');
            texts.add('\u00ff' + "z".repeat(length - 1));
        }
        for (int at = 0; at < 80; at++) {
            for (String other :
                    List.of("\u0000", "\u007f", "\u0080", "\u07ff", "\u20ac", "\ufffd", "\ud83d\ude00", "\ud800")) {
                texts.add("a".repeat(at) + other + "b".repeat(79 - at));
            }
        }
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);

        assertThat(Codecs.roundTrip(codec, new Values.Holder<>(texts))).isEqualTo(new Values.Holder<>(texts));
        for (String text : texts) {
            assertThat(Codecs.roundTrip(codec, new Values.Holder<>(text))).isEqualTo(new Values.Holder<>(text));
        }
    }

    record Part(int number) {}

    /** Its name begins as another one's. */
    record Parts(List<Object> all) {}

    @Test
    void decodeValue_ofOneClassAfterAnother_isOfItsOwn() {
        EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);
        Parts parts = new Parts(List.of(new Part(1), new Values.Point(2, 3), new Part(4), new Parts(List.of()), "5"));
        for (Object value : List.of(
                new Part(1), parts, new Part(2), new Values.Point(1, 2), new Values.Point(3, 4), parts, parts)) {
            assertThat(Codecs.roundTrip(codec, value)).isEqualTo(value);
        }
    }

    @Test
    void encodeValue_ofShortText_addsFiveBytes() {
        for (ValueFormat format : ValueFormat.values()) {
            assertThat(Codecs.encode(Codecs.of(format), "value"))
                    .hasSize(10)
                    .endsWith("value".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void decodeValue_ofAnotherFormat_readsIt() {
        Values.Point point = new Values.Point(1, 2);
        for (ValueFormat written : List.of(ValueFormat.KRYO, ValueFormat.JAVA)) {
            for (ValueFormat configured : ValueFormat.values()) {
                byte[] payload = Codecs.encode(Codecs.of(written), point);

                assertThat(Codecs.of(configured).decodeValue(payload)).isEqualTo(point);
            }
        }
    }
}
