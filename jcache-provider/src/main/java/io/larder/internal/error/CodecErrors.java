package io.larder.internal.error;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a key, a value or their classes. Messages name classes, never contents. */
public final class CodecErrors {

    private CodecErrors() {}

    /** LRD-201: equal keys of this type cannot be recognised by what they hold. */
    public static CacheException keyWithoutStableForm(Class<?> type, String why) {
        return error(
                "LRD-201",
                "A key holds an instance of " + type.getName() + ", which has no stable form: " + why,
                "Equal keys must have equal texts in every JVM",
                "Use a String, a number, a UUID, an enum, a record, a collection of these, or a class that overrides"
                        + " equals and hashCode and whose fields are such types");
    }

    /** LRD-202: a key refers to itself, is nested too deeply, or is too large to walk through. */
    public static CacheException keyTooComplex(Class<?> type, String limit) {
        return error(
                "LRD-202",
                "A key of " + type.getName() + " exceeds " + limit,
                "A key is a small tree of values, without cycles",
                "Use the parts that identify the object as the key, not the object itself");
    }

    /** LRD-203: the class filter does not allow a class. */
    public static CacheException classRefused(Class<?> type) {
        return error(
                "LRD-203",
                "The class filter refuses " + type.getName(),
                "Only JDK value types and the application's allowed classes may go into a cache and come out of it",
                "If instances of this class are values that may be read from Redis, add the class to the allowed"
                        + " classes; otherwise keep it out of the cached object");
    }

    /** LRD-204: something in a key or a value has no serialized form. */
    public static CacheException notSerializable(String className, String why) {
        return notSerializable(className, why, null);
    }

    /** LRD-204: something in a key or a value has no serialized form. */
    public static CacheException notSerializable(String className, String why, @Nullable Throwable cause) {
        return error(
                "LRD-204",
                "An instance of " + className + " cannot be serialized: " + why,
                "Keys and values are stored as bytes, with everything that they refer to",
                "Make the field transient, replace the object by the data it stands for, or choose another value format",
                cause);
    }

    /** LRD-205: the raw format got something else than bytes or text. */
    public static CacheException notRaw(Class<?> type) {
        return error(
                "LRD-205",
                "The value format RAW got an instance of " + type.getName(),
                "RAW stores byte[] and well-formed String values as they are, and nothing else",
                "Convert the value, or configure the cache with the value format KRYO or JAVA");
    }

    /** LRD-206: a value is nested too deeply or too large for a byte array. */
    public static CacheException tooDeepOrTooLarge(Class<?> type, Throwable cause) {
        return error(
                "LRD-206",
                "An instance of " + type.getName() + " is nested too deeply or too large to be serialized",
                "A value is at most 512 references deep and its bytes fit into one array",
                "Store long chains as lists, or split the value into several entries",
                cause);
    }

    /** LRD-207: a pattern of the class filter is not one. */
    public static CacheException badClassPattern(IllegalArgumentException cause) {
        return error(
                "LRD-207",
                "The allowed classes do not parse: " + cause.getMessage(),
                "They are patterns of java.io.ObjectInputFilter, such as com.acme.model.* or com.acme.**",
                "Correct the pattern",
                cause);
    }

    private static CacheException error(String id, String refused, String rule, String remedy) {
        return new CacheException(Message.of(id, refused, rule, remedy));
    }

    private static CacheException error(
            String id, String refused, String rule, String remedy, @Nullable Throwable cause) {
        return new CacheException(Message.of(id, refused, rule, remedy), cause);
    }
}
