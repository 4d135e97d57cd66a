package io.larder.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.internal.store.StoreEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final StoreEvent EVENT = new StoreEvent(StoreEvent.Kind.CREATED, "s:a", 1, new byte[0], null);

    private final Turn turn = new Turn();

    @Test
    void await_eventOfferedBefore_isMine() {
        turn.arrived(EVENT);
        assertThat(turn.offer(() -> {})).isTrue();
        assertThat(turn.await(0)).isEqualTo(Turn.Result.MINE);
        assertThat(turn.event()).isSameAs(EVENT);
    }

    @Test
    void await_eventOfferedLater_waitsForIt() {
        CompletableFuture<Turn.Result> waiting = CompletableFuture.supplyAsync(() -> turn.await(60_000));
        turn.arrived(EVENT);
        assertThat(turn.offer(() -> {})).isTrue();
        assertThat(waiting.join()).isEqualTo(Turn.Result.MINE);
    }

    @Test
    void await_eventBehindOthersForTooLong_isLeftToTheExecutor() {
        turn.arrived(EVENT);
        assertThat(turn.await(1)).isEqualTo(Turn.Result.LEFT_TO_EXECUTOR);
        assertThat(turn.offer(() -> {})).isFalse();
    }

    @Test
    void await_eventNeverComes_isLostAndALateOfferIsNotTaken() {
        assertThat(turn.await(1)).isEqualTo(Turn.Result.LOST);
        turn.arrived(EVENT);
        assertThat(turn.offer(() -> {})).isFalse();
    }

    @Test
    void await_threadInterrupted_endsTheWaitAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        assertThat(turn.await(60_000)).isEqualTo(Turn.Result.LOST);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void finish_afterTheTurn_letsTheNextOneStart() {
        AtomicBoolean next = new AtomicBoolean();
        turn.arrived(EVENT);
        assertThat(turn.offer(() -> next.set(true))).isTrue();
        assertThat(next).isFalse();
        turn.finish();
        assertThat(next).isTrue();
    }
}
