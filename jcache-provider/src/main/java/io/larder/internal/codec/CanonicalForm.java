package io.larder.internal.codec;

import io.larder.internal.error.CodecErrors;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a composite key as bytes that are equal for equal keys and different for different ones, whichever way their
 * sets and maps iterate, whichever list classes hold their elements, whichever instances they share. One way only: it
 * is made to be hashed. One instance per key.
 *
 * <p>Every node is a kind, a length or count, and its content, so that no two different trees give the same bytes.
 */
final class CanonicalForm {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NODES = 1_000_000;

    private final Class<?> keyType;
    private int nodes;

    /** How many enums and classes were met: the objects whose hash code differs in every JVM. */
    private int enums;

    private CanonicalForm(Class<?> keyType) {
        this.keyType = keyType;
    }

    /**
     * Returns the canonical bytes of a key.
     *
     * @throws javax.cache.CacheException if it has no stable form, or is too deep or too large to walk through
     */
    static byte[] of(Object key) {
        if (key.getClass().isArray()) {
            throw CodecErrors.keyWithoutStableForm(key.getClass(), "arrays are equal only to themselves");
        }
        if (key instanceof Class<?>) {
            throw CodecErrors.keyWithoutStableForm(key.getClass(), "a class is not data");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try {
            new CanonicalForm(key.getClass()).write(out, key, 1);
        } catch (StackOverflowError e) { // from a hashCode that follows a cycle
            throw CodecErrors.keyTooComplex(key.getClass(), "the stack");
        }
        return out.toByteArray();
    }

    private void write(ByteArrayOutputStream out, @Nullable Object part, int depth) {
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            throw CodecErrors.keyTooComplex(keyType, MAX_DEPTH + " levels or " + MAX_NODES + " parts");
        }
        String scalar = part == null ? null : ScalarKeys.write(part);
        if (part == null) {
            out.write('N');
        } else if (scalar != null) {
            enums += part instanceof Enum<?> ? 1 : 0;
            writeText(out, 'S', scalar);
        } else if (!writeContainer(out, part, depth)) {
            writeObject(out, part, depth);
        }
    }

    private boolean writeContainer(ByteArrayOutputStream out, Object part, int depth) {
        if (part instanceof List<?> list) {
            writeAll(out, 'L', list, depth);
        } else if (part instanceof Set<?> set) {
            writeSorted(out, 'T', set, depth);
        } else if (part instanceof Map<?, ?> map) {
            writeSorted(out, 'M', map.entrySet(), depth);
        } else if (part instanceof Map.Entry<?, ?> entry) {
            writeAll(out, 'E', Arrays.asList(entry.getKey(), entry.getValue()), depth);
        } else if (part instanceof Optional<?> optional) {
            writeAll(out, 'P', optional.map(List::of).orElse(List.of()), depth);
        } else if (part.getClass().isArray()) {
            writeArray(out, part, depth);
        } else {
            return writeSimple(out, part);
        }
        return true;
    }

    private boolean writeSimple(ByteArrayOutputStream out, Object part) {
        if (part instanceof Class<?> type) {
            enums++;
            writeText(out, 'C', type.getName());
        } else if (part instanceof OptionalInt || part instanceof OptionalLong || part instanceof OptionalDouble) {
            writeText(out, 'Q', part.toString());
        } else if (part instanceof Locale || part instanceof BigDecimal) { // those that are no text
            writeText(out, 'G', part.getClass().getName() + ' ' + part);
        } else {
            return false;
        }
        return true;
    }

    private void writeAll(ByteArrayOutputStream out, char kind, Collection<?> parts, int depth) {
        writeHead(out, kind, parts.size());
        for (Object part : parts) {
            write(out, part, depth + 1);
        }
    }

    private void writeSorted(ByteArrayOutputStream out, char kind, Collection<?> parts, int depth) {
        List<byte[]> forms = new ArrayList<>(parts.size());
        for (Object part : parts) {
            ByteArrayOutputStream form = new ByteArrayOutputStream();
            write(form, part, depth + 1);
            forms.add(form.toByteArray());
        }
        forms.sort(Arrays::compareUnsigned);
        writeHead(out, kind, forms.size());
        forms.forEach(out::writeBytes);
    }

