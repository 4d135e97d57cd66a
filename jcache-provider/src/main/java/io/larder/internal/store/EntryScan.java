package io.larder.internal.store;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A walk through the valid entries of a cache. Entries that are there from beginning to end are found exactly once;
 * entries that come or go meanwhile are found once or not at all. Not thread-safe: one page is asked for at a time.
 */
public interface EntryScan {

    /**
     * Reads on. Cost: one or more {@code SCAN} and one {@code MGET} per slot of the entries found, pipelined.
     *
     * @return the next entries, never an empty list before the end; empty at the end
     */
    CompletionStage<List<ScannedEntry>> next();
}
