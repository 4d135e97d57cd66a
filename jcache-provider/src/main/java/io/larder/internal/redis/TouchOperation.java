package io.larder.internal.redis;

import io.larder.internal.redis.TouchOperation.Touch;
import io.larder.internal.redis.TouchOperation.Touched;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Ttl;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** {@code touch.lua}. */
final class TouchOperation implements EntryOperation<Touch, Touched> {

    private static final byte[] ANY_VERSION = {};

    /**
     * A new time to live for an entry.
     *
     * @param keyText the key in its printable form
     * @param version the version that it must have, if it matters
     * @param ttl the new time to live
     * @param wanted whether the answer must carry the entry
     */
    record Touch(String keyText, OptionalLong version, Ttl ttl, boolean wanted) {}

    /**
     * What became of a touch.
     *
     * @param there whether the entry was there
     * @param entry the entry, if it was asked for
     */
    record Touched(boolean there, @Nullable StoredEntry entry) {}

    @Override
    public Script script() {
        return Script.TOUCH;
    }

    @Override
    public String keyText(Touch touch) {
        return touch.keyText();
    }

    @Override
    public int size(Touch touch) {
        return touch.keyText().length();
    }

    @Override
    public void addArguments(Touch touch, List<Object> arguments) {
        arguments.add(Wire.of(touch.keyText()));
        arguments.add(Wire.of(ThreadLocalRandom.current().nextLong()));
        arguments.add(touch.version().isPresent() ? Wire.of(touch.version().getAsLong()) : ANY_VERSION);
        arguments.add(Wire.of(touch.ttl()));
        arguments.add(Wire.of(touch.wanted()));
    }

    @Override
    public Touched result(int code, @Nullable StoredEntry previous) {
        return new Touched(code == 1, previous);
    }
}
