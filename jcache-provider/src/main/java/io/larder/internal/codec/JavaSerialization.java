package io.larder.internal.codec;

import io.larder.internal.error.CodecErrors;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Java serialization through the class filter, on both ways. Thread-safe. */
final class JavaSerialization {

    private final AllowedClasses classes;

    JavaSerialization(AllowedClasses classes) {
        this.classes = classes;
    }

    /**
     * Writes an object.
     *
     * @throws javax.cache.CacheException if it, or something that it refers to, cannot be written or is refused
     */
    void write(Object object, OutputStream out) {
        try (FilteredObjectOutput objects = new FilteredObjectOutput(out)) {
            objects.writeObject(object);
        } catch (NotSerializableException e) {
            throw CodecErrors.notSerializable(String.valueOf(e.getMessage()), "it is not java.io.Serializable", e);
        } catch (IOException e) {
            throw CodecErrors.notSerializable(object.getClass().getName(), "its serialization failed", e);
        }
    }

    /** Reads one object that fills a range of bytes. */
    @Nullable
    Object read(byte[] bytes, int offset, int length) throws IOException, ClassNotFoundException {
        try (FilteredObjectInput objects = new FilteredObjectInput(bytes, offset, length, classes)) {
            Object object = objects.readObject();
            if (objects.read() >= 0) {
                throw new UndecodableException("more than one object");
            }
            return object;
        }
    }

    /** Shows each class to the filter before its first instance is written. */
    private final class FilteredObjectOutput extends ObjectOutputStream {

        FilteredObjectOutput(OutputStream out) throws IOException {
            super(out);
        }

        @Override
        protected void annotateClass(Class<?> type) {
            if (type != void.class) {
                classes.filter().require(type);
            }
        }

        @Override
        protected void annotateProxyClass(Class<?> type) {
            classes.filter().require(type);
        }
    }
}
