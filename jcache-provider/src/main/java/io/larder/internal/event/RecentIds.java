package io.larder.internal.event;

import java.util.LinkedHashSet;
import java.util.Set;

/** The last few ids that were put in. Thread-safe. */
final class RecentIds {

    private static final int LIMIT = 1024;

    private final Set<Long> ids = new LinkedHashSet<>();

    synchronized void add(long id) {
        ids.add(id);
        if (ids.size() > LIMIT) {
            ids.remove(ids.iterator().next());
        }
    }

    synchronized boolean remove(long id) {
        return !ids.isEmpty() && ids.remove(id);
    }
}
