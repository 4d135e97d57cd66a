package io.larder.internal.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.RecordSerializer;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;

/** Kryo's serializer of records, made strict: see {@link Shape} and {@link StrictReferences}. */
final class RecordFields<T> extends RecordSerializer<T> {

    private final Shape shape;
    private final StrictReferences references;

    RecordFields(Class<T> type, StrictReferences references) {
        super(type);
        this.references = references;
        this.shape = new Shape(type);
        Arrays.stream(type.getRecordComponents())
                .sorted(Comparator.comparing(RecordComponent::getName))
                .forEach(component -> shape.add(component.getName(), component.getType()));
    }

    @Override
    public void write(Kryo kryo, Output output, T object) {
        shape.write(kryo, output);
        references.begin(object);
        super.write(kryo, output, object);
        references.end(object);
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        shape.check(kryo, input);
        return super.read(kryo, input, type);
    }
}
