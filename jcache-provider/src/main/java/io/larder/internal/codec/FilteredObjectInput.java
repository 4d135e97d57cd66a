package io.larder.internal.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Java deserialization that finds its classes behind one class loader and one filter, and believes no length. Arrays,
 * hash tables included, may have a few times as many slots as there are bytes.
 */
final class FilteredObjectInput extends ObjectInputStream {

    private static final int SLOTS_PER_BYTE = 16;
    private static final int SLACK = 1024;
    private static final int MAX_DEPTH = 10_000;

    private static final Map<String, Class<?>> PRIMITIVES = Stream.of(
                    boolean.class,
                    byte.class,
                    char.class,
                    short.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class,
                    void.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    private final AllowedClasses classes;
    private long unclaimed;

    FilteredObjectInput(byte[] bytes, int offset, int length, AllowedClasses classes) throws IOException {
        super(new ByteArrayInputStream(bytes, offset, length));
        this.classes = classes;
        this.unclaimed = (long) SLOTS_PER_BYTE * length + SLACK;
        setObjectInputFilter(this::claim);
    }

    private Status claim(FilterInfo info) {
        if (info.arrayLength() > 0) {
            unclaimed -= info.arrayLength();
        }
        return unclaimed < 0 || info.depth() > MAX_DEPTH ? Status.REJECTED : Status.UNDECIDED;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
        Class<?> primitive = PRIMITIVES.get(description.getName());
        return primitive != null ? primitive : classes.find(description.getName());
    }

    @Override
    @SuppressWarnings("deprecation") // there is no other way to get the class rather than an instance
    protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
        Class<?>[] interfaces = new Class<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            interfaces[i] = classes.find(names[i]);
        }
        try {
            return Proxy.getProxyClass(classes.loader(), interfaces);
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException("a proxy's interfaces do not fit together", e);
        }
    }
}
