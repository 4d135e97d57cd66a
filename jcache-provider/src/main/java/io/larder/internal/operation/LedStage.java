package io.larder.internal.operation;

import io.larder.internal.integration.Loader;
import io.larder.internal.loading.Flight;
import io.larder.internal.loading.Flights;
import io.larder.internal.loading.Leases;
import io.larder.internal.loading.LoadRules;
import io.larder.internal.operation.Loads.Led;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The load of one key whose value comes later. It is made as others are; only that nobody leads it from when the source has
 * returned its stage until that is complete. The lease is renewed, and the flight in the air, until the value is put, or is
 * known not to be.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
final class LedStage<K, V> extends LedLoads<K, V> {

    private final Function<K, CompletionStage<@Nullable V>> source;
    private final Executor executor;
    private @Nullable CompletableFuture<@Nullable V> loading;

    LedStage(
            String cacheName,
            Entries<K, V> entries,
            Flights flights,
            Leases leases,
            Function<K, CompletionStage<@Nullable V>> source,
            LoadRules rules,
            Map<K, V> found,
            Executor executor) {
        super(cacheName, entries, flights, leases, rules, found);
        this.source = source;
        this.executor = executor;
    }

    /** How a source's stage ended. */
    private record Arrival<V>(@Nullable V value, @Nullable Throwable failure) {}

    /**
     * Asks once who loads, and begins to if it is this JVM.
     *
     * @return whether it is known who brings the value; otherwise another JVM is loading, and {@link #bringToAnEnd} waits for it
     */
    boolean begin(Led<K> led) {
        List<Led<K>> waiting = new ArrayList<>();
        try {
            List<Granted<K>> granted = ask(List.of(led), waiting);
            if (!granted.isEmpty()) {
                make(granted, waiting);
            }
            return waiting.isEmpty();
        } catch (RuntimeException | Error e) {
            flights.land(led.flight(), failure(e));
            throw e;
        }
    }

    /** Returns what the source's stage brings, when that is put; {@code null} if the source was not called. */
    @Nullable
    CompletionStage<@Nullable V> loading() {
        return loading;
    }

    @Override
    void make(List<Granted<K>> granted, List<Led<K>> waiting) {
        Flight flight = granted.get(0).flight();
        Leases.Renewal renewal = renewing(granted);
        flight.landed().whenComplete((landing, never) -> renewal.end());
        TagsBefore before = tagsBefore(granted, waiting);
        long start = System.nanoTime();
        CompletableFuture<Arrival<V>> arrival = call(granted, waiting);
        CompletableFuture<@Nullable V> loaded = new CompletableFuture<>();
        loading = loaded;
        if (arrival.isDone()) {
            complete(loaded, granted, arrival.join(), before, start);
            return;
        }
        flight.leave();
        CompletionStage<Boolean> handover = Handover.of(arrival, executor, arrived -> {
            flight.lead();
            complete(loaded, granted, arrived, before, start);
            return true;
        });
        handover.whenComplete((done, refused) -> {
            if (refused != null) { // the manager is closed, and with it the cache: the flight has landed
                loaded.completeExceptionally(refused);
            }
        });
    }

    private CompletableFuture<Arrival<V>> call(List<Granted<K>> granted, List<Led<K>> waiting) {
        CompletableFuture<Arrival<V>> arrival = new CompletableFuture<>();
        try {
            source.apply(granted.get(0).key())
                    .whenComplete((value, failure) -> arrival.complete(new Arrival<>(value, failure)));
            return arrival;
        } catch (RuntimeException e) {
            RuntimeException failure = Loader.failure(e);
            fail(granted, waiting, failure);
            throw failure;
        } catch (Error e) {
            fail(granted, waiting, e);
            throw e;
        }
    }

    private void complete(
            CompletableFuture<@Nullable V> loaded,
            List<Granted<K>> granted,
            Arrival<V> arrived,
            TagsBefore before,
            long startNanos) {
        try {
            if (arrived.failure() == null) {
                put(granted, arrived.value(), before, startNanos);
                loaded.complete(found.get(granted.get(0).key()));
            } else {
                Throwable failure = causeOf(arrived.failure());
                fail(granted, List.of(), failure);
                loaded.completeExceptionally(failure);
            }
        } catch (RuntimeException | Error e) {
            flights.land(granted.get(0).flight(), failure(e));
            loaded.completeExceptionally(e);
        }
    }

    private void put(List<Granted<K>> granted, @Nullable V value, TagsBefore before, long startNanos) {
        Map<K, V> loaded = value == null ? Map.of() : Map.of(granted.get(0).key(), value);
        install(granted, loaded, before, startNanos);
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof Exception exception ? Loader.failure(exception) : cause;
    }
}
