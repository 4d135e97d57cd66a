package io.larder.benchmarks.micro;

import io.larder.ValueFormat;
import io.larder.benchmarks.peer.Item;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.codec.EntryCodec;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Keys and values to bytes and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    /** How large values are. */
    @Param({"20", "200", "10000"})
    int valueBytes;

    private final EntryCodec<Object, Item> codec =
            new EntryCodec<>(ValueFormat.KRYO, CodecBenchmark.class.getClassLoader(), List.of());
    private final EncodedKey key = codec.encodeKey("item-1000042");
    private final UUID uuid = new UUID(42, 43);
    private @Nullable Item item;
    private byte @Nullable [] payload;

    /** Called by JMH. */
    public CodecBenchmark() {}

    /** Called by JMH. */
    @Setup
    public void make() {
        Item made = Item.of(42, valueBytes);
        item = made;
        payload = codec.encodeValue(key, made);
    }

    @Benchmark
    public EncodedKey encodeTextKey() {
        return codec.encodeKey("item-1000042");
    }

    @Benchmark
    public EncodedKey encodeUuidKey() {
        return codec.encodeKey(uuid);
    }

    @Benchmark
    public EncodedKey encodeCompositeKey() {
        return codec.encodeKey(List.of("item", 1_000_042));
    }

    @Benchmark
    public byte[] encodeValue() {
        return codec.encodeValue(key, Objects.requireNonNull(item));
    }

    @Benchmark
    public @Nullable Item decodeValue() {
        return codec.decodeValue(Objects.requireNonNull(payload));
    }
}
