package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code MGET} for several requests: entries and the stamps, of partitions and tags, that make them valid, each name once. Filled by one
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

    /** Where the answer to one request stands. */
    private record Place(int stamp, int entry, List<Integer> tags, ReadRequest request) {}

    void add(ReadRequest request) {
        List<String> tags = request.tags();
        places.add(new Place(
                position(request.partition().stamp),
                position(request.name()),
                tags.isEmpty() ? List.of() : positions(tags, request.partition()),
                request));
    }

    private List<Integer> positions(List<String> tags, Partition partition) {
        return tags.stream().map(tag -> position(partition.tag(tag))).toList();
    }

    private int position(String name) {
        Integer known = positions.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    /** Adds the commands whose answers will be those of the requests, each its own. */
    void addTo(List<Command<?>> commands, Masters masters) {
        // Before the entries, so that what comes between the two has more time left than was told, and not less.
        for (Place place : places) {
            if (place.request().isTimed()) {
                Command<Long> remaining =
                        Command.pttl(slot, masters.onWire(place.request().name()));
                place.request().takeRemaining(remaining.answer());
                commands.add(remaining);
            }
        }
        commands.add(toCommand(masters));
    }

    private Command<List<Object>> toCommand(Masters masters) {
        Object[] wanted = new Object[names.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = masters.onWire(names.get(i));
        }
        Command<List<Object>> command = Command.mget(slot, wanted);
        command.answer().thenAccept(this::answer).exceptionally(failure -> {
            places.forEach(place -> place.request().fail(failure));
            return null;
        });
        return command;
    }

    private void answer(List<? extends @Nullable Object> found) {
        for (Place place : places) {
            List<@Nullable Object> stamps = new ArrayList<>(place.tags().size());
            place.tags().forEach(position -> stamps.add(found.get(position)));
            place.request().take(found.get(place.stamp()), found.get(place.entry()), stamps);
        }
    }
}
