package io.larder.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.larder.internal.store.Condition;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import io.larder.internal.store.WriteResult.Outcome;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** Changes of all kinds and of several caches in one call of the script. */
class ChangeCallIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Failures FAILURES = new Failures("here");
    private static final int NOBODY = 0;
    private static final int CHANGES = 1;

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.standalone();

    private final ChangeCall call = new ChangeCall();
    private RedisConnection connection;
    private Masters masters;
    private long version;

    @BeforeEach
    void connect() {
        SERVERS.flush();
        connection = RedisConnections.open(SERVERS);
        masters = Masters.of(connection.unwrap(RedissonClient.class), TIMEOUT);
    }

    @AfterEach
    void closeConnection() {
        connection.close();
    }

    @Test
    void call_changesOfAllKindsOnOneKey_happenInTheirOrder() {
        ChangedCache cache = cache("one", () -> NOBODY);
        ChangeRequest<WriteResult> creation = added(put(cache, "a", "1", Condition.IF_ABSENT));
        ChangeRequest<WriteResult> refused = added(put(cache, "a", "2", Condition.IF_ABSENT));
        ChangeRequest<Touch.Result> touch =
                added(Change.of(cache, new Touch("a", Condition.ALWAYS, Ttl.ofMillis(60_000), true)));
        ChangeRequest<WriteResult> swap = added(put(cache, "a", "3", Condition.ifVersion(1)));
        ChangeRequest<RemovalResult> removal = added(remove(cache, "a"));
        ChangeRequest<RemovalResult> again = added(remove(cache, "a"));
        ChangeRequest<WriteResult> last = added(put(cache, "a", "4", Condition.ALWAYS));

        send();
        assertThat(creation.join().outcome()).isEqualTo(Outcome.CREATED);
        WriteResult refusal = refused.join();
        assertThat(refusal.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(text(refusal.previous())).isEqualTo("1");
        assertThat(text(touch.join().entry())).isEqualTo("1");
        WriteResult swapped = swap.join();
        assertThat(swapped.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(text(swapped.previous())).isEqualTo("1");
        assertThat(text(removal.join().previous())).isEqualTo("3");
        assertThat(again.join().outcome()).isEqualTo(RemovalResult.Outcome.ABSENT);
        assertThat(last.join()).isEqualTo(new WriteResult(Outcome.CREATED, null, false));
    }

    @Test
    void call_changesOfSeveralCaches_eachIsMadeInItsCacheAndToldToItsListeners() {
        ChangedCache heard = cache("heard", () -> CHANGES);
        ChangedCache unheard = cache("unheard", () -> NOBODY);
        List<ChangeRequest<WriteResult>> puts = List.of(
                added(put(unheard, "a", "1", Condition.ALWAYS)),
                added(put(heard, "a", "2", Condition.IF_ABSENT)),
                added(put(unheard, "a", "3", Condition.IF_PRESENT)),
                added(put(heard, "b", "4", Condition.IF_ABSENT)));

        send();
        assertThat(puts.stream().map(ChangeRequest::join).map(WriteResult::published))
                .containsExactly(false, true, false, true);
        assertThat(text(read("unheard", "a"))).isEqualTo("3");
        assertThat(text(read("heard", "a"))).isEqualTo("2");
        assertThat(text(read("heard", "b"))).isEqualTo("4");
    }

    @Test
    void call_cacheThatIsOpenTwice_isOneCache() {
        ChangedCache deaf = cache("twice", () -> NOBODY);
        ChangedCache listening = cache("twice", () -> CHANGES);
        ChangeRequest<WriteResult> creation = added(put(deaf, "a", "1", Condition.IF_ABSENT));
        ChangeRequest<WriteResult> update = added(put(listening, "a", "2", Condition.IF_PRESENT));

        send();
        assertThat(creation.join()).isEqualTo(new WriteResult(Outcome.CREATED, null, true));
        assertThat(update.join().outcome()).isEqualTo(Outcome.UPDATED);
    }

    @Test
    void isFull_manyOrLargeChanges_saysSo() {
        ChangedCache cache = cache("full", () -> NOBODY);
        for (int i = 0; i < 64; i++) {
            assertThat(call.isFull()).isFalse();
            call.add(request(remove(cache, "k" + i)));
        }
        assertThat(call.isFull()).isTrue();
        ChangeCall large = new ChangeCall();
        large.add(request(put(cache, "a", "x".repeat(1 << 20), Condition.ALWAYS)));
        assertThat(large.isFull()).isTrue();
    }

    private static ChangedCache cache(String name, IntSupplier ownFlags) {
        CacheKeys keys = keys(name);
        return new ChangedCache(
                keys, keys.channel().getBytes(UTF_8), keys.nearChannel().getBytes(UTF_8), ownFlags);
    }

    private static CacheKeys keys(String name) {
        return CacheKeys.of("test", name, 4, key -> 0);
    }

    private <R> ChangeRequest<R> added(Change<R> change) {
        ChangeRequest<R> request = request(change);
        call.add(request);
        return request;
    }

    private static <R> ChangeRequest<R> request(Change<R> change) {
        return new ChangeRequest<>("change", change, FAILURES);
    }

    /** Versions count from 1. */
    private Change<WriteResult> put(ChangedCache cache, String keyText, String value, Condition condition) {
        boolean wanted = condition != Condition.ALWAYS;
        return Change.of(
                cache,
                new Write(keyText, value.getBytes(UTF_8), condition, ++version, Ttl.ETERNAL, Ttl.UNCHANGED, wanted));
    }

    private static Change<RemovalResult> remove(ChangedCache cache, String keyText) {
        return Change.of(cache, new Removal(keyText, Condition.ALWAYS, 7, true));
    }

    private void send() {
        new Link(masters, masters.holding(0), false, TIMEOUT).send(List.of(call.toCommand(masters)));
    }

    private StoredEntry read(String cacheName, String keyText) {
        return Objects.requireNonNull(connection
                .open(cacheName, 4)
                .read(keyText)
                .toCompletableFuture()
                .join());
    }

    private static String text(@Nullable StoredEntry entry) {
        return new String(Objects.requireNonNull(entry).payload(), UTF_8);
    }
}
