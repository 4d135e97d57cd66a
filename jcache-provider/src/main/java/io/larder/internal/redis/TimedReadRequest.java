package io.larder.internal.redis;

import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.TimedEntry;
import io.larder.internal.store.Ttl;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one entry and how long it has still to live: its part of an {@code MGET}, and a {@code PTTL} that leaves with
 * that, behind it.
 */
final class TimedReadRequest extends Request<@Nullable TimedEntry> {

    private static final long NO_END = -1;
    private static final long NOTHING_THERE = -2;

    private final ReadRequest entry;

    TimedReadRequest(String operation, Failures failures, ReadRequest entry) {
        super(operation, failures, entry.partition(), entry.name());
        this.entry = entry;
    }

    /** The part that is a read as others are. */
    ReadRequest entry() {
        return entry;
    }

    @Override
    int bytes() {
        return entry.bytes();
    }

    /** Returns the other part; both together answer this. */
    Command<Long> toTtlCommand(Masters masters) {
        Command<Long> command = Command.pttl(partition().slot, masters.onWire(name()));
        entry.thenCombine(command.answer(), TimedReadRequest::timed)
                .thenAccept(this::complete)
                .exceptionally(failure -> {
                    fail(failure);
                    return null;
                });
        return command;
    }

    private static @Nullable TimedEntry timed(@Nullable StoredEntry entry, long millis) {
        if (entry == null || millis == NOTHING_THERE) {
            return null;
        }
        return new TimedEntry(entry, millis == NO_END ? Ttl.ETERNAL : Ttl.ofMillis(Math.max(millis, 1)));
    }
}
