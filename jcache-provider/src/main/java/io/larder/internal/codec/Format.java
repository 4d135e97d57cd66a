package io.larder.internal.codec;

/** How some bytes are to be read. The ids are part of the data format and never change their meaning. */
enum Format {
    KRYO(1),
    JAVA(2),
    BYTES(3),
    /** Well-formed UTF-8. */
    STRING(4),
    /** The full text of a key whose text in Redis is a digest; occurs in key bodies only. */
    KEY_TEXT(5);

    private final int id;

    Format(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    /**
     * Returns the format of an id.
     *
     * @throws UndecodableException if there is none
     */
    static Format of(int id) {
        return switch (id) {
            case 1 -> KRYO;
            case 2 -> JAVA;
            case 3 -> BYTES;
            case 4 -> STRING;
            case 5 -> KEY_TEXT;
            default -> throw new UndecodableException("unknown format");
        };
    }
}
