package io.larder.internal.operation;

import io.larder.EntryTtl;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.store.TimedEntry;
import io.larder.internal.store.Ttl;
import java.time.Duration;

/**
 * {@code ttl}, {@code expire} and {@code persist}: they look at times to live and change them, and are no access of the
 * entry: no policy is asked, nothing is counted. Thread-safe.
 *
 * @param <K> the type of key
 */
public final class TtlOperations<K> {

    private final Entries<K, ?> entries;

    /** Puts the operations together. */
    public TtlOperations(Entries<K, ?> entries) {
        this.entries = entries;
    }

    /** One round trip. */
    public EntryTtl ttl(K key) {
        EncodedKey encoded = entries.encode(key);
        TimedEntry timed = Await.result(entries.store().readWithTtl(encoded.text()));
        if (timed == null || entries.value(timed.entry()) == null) {
            return EntryTtl.absent();
        }
        return timed.remaining() instanceof Ttl.Lasting lasting
                ? EntryTtl.of(Duration.ofMillis(lasting.millis()))
                : EntryTtl.eternal();
    }

    /** One round trip. Returns whether there was an entry. */
    public boolean give(K key, Ttl ttl) {
        return Await.result(entries.store().expire(entries.encode(key).text(), ttl));
    }
}
