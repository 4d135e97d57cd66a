package io.larder;

/** How values are turned into bytes. */
public enum ValueFormat {
    /** Kryo: compact and fast, any class that the class filter allows, {@code Serializable} or not. The default. */
    KRYO,
    /** Java serialization: for classes that define their own {@code writeObject} and friends throughout. */
    JAVA,
    /** No serialization: {@code byte[]} and {@code String} as they are, nothing else. */
    RAW
}
