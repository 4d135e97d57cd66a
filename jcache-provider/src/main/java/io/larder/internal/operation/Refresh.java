package io.larder.internal.operation;

import io.larder.internal.codec.EncodedKey;
import io.larder.internal.loading.Leases;
import io.larder.internal.loading.LoadRules;
import io.larder.internal.loading.UnderWay;
import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.StoredEntry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One refresh: loads the value of an entry that is there anew, alone among all JVMs, and puts it if the entry is still the
 * one that was read. Used by one thread, once.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
final class Refresh<K, V> {

    private static final Logger log = LoggerFactory.getLogger(Refresh.class);

    private final Entries<K, V> entries;
    private final EntryStore store;
    private final Leases leases;
    private final UnderWay underWay;
    private final K key;
    private final EncodedKey encoded;
    private final long version;
    private final Loads.Source<K, V> source;
    private final LoadRules rules;
    private final long token = ThreadLocalRandom.current().nextLong();
    private volatile CompletionStage<Boolean> renewed = CompletableFuture.completedStage(true);

    Refresh(
            Entries<K, V> entries,
            Leases leases,
            UnderWay underWay,
            K key,
            EncodedKey encoded,
            long version,
            Loads.Source<K, V> source,
            LoadRules rules) {
        this.entries = entries;
        this.store = entries.store();
        this.leases = leases;
        this.underWay = underWay;
        this.key = key;
        this.encoded = encoded;
        this.version = version;
        this.source = source;
        this.rules = rules;
    }

    /** How a refresh can end. */
    enum Outcome {
        /** There is a new value; or there is none any more, and the entry is gone. */
        DONE,
        /** Something else came before, and stays. */
        OVERTAKEN,
        /** Another JVM is refreshing the entry, or has tried to in vain a moment ago. */
        ELSEWHERE,
        /** It came to nothing. */
        FAILED
    }

    String keyText() {
        return encoded.text();
    }

    /**
     * Refreshes. Costs four round trips besides the source's work; five where the value may have tags.
     *
     * @param begun called before the source is
     */
    Outcome run(Runnable begun) {
        if (underWay.isClosed()) {
            return Outcome.OVERTAKEN;
        }
        if (!leases.isShared()) {
            return load(begun);
        }
        if (!Await.result(store.leaseRefresh(keyText(), token, leases.millis()))) {
            return Outcome.ELSEWHERE;
        }
        Leases.Renewal renewal = leases.renewing(() -> renewed = store.leaseRefresh(keyText(), token, leases.millis()));
        boolean isFree = true;
        try {
            return load(begun);
        } catch (RuntimeException | Error e) {
            isFree = underWay.isClosed(); // else the lease is the pause before the next try
            throw e;
        } finally {
            renewal.end();
            if (isFree) {
                free();
            }
        }
    }

    private Outcome load(Runnable begun) {
        StoredEntry there = Await.result(store.readTimed(keyText())).entry(); // a master's answer
        if (there == null || there.version() != version) { // somebody was quicker
            return Outcome.OVERTAKEN;
        }
        begun.run();
        TagsBefore before = entries.tagsBefore(List.of(encoded), rules.entry());
        long start = System.nanoTime();
        V value = source.load(Set.of(key)).get(key);
        long loadMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (underWay.isClosed()) {
            return Outcome.OVERTAKEN;
        }
        return value == null ? takeOut() : put(value, before, loadMillis);
    }

    private Outcome put(V value, TagsBefore before, long loadMillis) {
        Change change = entries.send(
                before.on(entries.loadedWrite(encoded, value, Condition.ifVersion(version), rules, loadMillis)));
        change.tell();
        return change.isApplied() ? Outcome.DONE : Outcome.OVERTAKEN;
    }

    /** What the source has no value for any more, the cache has none for either. */
    private Outcome takeOut() {
        Taken taken = entries.send(entries.removal(keyText(), Condition.ifVersion(version), false));
        taken.tell();
        return taken.isRemoved() ? Outcome.DONE : Outcome.OVERTAKEN;
    }

    /** After the last renewal, which would take what is given back. If this fails, the lease ends by itself. */
    private void free() {
        try {
            Await.result(renewed);
            Await.result(store.endRefresh(keyText(), token));
        } catch (CacheException | IllegalStateException e) {
            log.debug("The lease of a refresh was not given back; it ends by itself", e);
        }
    }
}
