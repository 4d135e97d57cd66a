package io.larder.pressure;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers of a server as what they are known to be. */
final class Replies {

    private Replies() {}

    static List<?> list(@Nullable Object reply) {
        return (List<?>) Objects.requireNonNull(reply, "reply");
    }

    static long number(@Nullable Object reply) {
        return (Long) Objects.requireNonNull(reply, "reply");
    }
}
