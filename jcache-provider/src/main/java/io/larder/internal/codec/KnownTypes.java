package io.larder.internal.codec;

import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Time;
import java.sql.Timestamp;
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
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells one Kryo how JDK types are written, each under a number. The numbers are part of the data format: never change
 * one, never use one again. (0 to 8 are Kryo's own: {@code int}, String, {@code float}, {@code boolean}, {@code byte},
 * {@code char}, {@code short}, {@code long}, {@code double}.)
 */
@SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"
}) // Kryo's API is raw; obsolete classes are values all the same
final class KnownTypes {

    private final LarderKryo kryo;
    private final StrictReferences references;
    private final JavaSerialization java;

    KnownTypes(LarderKryo kryo, StrictReferences references, JavaSerialization java) {
        this.kryo = kryo;
        this.references = references;
        this.java = java;
    }

    void register() {
        registerCollections();
        registerArrays();
        registerValues();
        registerTimes();
        registerWrappers();
    }

    private void registerCollections() {
        registerElements(10, ArrayList.class);
        registerElements(11, LinkedList.class);
        registerElements(12, HashSet.class);
        registerElements(13, LinkedHashSet.class);
        registerElements(14, ArrayDeque.class);
        registerElements(15, Vector.class);
        registerElements(16, CopyOnWriteArrayList.class);
        registerElements(17, ConcurrentLinkedQueue.class);
        registerElements(18, ConcurrentLinkedDeque.class);
        kryo.register(TreeSet.class, new DefaultSerializers.TreeSetSerializer(), 19);
        kryo.register(PriorityQueue.class, new BoundedContainers.Heap(), 20);
        kryo.register(EnumSet.class, new DefaultSerializers.EnumSetSerializer(), 21);
        kryo.register(HashMap.class, new BoundedContainers.Mappings(), 22);
        kryo.register(LinkedHashMap.class, new BoundedContainers.Mappings(), 23);
        kryo.register(ConcurrentHashMap.class, new BoundedContainers.Mappings(), 24);
        kryo.register(Hashtable.class, new BoundedContainers.Mappings(), 25);
        kryo.register(TreeMap.class, new DefaultSerializers.TreeMapSerializer(), 26);
        kryo.register(ConcurrentSkipListMap.class, new DefaultSerializers.ConcurrentSkipListMapSerializer(), 27);
    }

    private void registerElements(int id, Class<?> type) {
        kryo.register(type, new BoundedContainers.Elements(), id);
    }

    private void registerArrays() {
        registerDefault(30, byte[].class);
        registerDefault(31, short[].class);
        registerDefault(32, char[].class);
        registerDefault(33, int[].class);
        registerDefault(34, long[].class);
        registerDefault(35, float[].class);
        registerDefault(36, double[].class);
        kryo.register(boolean[].class, new BoundedContainers.Booleans(), 37);
        kryo.register(String[].class, new BoundedContainers.Strings(), 38);
        kryo.register(Object[].class, new BoundedContainers.Objects(kryo, Object[].class), 39);
    }

    /** Registers a class with the serializer that Kryo has for it. */
    private void registerDefault(int id, Class<?> type) {
        kryo.register(type, kryo.kryosOwnSerializer(type), id);
    }

    private void registerValues() {
        registerDefault(40, BigInteger.class);
        registerDefault(41, BigDecimal.class);
        registerDefault(42, Class.class);
        registerDefault(43, Currency.class);
        registerDefault(44, StringBuilder.class);
        registerDefault(45, StringBuffer.class);
        registerDefault(46, BitSet.class);
        registerDefault(47, java.net.URL.class);
        registerDefault(48, Date.class);
        registerDefault(49, java.sql.Date.class);
        registerDefault(50, Time.class);
        kryo.register(Timestamp.class, new DefaultSerializers.TimestampSerializer(), 51);
        registerRebuilt(52, UUID::toString, UUID::fromString, UUID.class);
        registerRebuilt(53, URI::toString, URI::create, URI.class);
        registerDefault(54, OptionalInt.class);
        registerDefault(55, OptionalLong.class);
        registerDefault(56, OptionalDouble.class);
        registerRebuilt(57, (Optional optional) -> optional.orElse(null), Optional::ofNullable, Optional.class);
    }

    private void registerTimes() {
        registerDefault(60, Instant.class);
        registerDefault(61, LocalDate.class);
        registerDefault(62, LocalTime.class);
        registerDefault(63, LocalDateTime.class);
        registerDefault(64, OffsetDateTime.class);
        registerDefault(65, OffsetTime.class);
        registerDefault(66, Duration.class);
        registerDefault(67, Period.class);
        registerDefault(68, Year.class);
        registerDefault(69, YearMonth.class);
        registerDefault(70, MonthDay.class);
        registerDefault(71, ZoneOffset.class);
        registerDefault(72, ZoneId.of("Europe/Berlin").getClass());
        // Kryo writes no offset, and so takes the second 02:30 of the night when the clocks go back for the first one.
        registerRebuilt(
                73,
                (ZonedDateTime time) -> new Object[] {time.toLocalDateTime(), time.getOffset(), time.getZone()},
                parts -> ZonedDateTime.ofStrict(
                        (java.time.LocalDateTime) parts[0], (ZoneOffset) parts[1], (ZoneId) parts[2]),
                ZonedDateTime.class);
    }