    /** By content and without the component type, as {@code Arrays.deepEquals} compares. */
    private void writeArray(ByteArrayOutputStream out, Object array, int depth) {
        Class<?> component = array.getClass().getComponentType();
        int length = Array.getLength(array);
        if (array instanceof byte[] bytes) {
            writeText(out, 'B', "byte");
            writeHead(out, 'B', length);
            out.writeBytes(bytes);
            return;
        }
        writeText(out, 'A', component.isPrimitive() ? component.getName() : "");
        writeHead(out, 'A', length);
        for (int i = 0; i < length; i++) {
            write(out, Array.get(array, i), depth + 1);
        }
    }

    private void writeObject(ByteArrayOutputStream out, Object part, int depth) {
        List<Field> fields = StableFields.of(part.getClass());
        boolean hasInt = fields.stream().anyMatch(field -> field.getType() == int.class) && !(part instanceof Record);
        int hash = hasInt ? part.hashCode() : 0; // also settles a field that caches it, before that is read
        int enumsBefore = enums;
        writeText(out, 'O', part.getClass().getName());
        writeHead(out, 'O', fields.size());
        for (Field field : fields) {
            write(out, valueOf(field, part), depth + 1);
        }
        if (hasInt && enums > enumsBefore) {
            requireNoCachedHash(part, fields, hash);
        }
    }

    private static void requireNoCachedHash(Object part, List<Field> fields, int hash) {
        for (Field field : fields) {
            if (field.getType() == int.class && Objects.equals(valueOf(field, part), hash)) {
                throw CodecErrors.keyWithoutStableForm(
                        part.getClass(),
                        "its field " + field.getName() + " caches the hash code of an enum or a class, which differs in"
                                + " every JVM, and is not transient");
            }
        }
    }

    private static @Nullable Object valueOf(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw CodecErrors.keyWithoutStableForm(object.getClass(), "a field cannot be read");
        }
    }

    private static void writeText(ByteArrayOutputStream out, char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeHead(out, kind, bytes.length);
        out.writeBytes(bytes);
    }

    private static void writeHead(ByteArrayOutputStream out, char kind, int size) {
        out.write(kind);
        out.write(size >>> 24);
        out.write(size >>> 16);
        out.write(size >>> 8);
        out.write(size);
    }

    /** The fields that make up objects of a class; also the judge of whether there are any that can be trusted. */
    private static final class StableFields {

        /** The list refers to the class only, and lives in it, so that no class loader is held. */
        private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
            @Override
            protected List<Field> computeValue(Class<?> type) {
                requireStable(type);
                List<Field> fields = new ArrayList<>();
                addFields(type, fields);
                return List.copyOf(fields);
            }
        };

        static List<Field> of(Class<?> type) {
            return FIELDS.get(type);
        }

        private static void requireStable(Class<?> type) {
            if (type.isHidden() || type.isSynthetic() || java.lang.reflect.Proxy.isProxyClass(type)) {
                throw CodecErrors.keyWithoutStableForm(
                        type, "lambdas, proxies and hidden classes have no lasting name");
            }
            if (JdkClasses.contains(type)) {
                throw CodecErrors.keyWithoutStableForm(type, "it is a JDK class that is not known to be a value");
            }
            if (Collection.class.isAssignableFrom(type)) {
                throw CodecErrors.keyWithoutStableForm(
                        type, "of the collections only lists, sets and maps are compared" + " by their elements");
            }
            if (!overrides(type, "equals", Object.class) || !overrides(type, "hashCode")) {
                throw CodecErrors.keyWithoutStableForm(
                        type, "it does not override equals and hashCode, so an instance" + " is equal only to itself");
            }
        }

        private static boolean overrides(Class<?> type, String name, Class<?>... parameters) {
            try {
                return type.getMethod(name, parameters).getDeclaringClass() != Object.class;
            } catch (NoSuchMethodException e) {
                throw new AssertionError(e); // every class has both
            }
        }

        /** Superclasses first; within a class in the order of names, because the JVM promises no order. */
        private static void addFields(Class<?> type, List<Field> fields) {
            if (type.getSuperclass() != null) {
                addFields(type.getSuperclass(), fields);
            }
            Arrays.stream(type.getDeclaredFields())
                    .filter(f -> !Modifier.isStatic(f.getModifiers()) && !Modifier.isTransient(f.getModifiers()))
                    .filter(f -> !f.isSynthetic())
                    .sorted(java.util.Comparator.comparing(Field::getName))
                    .forEach(field -> fields.add(opened(field)));
        }

        private static Field opened(Field field) {
            try {
                field.setAccessible(true);
                return field;
            } catch (InaccessibleObjectException e) {
                throw CodecErrors.keyWithoutStableForm(
                        field.getDeclaringClass(), "its module does not open its fields to reflection");
            }
        }
    }
}
