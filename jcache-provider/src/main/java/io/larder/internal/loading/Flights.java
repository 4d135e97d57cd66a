package io.larder.internal.loading;

import io.larder.internal.error.LoadErrors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The loads of one cache that are under way in this JVM, at most one for each key. Thread-safe.
 *
 * <p>A thread that waits for a load whose leader waits, directly or by way of others, for a load that this very thread
 * leads, would wait for ever. It is told so instead. This is known of all caches of this JVM; between JVMs it is not.
 */
public final class Flights {

    /** A circle among others has no end, and they are told themselves. */
    private static final int LONGEST_CHAIN = 1_000;

    private static final Map<Thread, Flight> WAITING = new ConcurrentHashMap<>();

    private final Map<String, Flight> flights = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Joins the load of a key, or begins it.
     *
     * @param mine the load to begin, made by {@link #prepare}
     * @return the load that is under way; {@code mine} if the calling thread leads it, and must {@link #land} it
     */
    public Flight board(Flight mine) {
        Flight present = flights.putIfAbsent(mine.keyText(), mine);
        if (closed.getCount() == 0) {
            land(present == null ? mine : present, Landing.CLOSED);
        }
        return present == null ? mine : present;
    }

    /** Prepares a load that the calling thread would lead. */
    public static Flight prepare(String keyText) {
        return new Flight(keyText, Thread.currentThread());
    }

    /** Ends a load, if it has not ended. Those who miss the entry from now on begin another one. */
    public void land(Flight flight, Landing landing) {
        flights.remove(flight.keyText(), flight);
        flight.landing().complete(landing);
    }

    /**
     * Waits for the end of a load that another thread leads.
     *
     * @throws javax.cache.CacheException if it would never end because it waits for the calling thread, or if the
     *     thread is interrupted
     */
    public Landing await(Flight flight) {
        Thread current = Thread.currentThread();
        Flight outer = WAITING.put(current, flight);
        try {
            refuseCircle(flight, current);
            return flight.landing().get();
        } catch (InterruptedException e) {
            current.interrupt();
            throw LoadErrors.interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A load lands, however it ended", e);
        } finally {
            if (outer == null) {
                WAITING.remove(current);
            } else {
                WAITING.put(current, outer);
            }
        }
    }

    /**
     * Looks at a load that the calling thread wants to hear of without waiting.
     *
     * @throws javax.cache.CacheException if the calling thread leads it: what comes of it may be waited for by itself
     */
    public static void refuseOwn(Flight flight) {
        refuseCircle(flight, Thread.currentThread());
    }

    /** Of threads that close a circle at the same time at least the last sees it whole, for each is noted before it looks. */
    private static void refuseCircle(Flight awaited, Thread current) {
        Flight flight = awaited;
        for (int step = 0; flight != null && !flight.landing().isDone() && step < LONGEST_CHAIN; step++) {
            if (flight.leader() == current) {
                throw LoadErrors.waitsForItself();
            }
            Thread leader = flight.leader();
            flight = leader == null ? null : WAITING.get(leader);
        }
    }

    /**
     * Pauses between two questions whether another JVM is done.
     *
     * @return whether the cache is open still
     * @throws javax.cache.CacheException if the thread is interrupted
     */
    public boolean pause(long millis) {
        try {
            return !closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoadErrors.interrupted(e);
        }
    }

    /** Returns whether nobody waits here any more. */
    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Lets nobody wait any longer. Loaders that run go on. */
    public void close() {
        closed.countDown();
        flights.values().forEach(flight -> land(flight, Landing.CLOSED));
    }
}
