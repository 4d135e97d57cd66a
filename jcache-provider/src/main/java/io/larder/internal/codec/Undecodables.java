package io.larder.internal.codec;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what did not decode, and logs each cause once. Thread-safe. */
final class Undecodables {

    private static final Logger LOG = LoggerFactory.getLogger(EntryCodec.class);

    private final LongAdder count = new LongAdder();
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    void add(Throwable failure) {
        count.increment();
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (logged.add(cause.getClass().getName())) {
            LOG.warn(
                    "An entry in Redis does not decode and is a miss ({}). Further ones of this cause are only counted.",
                    cause instanceof UndecodableException
                            ? cause.getMessage()
                            : cause.getClass().getName());
        }
    }

    long count() {
        return count.sum();
    }
}
