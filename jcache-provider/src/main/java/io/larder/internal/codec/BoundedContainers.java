package io.larder.internal.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.BooleanArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.ObjectArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.StringArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.PriorityQueueSerializer;
import com.esotericsoftware.kryo.serializers.MapSerializer;
import java.util.Collection;
import java.util.Map;
import java.util.PriorityQueue;

/** Kryo's serializers of containers, made to ask {@link BoundedInput} before they allocate what a length tells them to. */
final class BoundedContainers {

    private BoundedContainers() {}

    private static void claim(Input input, int size) {
        ((BoundedInput) input).claim(size);
    }

    /** Any collection that is created empty and filled. */
    static final class Elements extends CollectionSerializer<Collection<Object>> {

        @Override
        public void write(Kryo kryo, Output output, Collection<Object> collection) {
            if (collection.size() > BoundedInput.SLACK && collection.stream().allMatch(e -> e == null)) {
                throw new KryoException("more than " + BoundedInput.SLACK + " elements, all of them null");
            }
            super.write(kryo, output, collection);
        }

        @Override
        protected Collection<Object> create(
                Kryo kryo, Input input, Class<? extends Collection<Object>> type, int size) {
            claim(input, size);
            return super.create(kryo, input, type, size);
        }
    }

    /** Any map that is created empty and filled. */
    static final class Mappings extends MapSerializer<Map<Object, Object>> {

        @Override
        protected Map<Object, Object> create(
                Kryo kryo, Input input, Class<? extends Map<Object, Object>> type, int size) {
            claim(input, size);
            return super.create(kryo, input, type, size);
        }
    }

    /** A heap, with its order. */
    @SuppressWarnings("rawtypes") // as declared by Kryo
    static final class Heap extends PriorityQueueSerializer {

        @Override
        protected PriorityQueue create(Kryo kryo, Input input, Class<? extends PriorityQueue> type, int size) {
            claim(input, size);
            return super.create(kryo, input, type, size);
        }
    }

    /** Any array of objects. */
    static final class Objects extends ObjectArraySerializer {

        Objects(Kryo kryo, Class<?> type) {
            super(kryo, type);
            setElementsAreSameType(false); // an Object[][] may hold a String[]; of final classes Kryo knows anyway
        }

        @Override
        @SuppressWarnings("rawtypes") // as declared by Kryo
        public Object[] read(Kryo kryo, Input input, Class type) {
            ((BoundedInput) input).claimNextLength();
            return super.read(kryo, input, type);
        }
    }

    /** An array of truth values, which Kryo reads one by one. */
    static final class Booleans extends BooleanArraySerializer {

        @Override
        @SuppressWarnings("rawtypes") // as declared by Kryo
        public boolean[] read(Kryo kryo, Input input, Class type) {
            ((BoundedInput) input).claimNextLength();
            return super.read(kryo, input, type);
        }
    }

    /** An array of strings. */
    static final class Strings extends StringArraySerializer {

        @Override
        @SuppressWarnings("rawtypes") // as declared by Kryo
        public String[] read(Kryo kryo, Input input, Class type) {
            ((BoundedInput) input).claimNextLength();
            return super.read(kryo, input, type);
        }
    }
}
