package io.larder.benchmarks.peer;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Keys and items as bytes, for peers that take bytes: the Kryo that Redisson and Larder use, in its fastest lawful form,
 * one per thread and without references. Thread-safe.
 */
final class ItemBytes {

    private static final ThreadLocal<ItemBytes> OF_THREAD = ThreadLocal.withInitial(ItemBytes::new);

    private final Kryo kryo = new Kryo();
    private final Output output = new Output(1024, -1);
    private final Input input = new Input();

    private ItemBytes() {
        kryo.setRegistrationRequired(false);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
    }

    static byte[] key(String prefix, String key) {
        return (prefix + key).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] encode(Item item) {
        return OF_THREAD.get().write(item);
    }

    static @Nullable Item decode(byte @Nullable [] bytes) {
        return bytes == null ? null : OF_THREAD.get().read(bytes);
    }

    private byte[] write(Item item) {
        output.reset();
        kryo.writeClassAndObject(output, item);
        return output.toBytes();
    }

    private Item read(byte[] bytes) {
        input.setBuffer(bytes);
        return (Item) kryo.readClassAndObject(input);
    }
}
