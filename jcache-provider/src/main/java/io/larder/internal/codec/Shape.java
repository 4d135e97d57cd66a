package io.larder.internal.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The names and types of a class's fields, as a number that is written once per class and payload. Fields are written
 * without their names, so that bytes of an older version of a class would otherwise be read into the wrong fields; with
 * it, a changed class makes its old entries misses. Not thread-safe, as the Kryo is not that it is for.
 */
final class Shape {

    private final Class<?> type;
    private final CRC32C fingerprint = new CRC32C();

    /** The last graph of the Kryo whose serializer this belongs to that the class was met in. */
    private long met = LarderKryo.NO_GRAPH;

    Shape(Class<?> type) {
        this.type = type;
    }

    void add(String name, Class<?> fieldType) {
        fingerprint.update((name + ' ' + fieldType.getName() + '\n').getBytes(StandardCharsets.UTF_8));
    }

    void write(Kryo kryo, Output out) {
        if (isFirst(kryo)) {
            out.writeInt((int) fingerprint.getValue());
        }
    }

    void check(Kryo kryo, Input in) {
        if (isFirst(kryo) && in.readInt() != (int) fingerprint.getValue()) {
            throw new UndecodableException("the fields of " + type.getName() + " have changed");
        }
    }

    private boolean isFirst(Kryo kryo) {
        long graph = ((LarderKryo) kryo).graph();
        boolean first = met != graph;
        met = graph;
        return first;
    }
}
