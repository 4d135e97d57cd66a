package io.larder.internal.operation;

import io.larder.internal.codec.KeyPattern;
import io.larder.internal.store.ScannedEntry;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a cache that match a pattern, page by page. Keys of entries that stay are found once; those of entries that
 * come or go meanwhile, once or not at all. Used by one thread, but for {@link #end}.
 *
 * @param <K> the type of key
 */
final class KeyWalk<K> implements Iterator<K> {

    private final Runnable openCheck;
    private final Pages<K> pages;

    KeyWalk(Entries<K, ?> entries, KeyPattern pattern, int pageSize, Runnable openCheck) {
        this.openCheck = openCheck;
        this.pages = new Pages<>(
                entries.store().scan(pageSize, pattern.keyTexts()), scanned -> found(entries, pattern, scanned));
    }

    /** Reads no further page. */
    void end() {
        pages.end();
    }

    @Override
    public boolean hasNext() {
        openCheck.run();
        return pages.hasNext();
    }

    /** Bytes that cannot be decoded are no entry. */
    private static <K> @Nullable K found(Entries<K, ?> entries, KeyPattern pattern, ScannedEntry scanned) {
        K key = entries.codec().decodeKey(scanned.keyText(), scanned.entry().payload());
        return key != null && pattern.matches(key) && entries.value(scanned.entry()) != null ? key : null;
    }

    @Override
    public K next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There is no further key in the cache that matches");
        }
        return pages.next();
    }
}
