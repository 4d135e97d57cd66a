package io.larder.internal.event;

import io.larder.internal.codec.EntryCodec;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Interest;
import io.larder.internal.store.StoreEvent;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one cache in this JVM, and the stream of events that feeds them. Thread-safe.
 *
 * <p>Order: the stream brings the events of one key in the order of the changes; {@link KeyOrder} keeps it, once for the
 * synchronous listeners and once for the others, so that a slow asynchronous listener delays no writer.
 *
 * <p>Bounds: a writer waits for its turn no longer than the listener timeout. After that the executor calls the
 * listeners, in order; and where the stream is broken, the writer calls them at once.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class CacheEvents<K, V> {

    private static final Logger log = LoggerFactory.getLogger(CacheEvents.class);

    private final EntryStore store;
    private final EntryCodec<K, V> codec;
    private final Cache<K, V> source;
    private final ClassLoader loader;
    private final long timeoutMillis;
    private final List<ListenerRegistration<K, V>> registrations = new CopyOnWriteArrayList<>();
    private final Map<Long, Turn> expected = new ConcurrentHashMap<>();
    private final RecentIds toldOutOfTurn = new RecentIds();
    private final Set<Thread> tellers = ConcurrentHashMap.newKeySet();
    private final KeyOrder synchronousOrder;
    private final KeyOrder asynchronousOrder;
    private volatile boolean writersWait;
    private volatile boolean streamBroken;
    private volatile boolean closed;

    /**
     * Prepares for a cache without listeners.
     *
     * @param source the cache that events name as theirs
     * @param executor where listeners run that no writer waits for
     * @param loader the context class loader they get
     * @param timeoutMillis how long a writer waits for its turn
     */
    public CacheEvents(
            EntryStore store,
            EntryCodec<K, V> codec,
            Cache<K, V> source,
            Executor executor,
            ClassLoader loader,
            long timeoutMillis) {
        this.store = store;
        this.codec = codec;
        this.source = source;
        this.loader = loader;
        this.timeoutMillis = timeoutMillis;
        this.synchronousOrder = new KeyOrder(executor);
        this.asynchronousOrder = new KeyOrder(executor);
    }

    /**
     * Creates the listener and starts telling it what every JVM changes.
     *
     * @return completes when every later change will be told
     */
    public CompletionStage<@Nullable Void> register(CacheEntryListenerConfiguration<K, V> configuration) {
        registrations.add(new ListenerRegistration<>(configuration));
        return listen();
    }

    /**
     * Stops telling the listener.
     *
     * @return what the listener and its filter leave to be closed
     */
    public List<Closeable> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        List<ListenerRegistration<K, V>> leaving = registrations.stream()
                .filter(registration -> registration.isOf(configuration))
                .toList();
        registrations.removeAll(leaving);
        return closeables(leaving);
    }

    /** Tells the store what the listeners want now. */
    public CompletionStage<@Nullable Void> listen() {
        writersWait = anyListener(ListenerRegistration::isSynchronous);
        return store.listen(interest(), this::arrived);
    }

    private Interest interest() {
        return registrations.stream().map(ListenerRegistration::interest).reduce(Interest.NONE, Interest::and);
    }

    /** Ends all telling. Events on their way are dropped; the spec wants none after the cache is closed. */
    public void close() {
        closed = true;
    }

    /** Returns what all listeners and filters leave to be closed. */
    public List<Closeable> closeables() {
        return closeables(registrations);
    }

    private static List<Closeable> closeables(List<? extends ListenerRegistration<?, ?>> registrations) {
        return registrations.stream()
                .flatMap(registration -> registration.closeables().stream())
                .toList();
    }

    /** Returns whether a writer of this JVM has listeners to call, and so needs the value that it replaces. */
    public boolean writersWait() {
        return writersWait;
    }

    /**
     * Announces a change before it is sent, so that its event finds the writer however early it comes back.
     *
     * @param operationId the version of the write, or the id of the removal
     */
    public PendingEvent expect(long operationId) {
        if (!writersWait) {
            return PendingEvent.NONE;
        }
        Turn turn = new Turn();
        expected.put(operationId, turn);
        return new ExpectedEvent(operationId, turn);
    }

    /** The stream: called by the store, on a thread that must not be blocked. */
    private void arrived(StoreEvent event) {
        streamBroken = false;
        Turn turn = expected.remove(event.operationId());
        if (turn != null) {
            turn.arrived(event);
        }
        if (!toldOutOfTurn.remove(event.operationId())) {
            queue(event, turn);
        }
    }

    private void queue(StoreEvent event, @Nullable Turn turn) {
        if (turn != null || anyListener(ListenerRegistration::isSynchronous)) {
            synchronousOrder.add(event.keyText(), (executor, done) -> {
                if (turn == null || !turn.offer(done)) {
                    executor.execute(() -> tellUnattended(event, true, done));
                }
            });
        }
        queueAsynchronous(event);
    }

    private void queueAsynchronous(StoreEvent event) {
        if (anyListener(registration -> !registration.isSynchronous())) {
            asynchronousOrder.add(
                    event.keyText(), (executor, done) -> executor.execute(() -> tellUnattended(event, false, done)));
        }
    }

    private boolean anyListener(Predicate<ListenerRegistration<K, V>> condition) {
        return registrations.stream().anyMatch(condition);
    }

    private void tellUnattended(StoreEvent event, boolean synchronous, Runnable done) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            tell(event, synchronous);
        } catch (CacheEntryListenerException e) {
            log.warn("A listener of a change that nobody waits for failed", e);
        } finally {
            thread.setContextClassLoader(before);
            done.run();
        }
    }

    /** Calls the listeners of one kind; all of them, whatever one of them throws. */
    private void tell(StoreEvent storeEvent, boolean synchronous) {
        EntryEvent<K, V> event = closed ? null : decode(storeEvent);
        if (event == null) {
            return;
        }
        boolean outermost = tellers.add(Thread.currentThread());
        CacheEntryListenerException failure = null;
        try {
            for (ListenerRegistration<K, V> registration : registrations) {
                if (registration.isSynchronous() == synchronous) {
                    failure = fire(registration, event, failure);
                }
            }
        } finally {
            if (outermost) {
                tellers.remove(Thread.currentThread());
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable CacheEntryListenerException fire(
            ListenerRegistration<K, V> registration,
            EntryEvent<K, V> event,
            @Nullable CacheEntryListenerException earlier) {
        try {
            registration.fire(event);
            return earlier;
        } catch (CacheEntryListenerException e) {
            if (earlier == null) {
                return e;
            }
            earlier.addSuppressed(e);
            return earlier;
        }
    }

    /** An event whose bytes cannot be decoded is not told: the codec counts it. */
    private @Nullable EntryEvent<K, V> decode(StoreEvent event) {
        byte[] oldPayload = event.oldPayload();
        byte[] payload = event.payload() == null ? oldPayload : event.payload();
        if (payload == null) {
            return null;
        }
        K key = codec.decodeKey(event.keyText(), payload);
        V value = codec.decodeValue(payload);
        if (key == null || value == null) {
            return null;
        }
        V oldValue = oldPayload == null ? null : oldPayload == payload ? value : codec.decodeValue(oldPayload);
        return new EntryEvent<>(source, EventType.valueOf(event.kind().name()), key, value, oldValue);
    }

    /** What a writer holds between sending a change and returning to its caller. */
    private final class ExpectedEvent implements PendingEvent {

        private final long operationId;
        private final Turn turn;

        ExpectedEvent(long operationId, Turn turn) {
            this.operationId = operationId;
            this.turn = turn;
        }

        @Override
        public void tell(Supplier<StoreEvent> event) {
            switch (turn.await(patienceMillis())) {
                case MINE -> tellInTurn();
                case LEFT_TO_EXECUTOR ->
                    log.debug("The listeners of a change are called later: others of its key are not done yet");
                case LOST -> tellOutOfTurn(event.get());
            }
        }

        /** A listener that changes the cache would wait for itself; and a broken stream is not worth a wait. */
        private long patienceMillis() {
            return streamBroken || tellers.contains(Thread.currentThread()) ? 0 : timeoutMillis;
        }

        private void tellInTurn() {
            try {
                StoreEvent event = turn.event();
                if (event != null) {
                    CacheEvents.this.tell(event, true);
                }
            } finally {
                turn.finish();
            }
        }

        private void tellOutOfTurn(StoreEvent event) {
            if (tellers.contains(Thread.currentThread()) || !takeFromStream()) {
                return; // the executor tells it when it arrives, or it arrived just now
            }
            if (!streamBroken) {
                streamBroken = true;
                log.warn("An event did not come back from Redis in time: listeners are called out of order until"
                        + " the subscription works again");
            }
            queueAsynchronous(event);
            CacheEvents.this.tell(event, true);
        }

        /** One step with the removal in {@link #arrived}: either the stream tells the event or this writer does. */
        private boolean takeFromStream() {
            boolean[] taken = new boolean[1];
            expected.computeIfPresent(operationId, (id, expectedTurn) -> {
                toldOutOfTurn.add(id);
                taken[0] = true;
                return null;
            });
            return taken[0];
        }

        @Override
        public void forget() {
            expected.remove(operationId);
        }
    }
}
