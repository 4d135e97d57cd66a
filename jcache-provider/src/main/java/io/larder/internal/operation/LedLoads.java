package io.larder.internal.operation;

import io.larder.internal.codec.EncodedKey;
import io.larder.internal.error.CacheErrors;
import io.larder.internal.error.LoadErrors;
import io.larder.internal.loading.Flight;
import io.larder.internal.loading.Flights;
import io.larder.internal.loading.Landing;
import io.larder.internal.loading.Leases;
import io.larder.internal.loading.Leases.Lease;
import io.larder.internal.loading.LoadRules;
import io.larder.internal.operation.Loads.Led;
import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.LoadRequest;
import io.larder.internal.store.LoadSettlement;
import io.larder.internal.store.LoadStart;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The loads that one call leads in this JVM: asks the store which of them are this JVM's to make, makes those at once,
 * and waits for other JVMs only while it has none to make. How they are made depends on the source: see {@link LedCall} and
 * {@link LedStage}. Used by one thread, once.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
abstract class LedLoads<K, V> {

    /** Long enough for those who wait to look once more, short enough not to be noticed by those who come later. */
    private static final long FAILURE_MILLIS = 2_000;

    private static final long SHORTEST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 32;

    private final String cacheName;
    private final Entries<K, V> entries;
    private final EntryStore store;
    final Flights flights;
    private final Leases leases;
    private final LoadRules rules;
    final Map<K, V> found;

    LedLoads(
            String cacheName, Entries<K, V> entries, Flights flights, Leases leases, LoadRules rules, Map<K, V> found) {
        this.cacheName = cacheName;
        this.entries = entries;
        this.store = entries.store();
        this.flights = flights;
        this.leases = leases;
        this.rules = rules;
        this.found = found;
    }

    /**
     * A load that is this JVM's to make.
     *
     * @param condition what must still be true when its value is put
     * @param lease what keeps other JVMs away, {@code null} if nothing does
     */
    record Granted<K>(
            Led<K> led, Condition condition, @Nullable Lease lease) {

        K key() {
            return led.key();
        }

        EncodedKey encoded() {
            return led.encoded();
        }

        Flight flight() {
            return led.flight();
        }
    }

    /** Ends with every flight landed, whatever happens. */
    void bringToAnEnd(List<Led<K>> led) {
        List<Led<K>> open = led;
        long pauseMillis = SHORTEST_PAUSE_MILLIS;
        try {
            while (!open.isEmpty()) {
                List<Led<K>> waiting = new ArrayList<>();
                List<Granted<K>> granted = ask(open, waiting);
                if (!granted.isEmpty()) {
                    make(granted, waiting);
                } else if (!waiting.isEmpty()) {
                    pause(pauseMillis);
                    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
                }
                open = waiting;
            }
        } catch (RuntimeException | Error e) {
            Landing landing = failure(e);
            led.forEach(each -> flights.land(each.flight(), landing));
            throw e;
        }
    }

    /** What interrupted the one who loads says nothing to those who wait for it. */
    final Landing failure(Throwable cause) {
        if (flights.isClosed()) {
            return Landing.CLOSED;
        }
        return Thread.currentThread().isInterrupted() ? Landing.AGAIN : new Landing.Failed(cause);
    }

    private void pause(long millis) {
        if (!flights.pause(millis)) {
            throw CacheErrors.cacheClosed(cacheName);
        }
    }

    // --- asking who loads ------------------------------------------------------------------------------------------

    /**
     * Asks the store.
     *
     * @param waiting gets those that another JVM is loading
     */
    final List<Granted<K>> ask(List<Led<K>> open, List<Led<K>> waiting) {
        if (flights.isClosed()) {
            throw CacheErrors.cacheClosed(cacheName);
        }
        List<Granted<K>> granted = new ArrayList<>();
        try {
            if (leases.isShared()) {
                begin(open, granted, waiting);
            } else {
                readAgain(open, granted);
            }
            return granted;
        } catch (RuntimeException e) {
            takeBack(granted);
            land(granted, Landing.AGAIN, waiting);
            throw e;
        }
    }

    private void begin(List<Led<K>> open, List<Granted<K>> granted, List<Led<K>> waiting) {
        List<LoadRequest> requests = open.stream().map(this::request).toList();
        List<CompletionStage<LoadStart>> starts = leases.begin(requests);
        Batch<Runnable> batch = new Batch<>(open.size());
        for (int i = 0; i < open.size(); i++) {
            Led<K> led = open.get(i);
            CompletionStage<LoadStart> start = starts.get(i);
            Lease lease = new Lease(led.encoded().text(), requests.get(i).token());
            batch.add(() -> {
                LoadStart answer = Await.result(start);
                return () -> take(led, answer, lease, granted, waiting);
            });
        }
        batch.each(batch.received(), Runnable::run);
        batch.raiseFailure();
    }

