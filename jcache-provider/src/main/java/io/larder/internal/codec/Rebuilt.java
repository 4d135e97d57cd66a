package io.larder.internal.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects as another object that holds the same, and builds them anew from it.
 *
 * @param <T> what is written
 * @param <P> what stands for it
 */
final class Rebuilt<T, P> extends Serializer<T> {

    private final StrictReferences references;
    private final Function<T, @Nullable P> takeApart;
    private final Function<P, T> build;

    Rebuilt(StrictReferences references, Function<T, @Nullable P> takeApart, Function<P, T> build) {
        this.references = references;
        this.takeApart = takeApart;
        this.build = build;
    }

    @Override
    public void write(Kryo kryo, Output output, T object) {
        references.begin(object);
        kryo.writeClassAndObject(output, takeApart.apply(object));
        references.end(object);
    }

    @Override
    @SuppressWarnings("unchecked") // what it is not, fails in the function
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        return build.apply((P) kryo.readClassAndObject(input));
    }
}
