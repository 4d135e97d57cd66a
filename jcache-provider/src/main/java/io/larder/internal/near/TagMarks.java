package io.larder.internal.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The marks of one generation's tags, and which tags were invalidated lately. Thread-safe.
 *
 * <p>A mark is there as long as an entry refers to it, so there are never more of them than the entries that are kept have
 * tags. To invalidate a tag is to kill its mark, however many entries have it.
 */
final class TagMarks {

    static final TagMark[] NONE = {};
    private static final int LATEST = 64;

    private final Cache<String, TagMark> marks =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

    /** The tag that was invalidated as number n is at n modulo the length, until it is overwritten. */
    private final @Nullable String[] latest = new String[LATEST];

    /** How many tags were invalidated. Written under the lock. */
    private volatile long count;

    /** Returns how far invalidations are: to be taken before an entry is asked for. */
    long position() {
        return count;
    }

    /**
     * Returns the marks of an entry that was asked for.
     *
     * @param before the position before it was asked for
     * @return {@code null} if one of the tags was invalidated since, or nobody can tell any more: what was read may be older
     */
    TagMark @Nullable [] of(List<String> tags, long before) {
        if (tags.isEmpty()) {
            return NONE;
        }
        // First the marks, then the look at what was invalidated: what comes after the look finds the marks, and kills
        // them.
        TagMark[] found = new TagMark[tags.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = marks.get(tags.get(i), tag -> new TagMark());
        }
        return isOneOf(tags, before) ? null : found;
    }

    private synchronized boolean isOneOf(List<String> tags, long before) {
        if (count - before > LATEST) {
            return true;
        }
        for (long number = before; number < count; number++) {
            if (tags.contains(latest[(int) (number % LATEST)])) {
                return true;
            }
        }
        return false;
    }

    void invalidate(Collection<String> tags) {
        note(tags);
        for (String tag : tags) {
            TagMark mark = marks.asMap().remove(tag);
            if (mark != null) {
                mark.kill();
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private synchronized void note(Collection<String> tags) {
        for (String tag : tags) {
            latest[(int) (count % LATEST)] = tag;
            count++;
        }
    }

    /** Lets go of the names of tags whose entries are gone. */
    void tidy() {
        marks.cleanUp();
    }

    /** Returns about how many marks there are. */
    long size() {
        return marks.estimatedSize();
    }
}
