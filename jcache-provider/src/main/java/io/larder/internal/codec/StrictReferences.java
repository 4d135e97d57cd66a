package io.larder.internal.codec;

import com.esotericsoftware.kryo.util.MapReferenceResolver;
import com.esotericsoftware.kryo.util.Util;
import io.larder.internal.error.CodecErrors;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Keeps shared and cyclic references, except where they cannot be kept: an object that is built from its finished parts,
 * such as a record, cannot be among its own parts. Kryo would read such a reference as {@code null}.
 */
final class StrictReferences extends MapReferenceResolver {

    private final Set<Object> unfinished = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Notes that an object's parts are being written that must exist before it. */
    void begin(Object object) {
        unfinished.add(object);
    }

    /** Notes that all parts of the object have been written. */
    void end(Object object) {
        unfinished.remove(object);
    }

    @Override
    public int getWrittenId(Object object) {
        int id = super.getWrittenId(object);
        if (id != -1 && !unfinished.isEmpty() && unfinished.contains(object)) {
            throw CodecErrors.notSerializable(object.getClass().getName(), "it is immutable and among its own parts");
        }
        return id;
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared by Kryo
    public Object getReadObject(Class type, int id) {
        Object object = super.getReadObject(type, id);
        if (object == null) {
            throw new UndecodableException("a reference to an unfinished object");
        }
        return object;
    }

    /** Immutable leaves are cheaper to repeat than to look for. */
    @Override
    @SuppressWarnings("rawtypes") // as declared by Kryo
    public boolean useReferences(Class type) {
        return type != String.class && !Util.isWrapperClass(type) && !Util.isEnum(type);
    }

    @Override
    public void reset() {
        super.reset();
        if (!unfinished.isEmpty()) { // to empty it is to go through all of its table
            unfinished.clear();
        }
    }
}
