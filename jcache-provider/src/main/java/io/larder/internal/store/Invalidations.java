package io.larder.internal.store;

import java.util.Collection;

/**
 * Who wants to know which entries change, and when that knowledge has gaps; see {@link EntryStore#follow}. Called on
 * threads that must not be blocked, by several at a time.
 */
public interface Invalidations {

    /** From now on every change is told: what is read after this call and not told of is as it was read. */
    void begin();

    /** An entry is no longer what it was: another value, another time to live, created, or gone. */
    void changed(String keyText);

    /**
     * Entries with one of these tags are gone, but for those that were written since.
     *
     * @param tags tags as {@link NameText}s
     */
    void tagsChanged(Collection<String> tags);

    /** No entry is what it was. */
    void allChanged();

    /** Some time has passed: an occasion to let go of what is of no use any more. */
    void tidy();

    /** Changes may not be told any more, until {@link #begin()} is called again. */
    void end();
}