    private void registerWrappers() {
        registerRebuilt(
                80,
                ArrayList::new,
                (List list) -> Arrays.asList(list.toArray()),
                Arrays.asList(1).getClass());
        registerRebuilt(
                81,
                ArrayList::new,
                KnownTypes::immutableList,
                List.of().getClass(),
                List.of(1, 2, 3).getClass(),
                List.of(1).getClass(),
                List.of(1, 2, 3).subList(0, 2).getClass());
        registerRebuilt(
                82,
                ArrayList::new,
                (List list) -> Set.of(list.toArray()),
                Set.of().getClass(),
                Set.of(1).getClass());
        registerRebuilt(
                83,
                HashMap::new,
                (Map map) -> Map.copyOf(map),
                Map.of().getClass(),
                Map.of(1, 1).getClass());
        registerDefault(84, Collections.emptyList().getClass());
        registerDefault(85, Collections.emptySet().getClass());
        registerDefault(86, Collections.emptyMap().getClass());
        registerRebuilt(
                87,
                (List l) -> l.get(0),
                Collections::singletonList,
                Collections.singletonList(1).getClass());
        registerRebuilt(
                88,
                (Set set) -> set.iterator().next(),
                Collections::singleton,
                Collections.singleton(1).getClass());
        registerRebuilt(
                89,
                (Map map) -> pair((Map.Entry) map.entrySet().iterator().next()),
                pair -> Collections.singletonMap(pair[0], pair[1]),
                Collections.singletonMap(1, 1).getClass());
        registerRebuilt(90, KnownTypes::pair, pair -> new SimpleEntry(pair[0], pair[1]), SimpleEntry.class);
        registerRebuilt(
                91, KnownTypes::pair, pair -> new SimpleImmutableEntry(pair[0], pair[1]), SimpleImmutableEntry.class);
        registerRebuilt(
                92,
                KnownTypes::pair,
                pair -> Map.entry(pair[0], pair[1]),
                Map.entry(1, 1).getClass());
        registerRebuilt(93, this::enumMapParts, this::enumMap, EnumMap.class);
        registerViews();
    }

    private void registerViews() {
        List<Object> list = new ArrayList<>();
        registerRebuilt(
                100,
                ArrayList::new,
                (Collection c) -> Collections.unmodifiableCollection(c),
                Collections.unmodifiableCollection(list).getClass());
        registerRebuilt(
                101,
                ArrayList::new,
                (List l) -> Collections.unmodifiableList(l),
                Collections.unmodifiableList(list).getClass(),
                Collections.unmodifiableList(new LinkedList<>()).getClass());
        registerRebuilt(
                102,
                LinkedHashSet::new,
                (Set set) -> Collections.unmodifiableSet(set),
                Collections.unmodifiableSet(new HashSet<>()).getClass());
        registerRebuilt(
                103,
                LinkedHashMap::new,
                (Map map) -> Collections.unmodifiableMap(map),
                Collections.unmodifiableMap(new HashMap<>()).getClass());
        registerSortedViews();
        registerSynchronizedViews(list);
    }

    private void registerSortedViews() {
        registerRebuilt(
                104,
                (java.util.SortedSet set) -> new TreeSet(set),
                (TreeSet set) -> Collections.unmodifiableSortedSet(set),
                Collections.unmodifiableSortedSet(new TreeSet<>()).getClass());
        registerRebuilt(
                105,
                (java.util.SortedSet set) -> new TreeSet(set),
                (TreeSet set) -> Collections.unmodifiableNavigableSet(set),
                Collections.unmodifiableNavigableSet(new TreeSet<>()).getClass());
        registerRebuilt(
                106,
                (java.util.SortedMap map) -> new TreeMap(map),
                (TreeMap map) -> Collections.unmodifiableSortedMap(map),
                Collections.unmodifiableSortedMap(new TreeMap<>()).getClass());
        registerRebuilt(
                107,
                (java.util.SortedMap map) -> new TreeMap(map),
                (TreeMap map) -> Collections.unmodifiableNavigableMap(map),
                Collections.unmodifiableNavigableMap(new TreeMap<>()).getClass());
    }

    private void registerSynchronizedViews(List<Object> list) {
        registerRebuilt(
                108,
                ArrayList::new,
                (List l) -> Collections.synchronizedList(l),
                Collections.synchronizedList(list).getClass(),
                Collections.synchronizedList(new LinkedList<>()).getClass());
        registerRebuilt(
                109,
                LinkedHashSet::new,
                (Set set) -> Collections.synchronizedSet(set),
                Collections.synchronizedSet(new HashSet<>()).getClass());
        registerRebuilt(
                110,
                LinkedHashMap::new,
                (Map map) -> Collections.synchronizedMap(map),
                Collections.synchronizedMap(new HashMap<>()).getClass());
    }

    private <T, P> void registerRebuilt(
            int id, Function<T, @Nullable P> takeApart, Function<P, ? extends T> build, Class<?>... types) {
        Serializer<T> serializer = new Rebuilt<>(references, takeApart, (Function<P, T>) build);
        kryo.registerAll(id, serializer, types);
    }

    private static List<?> immutableList(List<?> list) {
        return list.stream().allMatch(Objects::nonNull)
                ? List.of(list.toArray())
                : list.stream().toList(); // the only immutable list of the JDK that may hold null
    }

    private static Object[] pair(Map.Entry<?, ?> entry) {
        return new Object[] {entry.getKey(), entry.getValue()};
    }

    /** An empty map tells its key type to nobody but Java serialization. */
    private Object enumMapParts(EnumMap map) {
        if (!map.isEmpty()) {
            return new LinkedHashMap<>(map);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        java.write(map, bytes);
        return bytes.toByteArray();
    }

    private EnumMap enumMap(Object parts) {
        if (parts instanceof Map map) {
            return new EnumMap(map);
        }
        try {
            byte[] bytes = (byte[]) parts;
            return (EnumMap) Objects.requireNonNull(java.read(bytes, 0, bytes.length));
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
