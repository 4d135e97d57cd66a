package io.larder.internal.codec;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.EnumNameSerializer;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import io.larder.internal.error.CodecErrors;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * A Kryo that asks the class filter, keeps references, and chooses a serializer that loses nothing: by name for enums,
 * by component for records, by field for plain objects, Java serialization for those that define their own. Not
 * thread-safe.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // Kryo's API is raw
final class LarderKryo extends Kryo {

    static final int MAX_DEPTH = 512;

    /** No graph has this number. */
    static final long NO_GRAPH = -1;

    /** See {@link KnownTypes}. */
    private static final int NESTED_JAVA_ID = 9;

    private final Resolver resolver;
    private final StrictReferences references;
    private long graph;

    LarderKryo(AllowedClasses classes, JavaSerialization java) {
        this(new Resolver(classes, java), new StrictReferences(), java);
        setClassLoader(classes.loader());
    }

    private LarderKryo(Resolver resolver, StrictReferences references, JavaSerialization java) {
        super(resolver, references);
        this.resolver = resolver;
        this.references = references;
        setRegistrationRequired(false);
        setMaxDepth(MAX_DEPTH);
        setOptimizedGenerics(false); // declared types do not bind: a List<Integer> may hold a String
        setInstantiatorStrategy(LarderKryo::instantiator);
        register(resolver.nestedJava);
        new KnownTypes(this, references, java).register();
    }

    /** Returns the number of the object graph that is being written or read. */
    long graph() {
        return graph;
    }

    @Override
    public void reset() {
        super.reset();
        graph++;
    }

    /** Registers one way of writing for several classes of the same kind. */
    void registerAll(int id, Serializer<?> serializer, Class<?>... types) {
        Registration registration = register(new Registration(types[0], serializer, id));
        for (Class<?> type : types) {
            resolver.alias(type, registration);
        }
    }

    Serializer<?> kryosOwnSerializer(Class<?> type) {
        return super.getDefaultSerializer(type);
    }

    @Override
    public Serializer getDefaultSerializer(Class type) {
        if (type.isArray()) {
            return new BoundedContainers.Objects(this, type); // those of primitives are registered
        }
        if (Enum.class.isAssignableFrom(type)) {
            return new EnumNameSerializer(type);
        }
        if (type.isAnnotationPresent(DefaultSerializer.class) || KryoSerializable.class.isAssignableFrom(type)) {
            return super.getDefaultSerializer(type);
        }
        return type.isRecord() ? new RecordFields<>(type, references) : fields(type);
    }

    private Serializer<?> fields(Class<?> type) {
        if (JdkClasses.contains(type)) {
            throw CodecErrors.notSerializable(type.getName(), "it is a JDK class that is not java.io.Serializable");
        }
        if (NestedJava.inheritsJdkState(type)) {
            throw CodecErrors.notSerializable(
                    type.getName(), "it extends a JDK class with state and is not java.io.Serializable");
        }
        try {
            return new FieldsSerializer<>(this, type);
        } catch (InaccessibleObjectException e) {
            throw CodecErrors.notSerializable(type.getName(), "its module does not open its fields to reflection", e);
        }
    }

    /** To Kryo no class is special: see {@link Resolver#registerImplicit}. */
    @Override
    public boolean isProxy(Class type) {
        return false;
    }

    @Override
    public boolean isClosure(Class type) {
        return false;
    }

    /** Prefers the constructor without arguments, which sets transient fields; else no constructor. */
    private static <T> ObjectInstantiator<T> instantiator(Class<T> type) {
        Constructor<T> constructor = noArgs(type);
        return constructor == null
                ? new StdInstantiatorStrategy().newInstantiatorOf(type)
                : () -> construct(constructor);
    }

    private static <T> @Nullable Constructor<T> noArgs(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException | InaccessibleObjectException e) {
            return null;
        }
    }

    private static <T> T construct(Constructor<T> constructor) {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new KryoException(e);
        }
    }

    /** Finds classes by name, and serializers by class, with the filter in front of both. */
    private static final class Resolver extends DefaultClassResolver {

        private final AllowedClasses classes;
        private final Registration nestedJava;

        /** By the numbers of their names in the object graph that is being read. */
        private final List<Class<?>> read = new ArrayList<>();

        /** The name that was read last, as its bytes, and its class: values of a cache mostly begin with the same one. */
        private byte[] lastName = {};

        private @Nullable Class<?> lastType;

        Resolver(AllowedClasses classes, JavaSerialization java) {
            this.classes = classes;
            this.nestedJava = new Registration(NestedJava.class, new NestedJava(java), NESTED_JAVA_ID);
        }

        /**
         * Names are numbered in the order of their first use, which alone has the name. Kryo itself would look for classes
         * further, in its own class loader.
         */
        @Override
        protected Registration readName(Input input) {
            int number = input.readVarInt(true);
            if (number == read.size()) {
                read.add(readType(input));
            } else if (number < 0 || number > read.size()) {
                throw new UndecodableException("the number of a class without its name");
            }
            return kryo.getRegistration(read.get(number));
        }

        private Class<?> readType(Input input) {
            int start = input.position();
            int end = start + lastName.length;
            Class<?> last = lastType;
            if (last != null
                    && end <= input.limit()
                    && Arrays.equals(lastName, 0, lastName.length, input.getBuffer(), start, end)) {
                input.setPosition(end);
                return last;
            }
            Class<?> type = find(input.readString());
            lastName = Arrays.copyOfRange(input.getBuffer(), start, input.position());
            lastType = type;
            return type;
        }

        private Class<?> find(@Nullable String name) {
            if (name == null) {
                throw new UndecodableException("a class without a name");
            }
            try {
                return classes.find(name);
            } catch (ClassNotFoundException e) {
                throw new KryoException(e);
            }
        }

        @Override
        public void reset() {
            super.reset();
            read.clear();
        }

        /** Called when a class is seen for the first time, before anything of it runs, on both ways. */
        @Override
        public Registration registerImplicit(Class type) {
            classes.filter().require(type);
            return isForJava(type) ? alias(type, nestedJava) : super.registerImplicit(type);
        }

        private static boolean isForJava(Class<?> type) {
            if (type.isArray() || Enum.class.isAssignableFrom(type)) {
                return false;
            }
            return JdkClasses.contains(type) ? Serializable.class.isAssignableFrom(type) : NestedJava.isRightFor(type);
        }

        Registration alias(Class<?> type, Registration registration) {
            classToRegistration.put(type, registration);
            return registration;
        }
    }
}
