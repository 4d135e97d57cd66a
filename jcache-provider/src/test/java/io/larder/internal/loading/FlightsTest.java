package io.larder.internal.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private final Flights flights = new Flights();

    private Flight lead(String keyText) {
        Flight mine = Flights.prepare(keyText);
        assertThat(flights.board(mine)).isSameAs(mine);
        return mine;
    }

    private CompletableFuture<Landing> awaitElsewhere(Flight flight) {
        return CompletableFuture.supplyAsync(() -> flights.await(flight));
    }

    @Test
    void board_whileAnotherFlies_isThatOne() {
        Flight first = lead("a");
        assertThat(flights.board(Flights.prepare("a"))).isSameAs(first);
        flights.land(first, Landing.EMPTY);
        assertThat(lead("a")).isNotSameAs(first);
    }

    @Test
    void land_twice_keepsTheFirstAndLeavesTheNextFlightAlone() {
        Flight first = lead("a");
        flights.land(first, Landing.AGAIN);
        Flight second = lead("a");
        flights.land(first, Landing.EMPTY);
        assertThat(flights.board(Flights.prepare("a"))).isSameAs(second);
        assertThat(awaitElsewhere(first)).succeedsWithin(10, TimeUnit.SECONDS).isSameAs(Landing.AGAIN);
    }

    @Test
    void await_ownFlight_isRefused() {
        Flight mine = lead("a");
        assertThatThrownBy(() -> flights.await(mine))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-425");
    }

    @Test
    void await_interrupted_saysSoAndKeepsTheFlag() {
        Flight theirs = CompletableFuture.supplyAsync(() -> lead("a")).join();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> flights.await(theirs))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-426");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void close_letsAllGoNowAndLater() {
        Flight before = lead("a");
        CompletableFuture<Landing> waiting = awaitElsewhere(before);
        flights.close();
        assertThat(waiting).succeedsWithin(10, TimeUnit.SECONDS).isSameAs(Landing.CLOSED);
        Flight after = Flights.prepare("b");
        flights.board(after);
        assertThat(awaitElsewhere(after)).succeedsWithin(10, TimeUnit.SECONDS).isSameAs(Landing.CLOSED);
        assertThat(flights.pause(60_000)).isFalse();
    }
}
