package io.larder.internal.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Java serialization inside of Kryo, for objects that know best how to write themselves, and for those whose fields
 * reflection cannot reach. What comes back may be of another class than what was written ({@code writeReplace}), so the
 * bytes do not name it: this class stands for it.
 */
final class NestedJava extends Serializer<Object> {

    private final JavaSerialization java;

    NestedJava(JavaSerialization java) {
        this.java = java;
    }

    @Override
    public void write(Kryo kryo, Output output, Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        java.write(object, bytes);
        output.writeVarInt(bytes.size(), true);
        output.writeBytes(bytes.toByteArray());
    }

    @Override
    public @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
        byte[] bytes = input.readBytes(input.readVarInt(true));
        try {
            return java.read(bytes, 0, bytes.length);
        } catch (IOException | ClassNotFoundException e) {
            throw new KryoException(e);
        }
    }

    /** Tells whether a class, which is not of the JDK, can only or should be written by Java serialization. */
    static boolean isRightFor(Class<?> type) {
        return Serializable.class.isAssignableFrom(type)
                && (Externalizable.class.isAssignableFrom(type)
                        || Proxy.isProxyClass(type)
                        || writesItself(type)
                        || inheritsJdkState(type));
    }

    private static boolean writesItself(Class<?> type) {
        return declares(type, "writeReplace")
                || declares(type, "readResolve")
                || declares(type, "writeObject", ObjectOutputStream.class)
                || declares(type, "readObject", ObjectInputStream.class)
                || Arrays.stream(type.getDeclaredFields())
                        .anyMatch(f -> f.getName().equals("serialPersistentFields"))
                || (type.getSuperclass() != null && writesItself(type.getSuperclass()));
    }

    private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(m -> m.getName().equals(method) && Arrays.equals(m.getParameterTypes(), parameters));
    }

    /** Tells whether a superclass from the JDK holds state, which no reflection reaches. */
    static boolean inheritsJdkState(Class<?> type) {
        for (Class<?> t = type.getSuperclass(); t != null; t = t.getSuperclass()) {
            boolean stateful =
                    Arrays.stream(t.getDeclaredFields()).anyMatch(field -> !Modifier.isStatic(field.getModifiers()));
            if (stateful && JdkClasses.contains(t)) {
                return true;
            }
        }
        return false;
    }
}
