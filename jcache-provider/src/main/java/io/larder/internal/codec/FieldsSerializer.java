package io.larder.internal.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Kryo's serializer of plain objects, made strict: the class must have the fields that it had when it was written, and
 * an object must fit the field that it is put into. Kryo writes fields through {@code Unsafe}, which checks nothing.
 */
final class FieldsSerializer<T> extends FieldSerializer<T> {

    private final Shape shape;

    FieldsSerializer(Kryo kryo, Class<T> type) {
        super(kryo, type, config());
        shape = new Shape(type);
        for (CachedField field : getFields()) {
            shape.add(field.getField().getName(), field.getField().getType());
        }
    }

    private static FieldSerializerConfig config() {
        FieldSerializerConfig config = new FieldSerializerConfig();
        config.setCopyTransient(false);
        config.setIgnoreSyntheticFields(false); // an inner object without its outer one would be another value
        config.setExtendedFieldNames(true);
        return config;
    }

    @Override
    protected void initializeCachedFields() {
        CachedField[] fields = getFields();
        for (int i = 0; i < fields.length; i++) {
            Class<?> fieldType = fields[i].getField().getType();
            boolean annotated = fields[i].getSerializer() != null;
            if (!fieldType.isPrimitive() && fieldType != String.class && !annotated) {
                fields[i] = new CheckedField(getKryo(), fields[i].getField());
            }
        }
    }

    @Override
    public void write(Kryo kryo, Output output, T object) {
        shape.write(kryo, output);
        super.write(kryo, output, object);
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        shape.check(kryo, input);
        return super.read(kryo, input, type);
    }

    /** A field of an object type, set by reflection, which checks the type. */
    private static final class CheckedField extends CachedField {

        private final Kryo kryo;
        private final Field field;
        private final boolean exactType;

        CheckedField(Kryo kryo, Field field) {
            super(field);
            this.kryo = kryo;
            this.field = field;
            this.exactType = kryo.isFinal(field.getType());
        }

        @Override
        public void write(Output output, Object object) {
            @Nullable Object value = get(object);
            if (exactType) {
                kryo.writeObjectOrNull(output, value, field.getType());
            } else {
                kryo.writeClassAndObject(output, value);
            }
        }

        private @Nullable Object get(Object object) {
            try {
                return field.get(object);
            } catch (IllegalAccessException e) {
                throw new KryoException(e);
            }
        }

        @Override
        public void read(Input input, Object object) {
            @Nullable
            Object value = exactType ? kryo.readObjectOrNull(input, field.getType()) : kryo.readClassAndObject(input);
            try {
                field.set(object, value);
            } catch (IllegalAccessException e) {
                throw new KryoException(e);
            }
        }

        @Override
        public void copy(Object original, Object copy) {
            throw new UnsupportedOperationException("Larder copies by encoding and decoding");
        }
    }
}
