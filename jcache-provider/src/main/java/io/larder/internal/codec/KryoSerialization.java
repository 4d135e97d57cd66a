package io.larder.internal.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Output;
import io.larder.internal.error.CodecErrors;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads objects by pooled Kryos. Thread-safe. No thread keeps anything; what the pool keeps goes on
 * {@link #close()}.
 */
final class KryoSerialization {

    private static final int FIRST_BUFFER = 512;
    private static final int MOST_FAILURES = 100;
    private static final int LARGEST_POOLED_BUFFER = 256 * 1024;

    private final AllowedClasses classes;
    private final ObjectPool<Unit> pool;
    private volatile boolean closed;

    /** What is expensive to make. */
    private static final class Unit {

        private final Kryo kryo;
        private final Output output = new Output(FIRST_BUFFER, -1);

        /** Kryo cleans up after a failed reading, but for a stack that grows a little with each. */
        private int failures;

        Unit(Kryo kryo) {
            this.kryo = kryo;
        }
    }

    KryoSerialization(AllowedClasses classes, JavaSerialization java) {
        this.classes = classes;
        this.pool = new ObjectPool<>(() -> new Unit(new LarderKryo(classes, java)));
    }

    /**
     * Writes an object.
     *
     * @param framing writes what comes before
     * @param finish takes what was written
     * @throws javax.cache.CacheException if it, or something that it refers to, cannot be written or is refused
     */
    byte[] write(Object object, java.util.function.Consumer<Output> framing, Function<Output, byte[]> finish) {
        try {
            Unit unit = pool.take();
            unit.output.reset();
            framing.accept(unit.output);
            unit.kryo.writeClassAndObject(unit.output, object);
            byte[] bytes = finish.apply(unit.output);
            giveBack(unit);
            return bytes;
        } catch (KryoException | IllegalArgumentException e) {
            throw failure(object, e);
        } catch (StackOverflowError | OutOfMemoryError | NegativeArraySizeException e) {
            throw CodecErrors.tooDeepOrTooLarge(object.getClass(), e);
        }
    }

    private void giveBack(Unit unit) {
        if (!closed && unit.output.getBuffer().length <= LARGEST_POOLED_BUFFER) {
            pool.giveBack(unit);
            if (closed) { // meanwhile
                pool.clear();
            }
        }
    }

    /** Kryo wraps what our own serializers throw. */
    private static CacheException failure(Object object, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CacheException refusal) {
                return refusal;
            }
            if (cause instanceof StackOverflowError) {
                return CodecErrors.tooDeepOrTooLarge(object.getClass(), cause);
            }
        }
        return String.valueOf(e.getMessage()).startsWith("Max depth exceeded")
                ? CodecErrors.tooDeepOrTooLarge(object.getClass(), e)
                : CodecErrors.notSerializable(object.getClass().getName(), "its serialization failed", e);
    }

    /** Reads one object that fills a range of bytes; throws anything if they are not one. */
    @Nullable
    Object read(byte[] bytes, int offset, int length) {
        Unit unit = pool.take();
        try {
            Object object = readAll(unit.kryo, new BoundedInput(bytes, offset, length));
            giveBack(unit);
            return object;
        } catch (RuntimeException e) {
            if (++unit.failures < MOST_FAILURES) {
                giveBack(unit);
            }
            throw e;
        }
    }

    private static @Nullable Object readAll(Kryo kryo, BoundedInput input) {
        Object object = kryo.readClassAndObject(input);
        if (input.position() != input.limit()) {
            throw new UndecodableException("more than one object");
        }
        return object;
    }

    void close() {
        closed = true;
        pool.clear();
        classes.forget();
    }
}
