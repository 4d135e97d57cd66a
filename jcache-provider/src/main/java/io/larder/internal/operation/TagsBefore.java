package io.larder.internal.operation;

import io.larder.internal.store.TagPosition;
import io.larder.internal.store.Write;
import java.util.Map;

/**
 * How far invalidations of tags had come before values were computed, by key text. Immutable.
 *
 * @param positions the positions; none where nobody will know tags of the values only afterwards
 */
record TagsBefore(Map<String, TagPosition> positions) {

    static final TagsBefore UNKNOWN = new TagsBefore(Map.of());

    /** Returns a write that is refused if one of its tags was invalidated since. */
    Write on(Write write) {
        TagPosition position = positions.get(write.keyText());
        return position == null ? write : write.since(position);
    }
}