    private LoadRequest request(Led<K> led) {
        long token = ThreadLocalRandom.current().nextLong();
        return new LoadRequest(led.encoded().text(), token, leases.millis(), led.awaited(), false);
    }

    private void take(Led<K> led, LoadStart start, Lease lease, List<Granted<K>> granted, List<Led<K>> waiting) {
        if (start instanceof LoadStart.Present present) {
            takeEntry(led, present.entry(), granted);
        } else if (start instanceof LoadStart.Busy busy) {
            led.await(busy.token());
            waiting.add(led);
        } else if (start instanceof LoadStart.Failed failed) {
            CacheException failure = LoadErrors.failedElsewhere(failed.message());
            flights.land(led.flight(), new Landing.Failed(failure));
            throw failure;
        } else if (start instanceof LoadStart.KnownFailure known) {
            CacheException failure = Loads.knownFailure(known.failureClass());
            flights.land(led.flight(), new Landing.Failed(failure));
            throw failure;
        } else if (start == LoadStart.BEGUN) {
            granted.add(new Granted<>(led, Condition.ifLoading(lease.token()), lease));
        } else {
            flights.land(led.flight(), Landing.EMPTY);
        }
    }

    /** Bytes that cannot be decoded are no value, and are replaced if they are still there when there is one. */
    private void takeEntry(Led<K> led, StoredEntry entry, List<Granted<K>> granted) {
        V value = entries.value(entry);
        if (value == null) {
            granted.add(new Granted<>(led, Condition.ifVersion(entry.version()), null));
        } else {
            found.put(led.key(), value);
            flights.land(led.flight(), new Landing.Loaded(entry.payload()));
        }
    }

    /** Somebody of this JVM may have loaded it since the caller missed it. */
    private void readAgain(List<Led<K>> open, List<Granted<K>> granted) {
        List<@Nullable StoredEntry> there = open.size() == 1
                ? single(Await.result(store.read(open.get(0).encoded().text())))
                : Await.result(store.readAll(
                        open.stream().map(led -> led.encoded().text()).toList()));
        for (int i = 0; i < open.size(); i++) {
            StoredEntry entry = there.get(i);
            if (entry == null) {
                granted.add(new Granted<>(open.get(i), Condition.IF_ABSENT, null));
            } else {
                takeEntry(open.get(i), entry, granted);
            }
        }
    }

    private static List<@Nullable StoredEntry> single(@Nullable StoredEntry entry) {
        List<@Nullable StoredEntry> list = new ArrayList<>(1);
        list.add(entry);
        return list;
    }

    // --- loading ---------------------------------------------------------------------------------------------------

    /**
     * Loads what is this JVM's to load, and sees to it that it is put.
     *
     * @param waiting what another JVM is loading meanwhile
     */
    abstract void make(List<Granted<K>> granted, List<Led<K>> waiting);

    /** Keeps other JVMs away until it is ended. */
    final Leases.Renewal renewing(List<Granted<K>> granted) {
        List<Lease> held = new ArrayList<>();
        for (Granted<K> each : granted) {
            if (each.lease() != null) {
                held.add(each.lease());
            }
        }
        return leases.renewing(held);
    }

    /** Asks where invalidations of tags stand, to be called before the source is. */
    final TagsBefore tagsBefore(List<Granted<K>> granted, List<Led<K>> waiting) {
        try {
            return entries.tagsBefore(granted.stream().map(Granted::encoded).toList(), rules.entry());
        } catch (RuntimeException e) {
            takeBack(granted);
            land(granted, Landing.AGAIN, waiting);
            throw e;
        }
    }

    /** Tells everybody that the source failed. */
    final void fail(List<Granted<K>> granted, List<Led<K>> waiting, Throwable cause) {
        Landing landing = failure(cause);
        settle(
                granted,
                landing == Landing.AGAIN
                        ? lease -> LoadSettlement.takenBack(lease.keyText(), lease.token())
                        : failureOf(cause, granted.size()));
        land(granted, landing, waiting);
    }

    /** Those who wait for what another JVM loads begin anew. */
    private void land(List<Granted<K>> granted, Landing landing, List<Led<K>> waiting) {
        granted.forEach(each -> flights.land(each.flight(), landing));
        waiting.forEach(each -> flights.land(each.flight(), Landing.AGAIN));
    }

    /** A failure that is to be remembered is that of one key: which of several it was nobody knows. */
    private Function<Lease, LoadSettlement> failureOf(Throwable failure, int keys) {
        Optional<String> kept = keys == 1 ? rules.failures().find(failure) : Optional.empty();
        return kept.isPresent()
                ? lease -> LoadSettlement.knownFailure(
                        lease.keyText(), lease.token(), rules.failures().millis(), kept.get())
                : lease -> LoadSettlement.failed(lease.keyText(), lease.token(), FAILURE_MILLIS, told(failure));
    }

