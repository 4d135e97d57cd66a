package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code MGET} for several readers: entries and the stamps that make them valid, each name once. Filled by one
 * thread, then sent.
 */
final class ReadCall {

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Place> places = new ArrayList<>();
    private final int slot;

    ReadCall(int slot) {
        this.slot = slot;
    }

    /** Where one reader's answer stands. */
    private record Place(int stamp, int entry, Reader reader) {}

    /** Takes what was found. */
    interface Reader {

        /** Takes what is under the name of a partition's stamp, and under that of an entry. */
        void take(@Nullable Object stamp, @Nullable Object entry);

        /** Is told that there is no answer; nothing to do for who waits for the command itself. */
        default void fail(Throwable cause) {}
    }

    void add(Partition partition, String name, Reader reader) {
        places.add(new Place(position(partition.stamp), position(name), reader));
    }

    private int position(String name) {
        Integer known = positions.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    Command<List<Object>> toCommand(Masters masters) {
        Object[] mapped = new Object[names.size()];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = masters.mapped(names.get(i));
        }
        return Command.mget(slot, mapped);
    }

    void fail(Throwable cause) {
        places.forEach(place -> place.reader().fail(cause));
    }

    void answer(List<? extends @Nullable Object> found) {
        for (Place place : places) {
            place.reader().take(found.get(place.stamp()), found.get(place.entry()));
        }
    }
}
