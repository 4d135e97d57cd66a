package io.larder.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.fixture.EventRecorder;
import io.larder.fixture.EventRecorder.Told;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import io.larder.testing.RedisError;
import io.larder.testing.RedisNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes in the place of an entry that are none: no value, no exception, and the next write heals them. What stands at the
 * front of an entry is in {@code docs/data-format.md}: 1 byte of format, 8 of stamp, 8 of version, then the payload.
 */
@ParameterizedClass
@EnumSource(Topology.class)
@Timeout(60)
class HostileBytesIT {

    private static final int HEADER = 17;

    @RegisterExtension
    final LarderCaches larder;

    HostileBytesIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    private static Arguments spoiled(String name, UnaryOperator<byte[]> spoil) {
        return Arguments.of(name, spoil);
    }

    static Stream<Arguments> spoilers() {
        return Stream.of(
                spoiled("empty", entry -> new byte[0]),
                spoiled("text", entry -> "hello".getBytes(StandardCharsets.UTF_8)),
                spoiled("zeros", entry -> new byte[entry.length]),
                spoiled("noise", entry -> noise(entry.length)),
                spoiled("a megabyte of noise", entry -> noise(1 << 20)),
                spoiled("another format", entry -> changed(entry, 0)),
                spoiled("another stamp", entry -> changed(entry, 5)),
                spoiled("header only", entry -> Arrays.copyOf(entry, HEADER)),
                spoiled("half a header", entry -> Arrays.copyOf(entry, HEADER / 2)),
                spoiled("last byte missing", entry -> Arrays.copyOf(entry, entry.length - 1)),
                spoiled("a byte more", entry -> Arrays.copyOf(entry, entry.length + 1)),
                spoiled("payload of another version", entry -> changed(entry, HEADER)),
                spoiled("payload with another checksum", entry -> changed(entry, HEADER + 2)),
                spoiled("last byte changed", entry -> changed(entry, entry.length - 1)),
                spoiled("noise after the header", HostileBytesIT::noiseAfterHeader));
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static byte[] changed(byte[] entry, int at) {
        byte[] changed = entry.clone();
        changed[at] ^= (byte) 0x55;
        return changed;
    }

    private static byte[] noiseAfterHeader(byte[] entry) {
        byte[] changed = Arrays.copyOf(entry, HEADER + 4_000);
        System.arraycopy(noise(4_000), 0, changed, HEADER, 4_000);
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilers")
    void read_ofSpoiledBytes_findsNothing(String name, UnaryOperator<byte[]> spoil) {
        Cache<String, String> cache = spoiledCache(spoil);

        assertThat(cache.get("key")).isNull();
        assertThat(cache.containsKey("key")).isFalse();
        assertThat(cache.getAll(Set.of("key", "good"))).isEqualTo(Map.of("good", "value"));
        assertThat(cache)
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry.getKey()).isEqualTo("good"));
        assertThat(cache.<Boolean>invoke("key", (entry, arguments) -> entry.exists()))
                .isFalse();
        assertThat(cache.<String>invoke("key", (entry, arguments) -> "saw " + entry.getValue()))
                .isEqualTo("saw null");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilers")
    void replaceOrRemoveExpected_ofSpoiledBytes_doesNothing(String name, UnaryOperator<byte[]> spoil) {
        Cache<String, String> cache = spoiledCache(spoil);

        assertThat(cache.replace("key", "value", "new")).isFalse();
        assertThat(cache.remove("key", "value")).isFalse();
        assertThat(cache.replace("key", "new")).isFalse();
        assertThat(cache.getAndReplace("key", "newer")).isNull();

        assertThat(cache.get("key")).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilers")
    void getAndRemove_ofSpoiledBytes_findsNothingAndTakesThemAway(String name, UnaryOperator<byte[]> spoil) {
        Cache<String, String> cache = spoiledCache(spoil);

        assertThat(cache.getAndRemove("key")).isNull();

        assertThat(cache.putIfAbsent("key", "new")).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilers")
    void anyOperation_onSpoiledBytesWithAListener_doesNotHoldUpLaterEvents(String name, UnaryOperator<byte[]> spoil) {
        Cache<String, String> cache = spoiledCache(spoil);
        EventRecorder<String, String> recorder = new EventRecorder<>();
        cache.registerCacheEntryListener(recorder.synchronous());

        cache.replace("key", "new");
        cache.getAndReplace("key", "newer");
        recorder.forget();
        cache.put("key", "newest");

        assertThat(recorder.told()).containsExactly(new Told<>(EventType.CREATED, "key", "newest", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilers")
    void write_overSpoiledBytes_heals(String name, UnaryOperator<byte[]> spoil) {
        assertHealed(spoil, cache -> cache.put("key", "new"));
        assertHealed(spoil, cache -> assertThat(cache.getAndPut("key", "new")).isNull());
        assertHealed(spoil, cache -> assertThat(cache.putIfAbsent("key", "new")).isTrue());
        assertHealed(spoil, cache -> cache.putAll(Map.of("key", "new")));
        assertHealed(
                spoil,
                cache -> cache.invoke("key", (entry, arguments) -> {
                    assertThat(entry.exists()).isFalse();
                    entry.setValue("new");
                    return null;
                }));
    }

    @FunctionalInterface
    private interface Healing {

        void with(Cache<String, String> cache);
    }

    private void assertHealed(UnaryOperator<byte[]> spoil, Healing healing) {
        Cache<String, String> cache = spoiledCache(spoil);

        healing.with(cache);

        assertThat(cache.get("key")).isEqualTo("new");
        assertThat(cache.remove("key", "new")).isTrue();
        larder.manager().destroyCache(cache.getName());
    }

    /** A cache with a good entry, and one whose bytes were changed behind its back. */
    private Cache<String, String> spoiledCache(UnaryOperator<byte[]> spoil) {
        larder.manager().getCacheNames().forEach(larder.manager()::destroyCache);
        Cache<String, String> cache = larder.cache(new MutableConfiguration<>());
        cache.put("key", "value");
        cache.put("good", "value");
        byte[] name = larder.deployment().keys().stream()
                .filter(key -> key.endsWith("}:e:s:key"))
                .findFirst()
                .orElseThrow()
                .getBytes(StandardCharsets.UTF_8);
        byte[] entry = (byte[]) Objects.requireNonNull(ask("GET", name));
        ask("SET", name, spoil.apply(entry));
        return cache;
    }

    private @Nullable Object ask(String command, byte[]... arguments) {
        byte[][] words = Stream.concat(Stream.of(command.getBytes(StandardCharsets.UTF_8)), Arrays.stream(arguments))
                .toArray(byte[][]::new);
        for (RedisNode node : larder.deployment().nodes()) {
            try {
                Object answer = node.commandBytes(words);
                assertThat(answer).isNotNull();
                return answer;
            } catch (RedisError e) {
                assertThat(e).hasMessageStartingWith("MOVED");
            }
        }
        throw new AssertionError("no node has the key");
    }
}