    /** What other JVMs are told: what failed, not the loader's own text, which may say more than they should store. */
    private static String told(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getClass().getName();
    }

    /**
     * Puts what the source has brought, and tells everybody of it.
     *
     * @param startNanos when the source was called
     */
    final void install(List<Granted<K>> granted, Map<K, V> loaded, TagsBefore before, long startNanos) {
        long loadMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (flights.isClosed()) { // who loaded gets the values, the cache does not
            takeBack(granted);
            found.putAll(loaded);
            return;
        }
        Map<String, Granted<K>> grantedOf = new HashMap<>();
        List<Write> writes = new ArrayList<>();
        List<Granted<K>> empty = new ArrayList<>();
        for (Granted<K> each : granted) {
            V value = loaded.get(each.key());
            if (value == null) {
                empty.add(each);
            } else {
                found.put(each.key(), value);
                grantedOf.put(each.encoded().text(), each);
                writes.add(before.on(write(granted, each, value, loadMillis)));
            }
        }
        landEmpty(empty);
        send(writes, grantedOf);
    }

    /** Where a value cannot be written, or the tagger fails, none of those that were loaded together is. */
    private Write write(List<Granted<K>> all, Granted<K> granted, V value, long loadMillis) {
        try {
            return entries.loadedWrite(granted.encoded(), value, granted.condition(), rules, loadMillis);
        } catch (RuntimeException e) {
            takeBack(all);
            throw e;
        }
    }

    private void landEmpty(List<Granted<K>> empty) {
        Set<String> unsettled = settle(empty, this::absence);
        for (Granted<K> each : empty) {
            boolean current = !unsettled.contains(each.encoded().text());
            flights.land(each.flight(), current ? Landing.EMPTY : Landing.AGAIN);
        }
    }

    private LoadSettlement absence(Lease lease) {
        return rules.absenceMillis() > 0
                ? LoadSettlement.knownAbsent(lease.keyText(), lease.token(), rules.absenceMillis())
                : LoadSettlement.takenBack(lease.keyText(), lease.token());
    }

    private void send(List<Write> writes, Map<String, Granted<K>> grantedOf) {
        if (writes.size() == 1) {
            Change change = entries.send(writes.get(0));
            land(List.of(change), grantedOf);
            change.tell();
            return;
        }
        Batch<Change> batch = entries.sendAll(writes);
        List<Change> received = batch.received();
        land(received, grantedOf);
        batch.each(received, Change::tell);
        batch.raiseFailure();
    }

    /**
     * What the policy lets expire at once was current all the same; what another change came before was not. That change has
     * ended the lease, but for an invalidation of a tag, which knows nothing of loads: then those who begin anew must find
     * the lease given back.
     */
    private void land(List<Change> changes, Map<String, Granted<K>> grantedOf) {
        List<Granted<K>> overtaken = new ArrayList<>();
        for (Change change : changes) {
            Granted<K> granted = grantedOf.get(change.write().keyText());
            if (granted == null) {
                continue;
            }
            if (change.outcome() != WriteResult.Outcome.REFUSED) {
                flights.land(granted.flight(), new Landing.Loaded(change.write().payload()));
            } else if (change.write().before() == null) {
                flights.land(granted.flight(), Landing.AGAIN);
            } else {
                overtaken.add(granted);
            }
        }
        takeBack(overtaken);
        overtaken.forEach(granted -> flights.land(granted.flight(), Landing.AGAIN));
    }

    private void takeBack(List<Granted<K>> granted) {
        settle(granted, lease -> LoadSettlement.takenBack(lease.keyText(), lease.token()));
    }

    /**
     * Tells other JVMs what became of loads; if they cannot be told, they learn it when the lease is over. A thread that
     * was interrupted does not wait for the answer.
     *
     * @return the key texts of loads that another change had ended, as far as that is known
     */
    private Set<String> settle(List<Granted<K>> granted, Function<Lease, LoadSettlement> how) {
        List<LoadSettlement> settlements = new ArrayList<>();
        for (Granted<K> each : granted) {
            if (each.lease() != null) {
                settlements.add(how.apply(each.lease()));
            }
        }
        return settlements.isEmpty() ? Set.of() : settle(settlements);
    }

    private Set<String> settle(List<LoadSettlement> settlements) {
        List<CompletionStage<Boolean>> answers = leases.settle(settlements);
        Set<String> ended = new LinkedHashSet<>();
        for (int i = 0; i < answers.size() && !Thread.currentThread().isInterrupted(); i++) {
            if (!isTrue(answers.get(i))) {
                ended.add(settlements.get(i).keyText());
            }
        }
        return ended;
    }

    private static boolean isTrue(CompletionStage<Boolean> answer) {
        try {
            return Await.result(answer);
        } catch (CacheException e) {
            return false;
        }
    }
}
