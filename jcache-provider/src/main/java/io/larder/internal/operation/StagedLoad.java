package io.larder.internal.operation;

import io.larder.internal.codec.EncodedKey;
import io.larder.internal.loading.Flight;
import io.larder.internal.loading.Flights;
import io.larder.internal.loading.Landing;
import io.larder.internal.operation.Loads.Led;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wish for a value that comes later. Each has a stage of its own, so that whoever cancels it disturbs nobody.
 *
 * <p>What holds for loads holds for these, because it is the same flights and leases: of one key there is one load in this
 * JVM, made by whoever has the lease; every flight lands once, by whoever asks the store, by the arrival of the value, by whatever
 * fails in between, or when the cache is closed; and a value is put only if the lease is what it was. What can come between:
 *
 * <ul>
 *   <li>The stage is complete when the source returns it: the calling thread puts the value.
 *   <li>It completes later, in whatever thread: one of the manager's puts the value, for that may block.
 *   <li>It never completes: the flight stays in the air, and the lease is renewed, until the cache is closed.
 *   <li>A put, a removal, an invalidation, or another JVM that took this one for dead: the value is not put. This caller gets
 *       it, the others look again.
 *   <li>Another JVM is loading: a thread of the manager's looks again and again, as for callers who wait. If that load ends
 *       without an answer, the same thread calls the source.
 *   <li>The cache is closed: those who follow learn it, the lease is renewed no more, and this caller gets what comes.
 *   <li>A thread that has begun a load waits for its end in another call: it may, for it does not lead it any more.
 * </ul>
 *
 * <p>Used by one thread at a time.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
final class StagedLoad<K, V> {

    private final Loads<K, V> loads;
    private final Flights flights;
    private final Executor executor;
    private final K key;
    private final EncodedKey encoded;
    private final Function<Map<K, V>, LedStage<K, V>> leading;
    private final CompletableFuture<@Nullable V> answer = new CompletableFuture<>();

    /**
     * Prepares.
     *
     * @param leading makes what leads the load, and where that puts what it finds at once
     */
    StagedLoad(
            Loads<K, V> loads,
            Flights flights,
            Executor executor,
            K key,
            EncodedKey encoded,
            Function<Map<K, V>, LedStage<K, V>> leading) {
        this.loads = loads;
        this.flights = flights;
        this.executor = executor;
        this.key = key;
        this.encoded = encoded;
        this.leading = leading;
    }

    CompletableFuture<@Nullable V> answer() {
        return answer;
    }

    /** Joins the load of the key, or begins it. What goes wrong, the answer says. */
    void board() {
        try {
            Flight mine = Flights.prepare(encoded.text());
            Flight boarded = flights.board(mine);
            if (boarded == mine) {
                lead(new Led<>(key, encoded, mine));
            } else {
                Flights.refuseOwn(boarded);
                follow(boarded);
            }
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private void follow(Flight flight) {
        tell(Handover.<Landing, Boolean>of(flight.landed(), executor, landing -> {
            Map<K, V> found = new HashMap<>();
            if (loads.isAnswer(landing, key, found)) {
                answer.complete(found.get(key));
            } else {
                board();
            }
            return true;
        }));
    }

    private void lead(Led<K> led) {
        Map<K, V> found = new HashMap<>();
        LedStage<K, V> load = leading.apply(found);
        if (load.begin(led)) {
            hand(load, found);
            return;
        }
        led.flight().leave();
        tell(Handover.of(executor, () -> {
            led.flight().lead();
            load.bringToAnEnd(List.of(led));
            hand(load, found);
            return true;
        }));
    }

    /** Hands over what was found at once, or what is on its way. */
    private void hand(LedStage<K, V> load, Map<K, V> found) {
        CompletionStage<@Nullable V> loading = load.loading();
        if (loading == null) {
            answer.complete(found.get(key));
            return;
        }
        loading.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    /** Nobody else learns that a step failed. */
    private void tell(CompletionStage<Boolean> step) {
        step.whenComplete((done, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
        });
    }
}
