package io.larder.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.internal.store.StoreEvent.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Scanner;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store does, wherever its entries are. */
public abstract class EntryStoreContract {

    private static final Interest ALL = new Interest(true, true, true);
    private static final Interest CHANGES = new Interest(true, false, false);
    private static final int PARTITIONS = 16;
    private static final long LEASE_MILLIS = 60_000;

    private final List<StoreConnection> connections = new ArrayList<>();
    private final String cacheName = "contract " + ThreadLocalRandom.current().nextLong();
    private EntryStore store;

    /** Opens one more connection to the same place. */
    protected abstract StoreConnection connect();

    /** Called while a test waits: turns the clock where it does not turn by itself. */
    protected void letTimePass() {}

    @BeforeEach
    void openStore() {
        store = another();
    }

    @AfterEach
    void destroyStore() {
        join(store.destroy());
        connections.forEach(StoreConnection::close);
    }

    /** Opens the same cache over a further connection. */
    private EntryStore another() {
        StoreConnection connection = connect();
        connections.add(connection);
        return connection.open(cacheName, PARTITIONS);
    }

    /** What decides how much a store has to do for a change. */
    private enum Ground {
        /** Nothing was ever written. */
        NEW,
        /** Something was, in every partition, and is gone. */
        USED,
        /** Somebody wants to hear of all that happens. */
        HEARD
    }

    private void prepare(Ground ground) {
        if (ground != Ground.NEW) {
            List<String> old = texts(100);
            store.writeAll(old.stream().map(text -> put(text, "old").build()).toList())
                    .forEach(EntryStoreContract::join);
            store.removeAll(old.stream()
                            .map(text -> new Removal(text, Condition.ALWAYS, 1, false))
                            .toList())
                    .forEach(EntryStoreContract::join);
        }
        if (ground == Ground.HEARD) {
            listen(another(), ALL);
        }
    }

    @Test
    void read_nothingThere_isNull() {
        assertThat(read("a")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void write_nothingThere_creates(Ground ground) {
        prepare(ground);
        WriteResult result = write(put("a", "1").previous());

        assertThat(result.outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(result.previous()).isNull();
        assertThat(result.published()).isEqualTo(ground == Ground.HEARD);
        assertThat(read("a")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void write_somethingThere_updatesAndAnswersPrevious(Ground ground) {
        prepare(ground);
        Put first = put("a", "1");
        write(first);

        WriteResult result = write(put("a", "2").previous());

        assertThat(result.outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(text(result.previous())).isEqualTo("1");
        assertThat(result.previous()).extracting(StoredEntry::version).isEqualTo(first.version);
        assertThat(read("a")).isEqualTo("2");
    }

    @Test
    void write_emptyAndBinaryPayload_comesBackAsItWas() {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        join(store.write(new Write("b", all, Condition.ALWAYS, -1, Ttl.ETERNAL, Ttl.ETERNAL, false)));
        join(store.write(new Write("e", new byte[0], Condition.ALWAYS, 0, Ttl.ETERNAL, Ttl.ETERNAL, false)));

        assertThat(join(store.read("b")).payload()).isEqualTo(all);
        assertThat(join(store.read("b")).version()).isEqualTo(-1);
        assertThat(join(store.read("e")).payload()).isEmpty();
    }

    @Test
    void write_keyTextWithMeaningElsewhere_isItsOwnKey() {
        List<String> texts =
                List.of("{a}", "*", "a:b", "}:e:", "a?[b]\\", "é", "日本", "", " ", "%41", "A", "x".repeat(10_000));
        texts.forEach(text -> write(put(text, "value of " + text)));

        assertThat(scanned(3).keySet()).containsExactlyInAnyOrderElementsOf(texts);
        texts.forEach(text -> assertThat(read(text)).isEqualTo("value of " + text));
    }

    @ParameterizedTest
    @EnumSource
    void write_ifAbsent_onlyOnce(Ground ground) {
        prepare(ground);
        assertThat(write(put("a", "1").when(Condition.IF_ABSENT)).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        WriteResult second = write(put("a", "2").when(Condition.IF_ABSENT).previous());
        assertThat(second.outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(text(second.previous())).isEqualTo("1");
        assertThat(write(put("a", "3").when(Condition.IF_ABSENT)).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(read("a")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void write_ifPresent_onlyOverSomething(Ground ground) {
        prepare(ground);
        assertThat(write(put("a", "1").when(Condition.IF_PRESENT).previous()))
                .isEqualTo(new WriteResult(WriteResult.Outcome.REFUSED, null, false));
        assertThat(write(put("a", "1").when(Condition.IF_PRESENT)).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(read("a")).isNull();
        write(put("a", "1"));
        assertThat(write(put("a", "2").when(Condition.IF_PRESENT)).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(read("a")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void write_ifVersion_onlyOverThatVersion(Ground ground) {
        prepare(ground);
        Put first = put("a", "1");
        write(first);
        WriteResult refused =
                write(put("a", "2").when(Condition.ifVersion(first.version + 1)).previous());
        assertThat(refused.outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(text(refused.previous())).isEqualTo("1");
        assertThat(write(put("a", "2").when(Condition.ifVersion(first.version + 1)))
                        .outcome())
                .isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(write(put("a", "3").when(Condition.ifVersion(first.version))).outcome())
                .isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(read("a")).isEqualTo("3");
        assertThat(write(put("b", "1").when(Condition.ifVersion(7))).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void write_sameVersionTwice_answersAsApplied(Ground ground) {
        prepare(ground);
        Put creation = put("a", "1").when(Condition.IF_ABSENT);
        assertThat(write(creation).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(write(creation).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        Put swap = put("a", "2").when(Condition.ifVersion(creation.version));
        assertThat(write(swap).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(write(swap).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        Put replacement = put("a", "3").when(Condition.IF_PRESENT).previous();
        assertThat(text(write(replacement).previous())).isEqualTo("2");
        assertThat(write(replacement))
                .as("what was there is not what it has put itself")
                .extracting(WriteResult::outcome, WriteResult::previous)
                .containsExactly(WriteResult.Outcome.UPDATED, null);
        assertThat(read("a")).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource
    void write_thatDoesNotDependOnWhatWasThere_replacesValueAndTtl(Ground ground) {
        prepare(ground);
        for (Ttl ttl : List.of(Ttl.ofMillis(200), Ttl.ETERNAL)) {
            for (String value : List.of("created", "updated")) {
                assertThat(write(put("a", value).lasting(ttl, ttl)).outcome())
                        .isIn(WriteResult.Outcome.CREATED, WriteResult.Outcome.UPDATED, WriteResult.Outcome.WRITTEN);
                assertThat(read("a")).isEqualTo(value);
            }
        }
        write(put("b", "1").lasting(Ttl.ofMillis(200), Ttl.ofMillis(200)));
        until(() -> read("b") == null);
        assertThat(read("a")).isEqualTo("updated");
        join(store.clear());
        assertThat(read("a")).isNull();
        write(put("a", "again").lasting(Ttl.ETERNAL, Ttl.ETERNAL));
        assertThat(read("a")).isEqualTo("again");
        assertThat(write(put("a", "2").when(Condition.IF_ABSENT)).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void write_immediateOnCreation_addsNothing(Ground ground) {
        prepare(ground);
        assertThat(write(put("a", "1").lasting(Ttl.IMMEDIATE, Ttl.ETERNAL)).outcome())
                .isEqualTo(WriteResult.Outcome.EXPIRED_ON_CREATION);
        assertThat(read("a")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void write_immediateOnUpdate_takesTheEntryAway(Ground ground) {
        prepare(ground);
        write(put("a", "1"));
        assertThat(write(put("a", "2").lasting(Ttl.ETERNAL, Ttl.IMMEDIATE)).outcome())
                .isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(read("a")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void write_withTtl_isGoneAfterwards(Ground ground) {
        prepare(ground);
        write(put("a", "1").lasting(Ttl.ofMillis(200), Ttl.ETERNAL));
        write(put("b", "1"));
        assertThat(read("a")).isEqualTo("1");
        until(() -> read("a") == null);
        assertThat(read("b")).isEqualTo("1");
        assertThat(write(put("a", "2")).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
    }

    @ParameterizedTest
    @EnumSource
    void write_unchangedTtl_keepsTheOldOne(Ground ground) {
        prepare(ground);
        write(put("a", "1").lasting(Ttl.ofMillis(300), Ttl.ETERNAL));
        write(put("a", "2").lasting(Ttl.ETERNAL, Ttl.UNCHANGED));
        assertThat(read("a")).isEqualTo("2");
        until(() -> read("a") == null);
    }

    @ParameterizedTest
    @EnumSource
    void write_unchangedTtlOverWhatIsNoEntry_keepsNoTime(Ground ground) {
        prepare(ground);
        write(put("cleared", "1").lasting(Ttl.ofMillis(200), Ttl.ETERNAL));
        join(store.clear());
        write(put("cleared", "2").lasting(Ttl.ETERNAL, Ttl.UNCHANGED));
        join(store.beginLoad(new LoadRequest("load", 1, 200)));
        write(put("load", "3").lasting(Ttl.ETERNAL, Ttl.UNCHANGED));
        write(put("b", "1").lasting(Ttl.ofMillis(300), Ttl.ETERNAL));
        until(() -> read("b") == null);
        assertThat(read("cleared")).isEqualTo("2");
        assertThat(read("load")).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource
    void write_unchangedTtlOnCreation_isEternal(Ground ground) {
        prepare(ground);
        write(put("a", "1").lasting(Ttl.UNCHANGED, Ttl.UNCHANGED));
        write(put("b", "1").lasting(Ttl.ofMillis(200), Ttl.ETERNAL));
        until(() -> read("b") == null);
        assertThat(read("a")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void write_eternalOnUpdate_takesTheTtlAway(Ground ground) {
        prepare(ground);
        write(put("a", "1").lasting(Ttl.ofMillis(1_000), Ttl.ETERNAL));
        write(put("a", "2").lasting(Ttl.ofMillis(1), Ttl.ETERNAL));
        write(put("b", "1").lasting(Ttl.ofMillis(1_100), Ttl.ETERNAL));
        until(() -> read("b") == null);
        assertThat(read("a")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void write_longestTtl_lasts(Ground ground) {
        prepare(ground);
        write(put("a", "1").lasting(Ttl.ofMillis(Long.MAX_VALUE), Ttl.ofMillis(Long.MAX_VALUE)));
        write(put("a", "2").lasting(Ttl.ofMillis(Long.MAX_VALUE), Ttl.ofMillis(Long.MAX_VALUE)));
        assertThat(read("a")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void readAndTouch_newTtl_holds(Ground ground) {
        prepare(ground);
        Put put = put("a", "1");
        write(put);
        StoredEntry read = join(store.readAndTouch("a", Ttl.ofMillis(200)));
        assertThat(text(read)).isEqualTo("1");
        assertThat(read.version()).isEqualTo(put.version);
        until(() -> read("a") == null);
        assertThat(join(store.readAndTouch("a", Ttl.ETERNAL))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void readAndTouch_immediate_returnsAndTakesAway(Ground ground) {
        prepare(ground);
        write(put("a", "1"));
        assertThat(text(join(store.readAndTouch("a", Ttl.IMMEDIATE)))).isEqualTo("1");
        assertThat(read("a")).isNull();
    }

    @Test
    void readWithTtl_eternalLastingAndAbsent_tellsThemApart() {
        Put lasting = put("a", "1").lasting(Ttl.ofMillis(60_000), Ttl.ETERNAL);
        write(lasting);
        write(put("b", "2"));

        TimedEntry timed = join(store.readWithTtl("a"));
        assertThat(text(timed.entry())).isEqualTo("1");
        assertThat(timed.entry().version()).isEqualTo(lasting.version);
        assertThat(timed.remaining())
                .isInstanceOfSatisfying(
                        Ttl.Lasting.class, ttl -> assertThat(ttl.millis()).isBetween(30_000L, 60_000L));
        assertThat(join(store.readWithTtl("b")).remaining()).isEqualTo(Ttl.ETERNAL);
        assertThat(text(join(store.readWithTtl("b")).entry())).isEqualTo("2");
        assertThat(join(store.readWithTtl("c"))).isNull();
        join(store.clear());
        assertThat(join(store.readWithTtl("a"))).isNull();
    }

    @Test
    void readWithTtl_untilTheEnd_neverIsBelowAMillisecond() {
        write(put("a", "1").lasting(Ttl.ofMillis(800), Ttl.ETERNAL));
        until(() -> {
            TimedEntry timed = join(store.readWithTtl("a"));
            assertThat(timed == null || timed.remaining() instanceof Ttl.Lasting)
                    .isTrue();
            return timed == null;
        });
    }

    @Test
    void readWithTtl_manyThreads_eachGetsItsOwn() throws Exception {
        texts(50).forEach(text -> write(put(text, text).lasting(ttlOf(text), Ttl.ETERNAL)));
        onThreads(8, thread -> {
            for (String text : texts(50)) {
                CompletionStage<@Nullable StoredEntry> plain = store.read(text);
                TimedEntry timed = join(store.readWithTtl(text));
                assertThat(text(timed.entry())).isEqualTo(text).isEqualTo(text(join(plain)));
                long millis = ((Ttl.Lasting) timed.remaining()).millis();
                assertThat(millis)
                        .isBetween(ttlOf(text).millis() - 90_000, ttlOf(text).millis());
            }
        });
    }

    private static Ttl.Lasting ttlOf(String text) {
        return new Ttl.Lasting(100_000L * (1 + Integer.parseInt(text.substring(1))));
    }

    @ParameterizedTest
    @EnumSource
    void expire_somethingThere_givesItTheNewTtl(Ground ground) {
        prepare(ground);
        write(put("a", "1"));
        Put other = put("b", "1").lasting(Ttl.ofMillis(60_000), Ttl.ETERNAL);
        write(other);
        assertThat(join(store.expire("a", Ttl.ofMillis(200)))).isTrue();
        assertThat(join(store.expire("b", Ttl.ETERNAL))).isTrue();
        assertThat(join(store.expire("c", Ttl.ETERNAL))).isFalse();
        assertThat(join(store.readWithTtl("b")).remaining()).isEqualTo(Ttl.ETERNAL);
        assertThat(join(store.read("b")).version()).isEqualTo(other.version);
        until(() -> read("a") == null);
        assertThat(join(store.expire("a", Ttl.ETERNAL))).isFalse();
        join(store.clear());
        assertThat(join(store.expire("b", Ttl.ETERNAL))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void touch_otherVersion_isRefused(Ground ground) {
        prepare(ground);
        Put put = put("a", "1").lasting(Ttl.ofMillis(300), Ttl.ETERNAL);
        write(put);
        assertThat(join(store.touch("a", put.version + 1, Ttl.IMMEDIATE))).isFalse();
        assertThat(join(store.touch("a", put.version, Ttl.UNCHANGED))).isTrue();
        assertThat(join(store.touch("a", put.version, Ttl.ETERNAL))).isTrue();
        assertThat(join(store.touch("b", put.version, Ttl.ETERNAL))).isFalse();
        write(put("b", "1").lasting(Ttl.ofMillis(400), Ttl.ETERNAL));
        until(() -> read("b") == null);
        assertThat(read("a")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void remove_eachCondition_answersWhatItDid(Ground ground) {
        prepare(ground);
        assertThat(remove("a", Condition.ALWAYS))
                .isEqualTo(new RemovalResult(RemovalResult.Outcome.ABSENT, null, false));
        Put put = put("a", "1");
        write(put);
        RemovalResult refused = remove("a", Condition.ifVersion(put.version + 1));
        assertThat(refused.outcome()).isEqualTo(RemovalResult.Outcome.REFUSED);
        assertThat(text(refused.previous())).isEqualTo("1");
        RemovalResult removed = remove("a", Condition.ifVersion(put.version));
        assertThat(removed.outcome()).isEqualTo(RemovalResult.Outcome.REMOVED);
        assertThat(text(removed.previous())).isEqualTo("1");
        assertThat(read("a")).isNull();

        write(put);
        assertThat(removeUnseen("a", Condition.ifVersion(put.version + 1))).isEqualTo(RemovalResult.Outcome.REFUSED);
        assertThat(read("a")).isEqualTo("1");
        assertThat(removeUnseen("a", Condition.ifVersion(put.version))).isEqualTo(RemovalResult.Outcome.REMOVED);
        assertThat(removeUnseen("a", Condition.ALWAYS)).isEqualTo(RemovalResult.Outcome.ABSENT);
        assertThat(read("a")).isNull();
    }

    @Test
    void readAll_someThere_answersInOrderWithGaps() {
        List<String> texts = texts(600);
        texts.forEach(text -> {
            if (!text.endsWith("3")) {
                write(put(text, text));
            }
        });
        List<String> asked = new ArrayList<>(texts);
        asked.add(texts.get(0));
        List<@Nullable StoredEntry> found = join(store.readAll(asked));
        assertThat(found).hasSize(601);
        for (int i = 0; i < asked.size(); i++) {
            assertThat(text(found.get(i))).isEqualTo(asked.get(i).endsWith("3") ? null : asked.get(i));
        }
        assertThat(join(store.readAll(List.of()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void writeAll_many_eachAnswersForItself(Ground ground) {
        prepare(ground);
        write(put("k5", "old"));
        List<Write> writes = texts(1500).stream()
                .map(text -> put(text, text).when(Condition.IF_ABSENT).build())
                .toList();
        List<CompletionStage<WriteResult>> results = store.writeAll(writes);
        assertThat(results).hasSize(1500);
        for (int i = 0; i < 1500; i++) {
            assertThat(join(results.get(i)).outcome())
                    .isEqualTo(i == 5 ? WriteResult.Outcome.REFUSED : WriteResult.Outcome.CREATED);
        }
        assertThat(scanned(100)).hasSize(1500).containsEntry("k5", "old").containsEntry("k6", "k6");
        assertThat(store.writeAll(List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void writeAll_oneKeySeveralTimes_lastWins(Ground ground) {
        prepare(ground);
        List<Write> writes = new ArrayList<>();
        IntStream.range(0, 200)
                .forEach(i -> writes.add(put("k" + i % 3, "v" + i).build()));
        store.writeAll(writes).forEach(EntryStoreContract::join);
        assertThat(List.of(read("k0"), read("k1"), read("k2"))).containsExactly("v198", "v199", "v197");
    }

    @ParameterizedTest
    @EnumSource
    void removeAll_many_eachAnswersForItself(Ground ground) {
        prepare(ground);
        texts(500).forEach(text -> write(put(text, text)));
        List<Removal> removals = texts(600).stream()
                .map(text -> new Removal(text, Condition.ALWAYS, 1, true))
                .toList();
        List<CompletionStage<RemovalResult>> results = store.removeAll(removals);
        for (int i = 0; i < 600; i++) {
            assertThat(text(join(results.get(i)).previous())).isEqualTo(i < 500 ? "k" + i : null);
        }
        assertThat(scanned(10)).isEmpty();
    }

    @Test
    void scan_manyPages_findsEachOnce() {
        texts(1000).forEach(text -> write(put(text, text)));
        write(put("gone", "x").lasting(Ttl.ofMillis(50), Ttl.ETERNAL));
        until(() -> read("gone") == null);
        assertThat(scanned(7)).hasSize(1000).doesNotContainKey("gone");
    }

    @Test
    void scan_patterns_findsWhatMatchesOneOfThem() {
        List<String> texts = List.of("s:user:1", "s:user:2", "s:}:e:s:user:3", "i:1", "#s:abc", "s:[x]", "s:*", "s:\\");
        texts.forEach(text -> write(put(text, text)));
        assertThat(scanned(2, "s:user:*")).containsExactlyInAnyOrder("s:user:1", "s:user:2");
        assertThat(scanned(2, "s:user:?", "#*")).containsExactlyInAnyOrder("s:user:1", "s:user:2", "#s:abc");
        assertThat(scanned(2, "s:user:*", "*:1")).containsExactlyInAnyOrder("s:user:1", "s:user:2", "i:1");
        assertThat(scanned(2, "[is]:[^\\\\*[]*"))
                .containsExactlyInAnyOrder("s:user:1", "s:user:2", "s:}:e:s:user:3", "i:1");
        assertThat(scanned(2, "s:\\[x\\]")).containsExactly("s:[x]");
        assertThat(scanned(2, "s:\\*")).containsExactly("s:*");
        assertThat(scanned(2, "user:*")).isEmpty();
        assertThat(scanned(2, new String[0])).isEmpty();
    }

    @Test
    void estimatedSize_fewKeys_isExact() {
        assertThat(join(store.estimatedSize())).isZero();
        texts(100).forEach(text -> write(put(text, text)));
        write(put("gone", "x").lasting(Ttl.ofMillis(50), Ttl.ETERNAL));
        until(() -> read("gone") == null);
        assertThat(join(store.estimatedSize())).isEqualTo(100);
        join(store.clear());
        assertThat(join(store.estimatedSize())).isZero();
    }

    @Test
    void clear_entriesThere_noneIsLeftAndNewOnesStay() {
        EntryStore other = another();
        texts(100).forEach(text -> write(put(text, text)));
        join(store.clear());
        assertThat(scanned(10)).isEmpty();
        assertThat(join(other.readAll(texts(100)))).containsOnlyNulls();
        assertThat(write(put("k1", "new").when(Condition.IF_ABSENT)).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(scanned(10)).containsOnlyKeys("k1");
    }

    // --- tags ------------------------------------------------------------------------------------------------------

    @Test
    void invalidateTags_entriesOfTheTag_areAbsentForEveryOperationAndJvm() {
        EntryStore other = another();
        write(put("a", "1").tagged("red"));
        write(put("b", "2").tagged("green"));
        write(put("c", "3").tagged("red", "green"));
        write(put("d", "4"));
        assertThat(join(other.readAll(List.of("a", "b", "c", "d"))).stream().map(EntryStoreContract::text))
                .containsExactly("1", "2", "3", "4");
        assertThat(join(store.read("c")).tags()).containsExactly("red", "green");
        assertThat(join(other.read("d")).tags()).isEmpty();

        join(other.invalidateTags(List.of("red")));

        for (EntryStore each : List.of(store, other)) {
            assertThat(join(each.read("a"))).isNull();
            assertThat(join(each.readAll(List.of("a", "b", "c", "d"))).stream().map(EntryStoreContract::text))
                    .containsExactly(null, "2", null, "4");
        }
        assertThat(scanned(10).keySet()).containsExactlyInAnyOrder("b", "d");
        assertThat(join(store.readAndTouch("c", Ttl.ETERNAL))).isNull();
        assertThat(remove("a", Condition.ALWAYS).outcome()).isEqualTo(RemovalResult.Outcome.ABSENT);
        assertThat(write(put("a", "x").when(Condition.IF_PRESENT).previous()))
                .isEqualTo(new WriteResult(WriteResult.Outcome.REFUSED, null, false));
        WriteResult replaced = write(put("a", "5").previous());
        assertThat(replaced.previous()).isNull();
        assertThat(replaced.outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(write(put("c", "6").when(Condition.IF_ABSENT).tagged("red")).outcome())
                .isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(join(other.readAll(List.of("a", "c"))).stream().map(EntryStoreContract::text))
                .containsExactly("5", "6");
    }

    @Test
    void invalidateTags_several_takesEntriesThatHaveAny() {
        write(put("a", "1").tagged("red"));
        write(put("b", "2").tagged("green", "blue"));
        write(put("c", "3").tagged("blue"));
        join(store.invalidateTags(List.of("red", "green", "red")));
        join(store.invalidateTags(List.of()));
        assertThat(scanned(10)).containsOnlyKeys("c");
    }

    @Test
    void invalidateTags_entryOfACertainVersion_isNoLongerThatVersion() {
        Put put = put("a", "1").tagged("red");
        write(put);
        assertThat(join(store.touch("a", put.version, Ttl.ETERNAL))).isTrue();
        join(store.invalidateTags(List.of("red")));
        assertThat(join(store.touch("a", put.version, Ttl.ETERNAL))).isFalse();
        assertThat(write(put("a", "2").when(Condition.ifVersion(put.version))).outcome())
                .isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(remove("a", Condition.ifVersion(put.version)).outcome()).isEqualTo(RemovalResult.Outcome.ABSENT);
    }

    @Test
    void write_otherTags_onlyTheNewOnesCount() {
        write(put("a", "1").tagged("red"));
        write(put("b", "1").tagged("red"));
        assertThat(read("a")).isEqualTo("1");
        WriteResult update = write(put("a", "2").tagged("green").previous());
        assertThat(update.outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(update.previous()).extracting(StoredEntry::tags).isEqualTo(List.of("red"));
        write(put("b", "2"));
        join(store.invalidateTags(List.of("red")));
        assertThat(read("a")).isEqualTo("2");
        assertThat(read("b")).isEqualTo("2");
        join(store.invalidateTags(List.of("green")));
        assertThat(read("a")).isNull();
        assertThat(read("b")).isEqualTo("2");
    }

    @Test
    void write_otherTagsByAnotherJvm_areFoundByReadersThatKnewTheOldOnes() {
        EntryStore other = another();
        for (List<String> tags :
                List.of(List.of("red"), List.of("green", "blue"), List.<String>of(), List.of("blue"))) {
            join(other.write(put("a", "1").tagged(tags.toArray(String[]::new)).build()));
            assertThat(join(store.read("a")).tags()).isEqualTo(tags);
            assertThat(join(store.readAll(List.of("a", "b"))).get(0).tags()).isEqualTo(tags);
        }
    }

    @Test
    void write_manyLongTags_allCount() {
        String[] tags = IntStream.range(0, 64)
                .mapToObj(i -> i + "t".repeat(200 - String.valueOf(i).length()))
                .toArray(String[]::new);
        for (String tag : List.of(tags[0], tags[31], tags[63])) {
            write(put("a", "value").tagged(tags));
            StoredEntry read = join(another().read("a"));
            assertThat(text(read)).isEqualTo("value");
            assertThat(read.tags()).containsExactly(tags);
            assertThat(text(join(store.readAndTouch("a", Ttl.ofMillis(60_000)))))
                    .isEqualTo("value");
            join(store.invalidateTags(List.of(tag)));
            assertThat(join(store.readAndTouch("a", Ttl.ETERNAL))).isNull();
            assertThat(read("a")).isNull();
        }
    }

    @Test
    void writeAll_taggedAndUntagged_eachHasItsOwn() {
        List<Write> writes = texts(300).stream()
                .map(text ->
                        text.endsWith("3") ? put(text, text) : put(text, text).tagged("t" + text.charAt(1)))
                .map(Put::build)
                .toList();
        store.writeAll(writes).forEach(EntryStoreContract::join);
        assertThat(scanned(50)).hasSize(300);
        join(store.invalidateTags(List.of("t1")));
        assertThat(scanned(50).keySet())
                .containsExactlyInAnyOrderElementsOf(texts(300).stream()
                        .filter(text -> text.endsWith("3") || text.charAt(1) != '1')
                        .toList());
    }

    @Test
    void write_taggedWithTtl_livesAsLongAsItsTtl() {
        write(put("a", "1").tagged("red").lasting(Ttl.ofMillis(100), Ttl.UNCHANGED));
        write(put("b", "1").tagged("red", "green").lasting(Ttl.ofMillis(2500), Ttl.UNCHANGED));
        write(put("b", "2").tagged("red", "blue").lasting(Ttl.ETERNAL, Ttl.UNCHANGED));
        Put touched = put("c", "1").tagged("yellow").lasting(Ttl.ofMillis(100), Ttl.UNCHANGED);
        write(touched);
        assertThat(join(store.touch("c", touched.version, Ttl.ofMillis(2500)))).isTrue();
        write(put("d", "1").tagged("brown").lasting(Ttl.ofMillis(100), Ttl.UNCHANGED));
        assertThat(join(store.readAndTouch("d", Ttl.ETERNAL))).isNotNull();
        write(put("e", "1").tagged("grey").lasting(Ttl.ofMillis(100), Ttl.UNCHANGED));
        write(put("e", "2").tagged("grey").lasting(Ttl.ofMillis(100), Ttl.ETERNAL));
        write(put("clock", "1").lasting(Ttl.ofMillis(1700), Ttl.ETERNAL)); // a stamp's second and more
        until(() -> read("clock") == null);
        assertThat(join(store.readAll(List.of("a", "b", "c", "d", "e"))).stream()
                        .map(EntryStoreContract::text))
                .containsExactly(null, "2", "1", "1", "2");
        until(() -> read("b") == null && read("c") == null);
        assertThat(read("d")).isEqualTo("1");
    }

    @Test
    void write_sinceAPosition_isRefusedIfATagWasInvalidatedMeanwhile() {
        TagPosition before = join(store.tagPosition("a"));
        join(another().invalidateTags(List.of("green", "blue")));
        assertThat(write(put("a", "1").tagged("red").since(before)).outcome())
                .isNotEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(write(put("a", "2").tagged("red", "blue").since(before).previous()))
                .satisfies(refused -> assertThat(refused.outcome()).isEqualTo(WriteResult.Outcome.REFUSED))
                .satisfies(refused -> assertThat(text(refused.previous())).isEqualTo("1"));
        assertThat(write(put("b", "3")).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(read("a")).isEqualTo("1");
        TagPosition after = join(store.tagPosition("a"));
        assertThat(write(put("a", "4").tagged("red", "blue").since(after)).outcome())
                .isEqualTo(WriteResult.Outcome.UPDATED);
    }

    @Test
    void write_sinceAPosition_thatNeedNotLookAtWhatIsThere_isRefusedToo() {
        TagPosition before = join(store.tagPosition("a"));
        join(store.invalidateTags(List.of("red")));
        Put put = put("a", "1").tagged("red").lasting(Ttl.ETERNAL, Ttl.ETERNAL).since(before);
        assertThat(write(put).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(read("a")).isNull();
    }

    @Test
    void write_sinceAPositionThatIsLongAgo_isRefused() {
        TagPosition before = join(store.tagPosition("a"));
        for (int i = 0; i < 64; i++) {
            join(store.invalidateTags(List.of("t" + i)));
        }
        assertThat(write(put("a", "1").tagged("red").since(before)).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(write(put("a", "2").tagged("t0").since(before)).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(write(put("a", "2").tagged("t63").since(before)).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        join(store.invalidateTags(List.of("t64")));
        assertThat(write(put("a", "2").tagged("red").since(before)).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(write(put("a", "2").since(before)).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
    }

    @Test
    void write_sinceAPositionByTheSameVersionTwice_answersAsApplied() {
        Put put = put("a", "1").when(Condition.IF_ABSENT).tagged("red").since(join(store.tagPosition("a")));
        assertThat(write(put).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        for (int i = 0; i < 65; i++) {
            join(store.invalidateTags(List.of("t" + i)));
        }
        assertThat(write(put).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
    }

    @Test
    void listen_taggedEntries_areToldOfWithoutTheirTags() {
        List<StoreEvent> events = listen(store, ALL);
        Put creation = put("a", "1").tagged("red");
        Put update = put("a", "2").tagged("red", "green");
        write(creation);
        write(update);
        assertThat(text(remove("a", Condition.ALWAYS).previous())).isEqualTo("2");
        write(put("a", "3").tagged("red").lasting(Ttl.ofMillis(100), Ttl.ETERNAL));
        until(() -> events.stream().anyMatch(event -> event.kind() == Kind.EXPIRED));
        assertThat(events.stream()
                        .map(event -> event.kind() + " " + text(event.payload()) + " " + text(event.oldPayload())))
                .containsExactly("CREATED 1 null", "UPDATED 2 1", "REMOVED null 2", "CREATED 3 null", "EXPIRED null 3");
    }

    @Test
    void listen_toExpirations_invalidatedEntriesDoNotExpire() {
        write(put("early", "0").tagged("green").lasting(Ttl.ofMillis(1500), Ttl.ETERNAL));
        List<StoreEvent> events = listen(store, new Interest(false, false, true));
        write(put("a", "1").tagged("red").lasting(Ttl.ofMillis(200), Ttl.ETERNAL));
        Put touched = put("b", "2").tagged("green").lasting(Ttl.ofMillis(100), Ttl.ETERNAL);
        write(touched);
        assertThat(join(store.touch("b", touched.version, Ttl.ofMillis(300)))).isTrue();
        assertThat(join(store.readAndTouch("early", Ttl.UNCHANGED))).isNotNull();
        join(store.invalidateTags(List.of("red")));
        write(put("end", "3").tagged("red").lasting(Ttl.ofMillis(1600), Ttl.ETERNAL));
        until(() -> events.stream().map(StoreEvent::keyText).toList().containsAll(List.of("early", "end")));
        assertThat(events.stream().map(StoreEvent::keyText)).containsExactlyInAnyOrder("b", "early", "end");
    }

    @Test
    void invalidateTags_whileOthersWrite_nothingWrittenBeforeIsReadAfterwards() throws Exception {
        List<EntryStore> stores = List.of(store, another());
        List<String> texts = texts(8);
        AtomicIntegerArray written =
                new AtomicIntegerArray(4); // by each writer: its values up to this one have been put
        AtomicIntegerArray invalid = new AtomicIntegerArray(4); // and these were before an invalidation that is over
        AtomicInteger invalidations = new AtomicInteger();
        AtomicInteger found = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        onThreads(7, thread -> {
            EntryStore mine = stores.get(thread % 2);
            for (int number = 1; System.nanoTime() < end; number++) {
                if (thread < 4) {
                    String text = texts.get(ThreadLocalRandom.current().nextInt(texts.size()));
                    join(mine.write(put(text, thread + " " + number)
                            .tagged("red", "of " + text)
                            .build()));
                    written.set(thread, number);
                } else if (thread == 4) {
                    int[] before = IntStream.range(0, 4).map(written::get).toArray();
                    join(mine.invalidateTags(List.of("red")));
                    IntStream.range(0, 4).forEach(writer -> invalid.set(writer, before[writer]));
                    invalidations.incrementAndGet();
                } else {
                    int[] least = IntStream.range(0, 4).map(invalid::get).toArray();
                    for (StoredEntry entry : join(mine.readAll(texts))) {
                        if (entry != null) {
                            Scanner value = new Scanner(new String(entry.payload(), UTF_8));
                            int writer = value.nextInt();
                            assertThat(value.nextInt()).isGreaterThan(least[writer]);
                            found.incrementAndGet();
                        }
                    }
                }
            }
        });
        assertThat(invalidations.get()).isGreaterThan(10);
        assertThat(found.get()).isGreaterThan(100);
    }

    @Test
    void open_otherPartitions_isRefused() {
        StoreConnection connection = connect();
        connections.add(connection);
        assertThatThrownBy(() -> connection.open(cacheName, PARTITIONS + 1))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-305")
                .hasMessageContaining("16")
                .hasMessageContaining("17");
    }

    @Test
    void open_namesAlike_areDifferentCaches() {
        StoreConnection connection = connections.get(0);
        List<String> names = List.of("c", "c:1", "c}", "{c}", "c*", "c?", "c%3A1", "C", "c\n", "日", "c ", "");
        List<EntryStore> stores =
                names.stream().map(name -> connection.open(name, 2)).toList();
        for (int i = 0; i < stores.size(); i++) {
            join(stores.get(i).write(put("k", names.get(i)).build()));
        }
        join(stores.get(0).destroy());
        for (int i = 0; i < stores.size(); i++) {
            String expected = i == 0 ? null : names.get(i);
            assertThat(text(join(stores.get(i).read("k")))).isEqualTo(expected);
            List<ScannedEntry> page = join(stores.get(i).scan(10).next());
            assertThat(page.stream().map(found -> text(found.entry())))
                    .isEqualTo(expected == null ? List.of() : List.of(expected));
        }
        stores.forEach(each -> join(each.destroy()));
    }

    @Test
    void write_compareAndSetByManyThreads_losesNothing() throws Exception {
        write(put("n", "0"));
        List<EntryStore> stores = List.of(store, another());
        onThreads(16, thread -> {
            EntryStore mine = stores.get(thread % 2);
            for (int done = 0; done < 25; ) {
                StoredEntry seen = join(mine.read("n"));
                String next = String.valueOf(Integer.parseInt(text(seen)) + 1);
                WriteResult result = join(mine.write(
                        put("n", next).when(Condition.ifVersion(seen.version())).build()));
                done += result.outcome() == WriteResult.Outcome.UPDATED ? 1 : 0;
            }
        });
        assertThat(read("n")).isEqualTo("400");
    }

    @ParameterizedTest
    @EnumSource
    void write_ifAbsentByManyThreads_oneWins(Ground ground) throws Exception {
        prepare(ground);
        for (int round = 0; round < 20; round++) {
            String text = "r" + round;
            AtomicInteger winners = new AtomicInteger();
            onThreads(8, thread -> {
                if (write(put(text, "t" + thread).when(Condition.IF_ABSENT)).outcome() == WriteResult.Outcome.CREATED) {
                    winners.incrementAndGet();
                }
            });
            assertThat(winners).hasValue(1);
        }
    }

    @Test
    void listen_changes_areToldToAllInOrder() {
        EntryStore other = another();
        List<StoreEvent> here = listen(store, ALL);
        List<StoreEvent> there = listen(other, ALL);
        Put creation = put("a", "1");
        Put update = put("a", "2");
        assertThat(write(creation).published()).isTrue();
        assertThat(join(other.write(update.build())).published()).isTrue();
        assertThat(write(put("a", "3").when(Condition.IF_ABSENT)).published()).isFalse();
        assertThat(join(store.remove(new Removal("a", Condition.ALWAYS, 77, false)))
                        .published())
                .isTrue();
        assertThat(remove("a", Condition.ALWAYS).published()).isFalse();

        List<String> expected = List.of(
                "CREATED a " + creation.version + " 1 -", "UPDATED a " + update.version + " 2 1", "REMOVED a 77 - 2");
        until(() -> here.size() >= 3 && there.size() >= 3);
        assertThat(here.stream().map(EntryStoreContract::told)).isEqualTo(expected);
        assertThat(there.stream().map(EntryStoreContract::told)).isEqualTo(expected);
    }

    @Test
    void listen_withoutOldValues_updatesCarryNone() {
        List<StoreEvent> events = listen(store, CHANGES);
        write(put("a", "1"));
        write(put("a", "2"));
        remove("a", Condition.ALWAYS);
        until(() -> events.size() >= 3);
        assertThat(events.stream().map(event -> text(event.oldPayload()))).containsExactly(null, null, "2");
    }

    @Test
    void listen_manyWriters_orderPerKeyHolds() throws Exception {
        EntryStore other = another();
        List<StoreEvent> events = listen(store, ALL);
        onThreads(4, thread -> {
            for (int i = 0; i < 50; i++) {
                join((thread % 2 == 0 ? store : other)
                        .write(put("k" + i % 2, thread + "." + i).build()));
            }
        });
        until(() -> events.size() >= 200);
        assertThat(events).hasSize(200);
        Map<String, String> last = new HashMap<>();
        for (StoreEvent event : events) {
            assertThat(text(event.oldPayload())).isEqualTo(last.put(event.keyText(), text(event.payload())));
        }
        assertThat(last).containsEntry("k0", read("k0")).containsEntry("k1", read("k1"));
    }

    @Test
    void listen_again_replacesAndNoneEnds() {
        List<StoreEvent> first = listen(store, CHANGES);
        List<StoreEvent> second = listen(store, ALL);
        write(put("a", "1"));
        until(() -> second.size() == 1);
        join(store.listen(Interest.NONE, event -> {}));
        write(put("a", "2"));
        List<StoreEvent> third = listen(store, CHANGES);
        write(put("a", "3"));
        // What was changed before may still be under way between the servers when the third begins to listen.
        until(() -> third.stream().anyMatch(event -> "3".equals(text(event.payload()))));
        assertThat(third).hasSizeLessThanOrEqualTo(2);
        assertThat(first).isEmpty();
        assertThat(second).hasSize(1);
    }

    @Test
    void listen_toExpirations_eachIsToldOnceWithItsValue() {
        List<StoreEvent> here = listen(store, new Interest(false, false, true));
        List<StoreEvent> there = listen(another(), new Interest(false, false, true));
        texts(100).forEach(text -> write(put(text, "v" + text).lasting(Ttl.ofMillis(100), Ttl.ETERNAL)));
        write(put("removed", "x").lasting(Ttl.ofMillis(100), Ttl.ETERNAL));
        remove("removed", Condition.ALWAYS);
        write(put("kept", "x").lasting(Ttl.ofMillis(100), Ttl.ETERNAL));
        write(put("kept", "y").lasting(Ttl.ETERNAL, Ttl.ETERNAL));
        write(put("end", "x").lasting(Ttl.ofMillis(1500), Ttl.ETERNAL));
        until(() -> here.stream().anyMatch(event -> event.keyText().equals("end")));
        until(() -> there.stream().anyMatch(event -> event.keyText().equals("end")));
        for (List<StoreEvent> events : List.of(here, there)) {
            assertThat(events).hasSize(101).allMatch(event -> event.kind() == Kind.EXPIRED);
            assertThat(events.stream().map(StoreEvent::keyText))
                    .doesNotHaveDuplicates()
                    .doesNotContain("removed", "kept");
            assertThat(events.stream().filter(event -> event.keyText().equals("k7")))
                    .singleElement()
                    .satisfies(event -> assertThat(text(event.oldPayload())).isEqualTo("vk7"));
        }
        assertThat(read("kept")).isEqualTo("y");
    }

    @Test
    void listen_writeOverExpired_expirationComesBeforeCreation() {
        List<StoreEvent> events = listen(store, ALL);
        for (int i = 0; i < 20; i++) {
            String text = "k" + i;
            write(put(text, "old").lasting(Ttl.ofMillis(20), Ttl.ETERNAL));
            until(() -> read(text) == null);
            write(put(text, "new"));
        }
        until(() -> events.size() >= 60);
        for (int i = 0; i < 20; i++) {
            String text = "k" + i;
            assertThat(events.stream()
                            .filter(event -> event.keyText().equals(text))
                            .map(StoreEvent::kind))
                    .containsExactly(Kind.CREATED, Kind.EXPIRED, Kind.CREATED);
        }
    }

    @Test
    void listen_touched_expiresLater() {
        List<StoreEvent> events = listen(store, ALL);
        Put put = put("a", "1").lasting(Ttl.ofMillis(100), Ttl.ETERNAL);
        write(put);
        assertThat(join(store.touch("a", put.version, Ttl.ofMillis(2500)))).isTrue();
        write(put("b", "1").lasting(Ttl.ofMillis(100), Ttl.ETERNAL));
        write(put("c", "1"));
        assertThat(join(store.readAndTouch("c", Ttl.ofMillis(100)))).isNotNull();
        write(put("d", "1"));
        assertThat(join(store.readAndTouch("d", Ttl.IMMEDIATE))).isNotNull();
        until(() ->
                events.stream().filter(event -> event.kind() == Kind.EXPIRED).count() == 4);
        List<String> expired = events.stream()
                .filter(event -> event.kind() == Kind.EXPIRED)
                .map(StoreEvent::keyText)
                .toList();
        assertThat(expired)
                .containsExactlyInAnyOrder("a", "b", "c", "d")
                .startsWith("d")
                .endsWith("a");
    }

    @Test
    void listen_cleared_nothingExpiresAfterwards() {
        List<StoreEvent> events = listen(store, ALL);
        write(put("a", "1").lasting(Ttl.ofMillis(300), Ttl.ETERNAL));
        join(store.clear());
        write(put("b", "1").lasting(Ttl.ofMillis(400), Ttl.ETERNAL));
        until(() -> events.stream().anyMatch(event -> event.kind() == Kind.EXPIRED));
        assertThat(events.stream().filter(event -> event.kind() == Kind.EXPIRED).map(StoreEvent::keyText))
                .containsExactly("b");
    }

    @Test
    void readTimed_entries_tellsWhatIsLeftOfTheirTime() {
        write(put("eternal", "1"));
        write(put("mortal", "2").lasting(Ttl.ofMillis(60_000), Ttl.ETERNAL));

        assertThat(join(store.readTimed("none")).entry()).isNull();
        NearAnswer eternal = join(store.readTimed("eternal"));
        assertThat(text(eternal.entry())).isEqualTo("1");
        assertThat(eternal.remainingMillis()).isEqualTo(NearAnswer.ETERNAL);
        List<NearAnswer> all = join(store.readAllTimed(List.of("mortal", "none", "eternal")));
        assertThat(all).extracting(each -> text(each.entry())).containsExactly("2", null, "1");
        assertThat(all.get(0).remainingMillis()).isBetween(1L, 60_000L);
        assertThat(all.get(2).remainingMillis()).isEqualTo(NearAnswer.ETERNAL);
    }

    @Test
    void follow_changesOfEveryKind_areToldByName() {
        Follower follower = new Follower();
        store.follow(follower);
        until(() -> follower.heard("begin"));
        EntryStore other = another();
        Put update = put("a", "2");

        join(other.write(put("a", "1").build()));
        until(() -> follower.heard("a"));
        join(other.write(put("a", "x").when(Condition.IF_ABSENT).build()));
        join(other.write(update.build()));
        until(() -> follower.heard("a"));
        join(other.touch("a", update.version, Ttl.ofMillis(100_000)));
        until(() -> follower.heard("a"));
        join(other.readAndTouch("a", Ttl.ETERNAL));
        until(() -> follower.heard("a"));
        join(other.remove(new Removal("b", Condition.ALWAYS, 1, false)));
        join(other.remove(new Removal("a", Condition.ALWAYS, 1, false)));
        until(() -> follower.heard("a"));
        other.writeAll(texts(100).stream().map(text -> put(text, "1").build()).toList())
                .forEach(EntryStoreContract::join);
        texts(100).forEach(text -> until(() -> follower.heard(text)));
        join(other.clear());
        until(() -> follower.heard("all"));
        join(other.invalidateTags(List.of("one")));
        until(() -> follower.heard("tags [one]"));
        join(other.invalidateTags(List.of("one", "two")));
        until(() -> follower.heard("tags [one, two]"));
        join(other.invalidateTags(List.of()));
        join(store.write(put("own", "1").build()));
        until(() -> follower.heard("own"));

        assertThat(follower.told).isEmpty();
    }

    /** Hears what a near cache would hear. */
    private static final class Follower implements Invalidations {

        private final List<String> told = new CopyOnWriteArrayList<>();

        boolean heard(String what) {
            return told.remove(what);
        }

        @Override
        public void begin() {
            told.add("begin");
        }

        @Override
        public void changed(String keyText) {
            told.add(keyText);
        }

        @Override
        public void tagsChanged(Collection<String> tags) {
            told.add("tags " + tags);
        }

        @Override
        public void allChanged() {
            told.add("all");
        }

        @Override
        public void tidy() {}

        @Override
        public void end() {
            told.add("end");
        }
    }

    @Test
    void write_fenced_isRefusedOnceAHigherTokenHasWritten() {
        assertThat(fenced("a", "1", 9).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(fenced("a", "2", 10).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(fenced("a", "3", 9).outcome()).isEqualTo(WriteResult.Outcome.STALE);
        assertThat(read("a")).isEqualTo("2");
        assertThat(fenced("a", "4", 10).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(fenced("b", "1", 1).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(fenced("a", "5", Long.MAX_VALUE).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(fenced("a", "6", Long.MAX_VALUE - 1).outcome()).isEqualTo(WriteResult.Outcome.STALE);
    }

    @Test
    void write_fencedAfterRemovalAndClear_isStillRefused() {
        fenced("a", "1", 10);
        remove("a", Condition.ALWAYS);
        assertThat(fenced("a", "2", 9).outcome()).isEqualTo(WriteResult.Outcome.STALE);
        join(store.clear());
        assertThat(fenced("a", "2", 9).outcome()).isEqualTo(WriteResult.Outcome.STALE);
        assertThat(read("a")).isNull();
    }

    @Test
    void write_withoutFence_neitherLooksNorCounts() {
        fenced("a", "1", 10);
        assertThat(write(put("a", "2")).outcome()).isNotEqualTo(WriteResult.Outcome.STALE);
        assertThat(read("a")).isEqualTo("2");
        assertThat(fenced("a", "3", 9).outcome()).isEqualTo(WriteResult.Outcome.STALE);
    }

    @Test
    void write_fencedButConditionNotMet_leavesTheTokenAsItWas() {
        fenced("a", "1", 5);
        Write refused = put("a", "2").when(Condition.IF_ABSENT).build().withFence(7);
        assertThat(join(store.write(refused)).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(fenced("a", "3", 6).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
    }

    @Test
    void writeAll_fencedAndNot_eachHasItsOwnAnswer() {
        fenced("a", "1", 10);
        List<Write> writes = List.of(
                put("b", "1").build().withFence(1),
                put("a", "2").build().withFence(9),
                put("c", "1").lasting(Ttl.ETERNAL, Ttl.IMMEDIATE).build(),
                put("d", "1").build().withFence(3));
        assertThat(store.writeAll(writes).stream().map(EntryStoreContract::join).map(WriteResult::outcome))
                .containsExactly(
                        WriteResult.Outcome.CREATED,
                        WriteResult.Outcome.STALE,
                        WriteResult.Outcome.CREATED,
                        WriteResult.Outcome.CREATED);
        assertThat(List.of(read("a"), read("b"), read("c"), read("d"))).containsExactly("1", "1", "1", "1");
    }

    @Test
    void remove_fenced_isRefusedOnceAHigherTokenHasWrittenOrRemoved() {
        fenced("a", "1", 9);
        fenced("a", "2", 10);
        assertThat(fencedRemoval("a", Condition.ALWAYS, 9)).isEqualTo(RemovalResult.Outcome.STALE);
        assertThat(read("a")).isEqualTo("2");
        assertThat(fencedRemoval("a", Condition.ALWAYS, 10)).isEqualTo(RemovalResult.Outcome.REMOVED);
        assertThat(fencedRemoval("a", Condition.ALWAYS, 11)).isEqualTo(RemovalResult.Outcome.ABSENT);
        assertThat(fencedRemoval("a", Condition.ALWAYS, 10)).isEqualTo(RemovalResult.Outcome.STALE);
        assertThat(fenced("a", "3", 10).outcome()).isEqualTo(WriteResult.Outcome.STALE);
        assertThat(read("a")).isNull();
        assertThat(fenced("a", "4", 11).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
    }

    @Test
    void remove_fencedWhereNothingIs_keepsLowerTokensFromPutting() {
        assertThat(fencedRemoval("a", Condition.ALWAYS, 10)).isEqualTo(RemovalResult.Outcome.ABSENT);
        assertThat(fenced("a", "1", 9).outcome()).isEqualTo(WriteResult.Outcome.STALE);
        assertThat(read("a")).isNull();
        assertThat(fenced("b", "1", 9).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
    }

    @Test
    void remove_withoutFence_neitherLooksNorCounts() {
        fenced("a", "1", 10);
        assertThat(remove("a", Condition.ALWAYS).outcome()).isEqualTo(RemovalResult.Outcome.REMOVED);
        assertThat(fenced("a", "2", 9).outcome()).isEqualTo(WriteResult.Outcome.STALE);
        assertThat(fenced("a", "2", 10).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
    }

    @Test
    void remove_fencedButConditionNotMet_leavesTheTokenAsItWas() {
        fenced("a", "1", 5);
        assertThat(fencedRemoval("a", Condition.ifVersion(77), 7)).isEqualTo(RemovalResult.Outcome.REFUSED);
        assertThat(fenced("a", "2", 6).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
    }

    @Test
    void removeAll_fencedAndNot_eachHasItsOwnAnswer() {
        fenced("a", "1", 10);
        List.of("b", "c", "d").forEach(key -> write(put(key, "1")));
        List<Removal> removals = List.of(
                new Removal("b", Condition.ALWAYS, 1, false).withFence(1),
                new Removal("a", Condition.ALWAYS, 2, true).withFence(9),
                new Removal("c", Condition.ALWAYS, 3, true),
                new Removal("d", Condition.ALWAYS, 4, true).withFence(3));
        assertThat(store.removeAll(removals).stream()
                        .map(EntryStoreContract::join)
                        .map(RemovalResult::outcome))
                .containsExactly(
                        RemovalResult.Outcome.REMOVED,
                        RemovalResult.Outcome.STALE,
                        RemovalResult.Outcome.REMOVED,
                        RemovalResult.Outcome.REMOVED);
        assertThat(read("a")).isEqualTo("1");
    }

    @Test
    void remove_fencedOfALoadThatIsUnderWay_endsTheLoad() {
        assertThat(begin("a", 1)).isEqualTo(LoadStart.BEGUN);
        assertThat(fencedRemoval("a", Condition.ALWAYS, 10)).isEqualTo(RemovalResult.Outcome.ABSENT);
        Write loaded = put("a", "1").when(Condition.ifLoading(1)).build();
        assertThat(join(store.write(loaded)).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
    }

    private RemovalResult.Outcome fencedRemoval(String keyText, Condition condition, long token) {
        return join(store.remove(new Removal(keyText, condition, 1, true).withFence(token)))
                .outcome();
    }

    private WriteResult fenced(String keyText, String value, long token) {
        return join(store.write(put(keyText, value).build().withFence(token)));
    }

    @ParameterizedTest
    @EnumSource
    void beginLoad_nothingThere_isBegunOnceAndStaysAbsent(Ground ground) {
        prepare(ground);
        assertThat(begin("a", 1)).isEqualTo(LoadStart.BEGUN);
        assertThat(begin("a", 1)).as("sent twice").isEqualTo(LoadStart.BEGUN);
        assertThat(begin("a", 2)).isInstanceOfSatisfying(LoadStart.Busy.class, busy -> {
            assertThat(busy.token()).isEqualTo(1);
            assertThat(busy.remainingMillis()).isBetween(1L, LEASE_MILLIS);
        });
        assertThat(join(another().beginLoad(new LoadRequest("a", 3, LEASE_MILLIS))))
                .isInstanceOf(LoadStart.Busy.class);
        assertThat(read("a")).isNull();
        assertThat(join(store.readAll(List.of("a")))).containsOnlyNulls();
        assertThat(join(store.readAndTouch("a", Ttl.ETERNAL))).isNull();
        assertThat(join(store.touch("a", 1, Ttl.ETERNAL))).isFalse();
        assertThat(scanned(10)).isEmpty();
        assertThat(write(put("a", "1").when(Condition.IF_PRESENT)).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(write(put("a", "1").when(Condition.ifVersion(1))).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(remove("a", Condition.ifVersion(1)).outcome()).isEqualTo(RemovalResult.Outcome.ABSENT);
        assertThat(install("a", 1)).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(store.unreadable()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void beginLoad_somethingThere_answersIt(Ground ground) {
        prepare(ground);
        Put put = put("a", "1");
        write(put);
        assertThat(begin("a", 1)).isInstanceOfSatisfying(LoadStart.Present.class, present -> {
            assertThat(text(present.entry())).isEqualTo("1");
            assertThat(present.entry().version()).isEqualTo(put.version);
        });
        assertThat(install("a", 1)).isEqualTo(WriteResult.Outcome.REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void beginLoad_leaseOver_isTheNextOnes(Ground ground) {
        prepare(ground);
        join(store.beginLoad(new LoadRequest("a", 1, 200)));
        until(() -> begin("a", 2) == LoadStart.BEGUN);
        assertThat(install("a", 1)).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(install("a", 2)).isEqualTo(WriteResult.Outcome.CREATED);
    }

    @ParameterizedTest
    @EnumSource
    void beginLoads_manyKeys_areEachOnItsOwn(Ground ground) {
        prepare(ground);
        write(put("k1", "there"));
        begin("k2", 1);
        List<LoadStart> starts =
                store
                        .beginLoads(texts(200).stream()
                                .map(text -> new LoadRequest(text, 2, LEASE_MILLIS))
                                .toList())
                        .stream()
                        .map(EntryStoreContract::join)
                        .toList();
        assertThat(starts.get(0)).isEqualTo(LoadStart.BEGUN);
        assertThat(starts.get(1)).isInstanceOf(LoadStart.Present.class);
        assertThat(starts.get(2)).isInstanceOf(LoadStart.Busy.class);
        assertThat(starts.subList(3, 200)).containsOnly(LoadStart.BEGUN);
        assertThat(
                        store
                                .settleLoads(texts(200).stream()
                                        .map(text -> LoadSettlement.takenBack(text, 2))
                                        .toList())
                                .stream()
                                .map(EntryStoreContract::join)
                                .filter(done -> !done))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void load_installedTwiceByOneWrite_createsOnce(Ground ground) {
        prepare(ground);
        begin("a", 7);
        Write write = put("a", "loaded").when(Condition.ifLoading(7)).build();
        assertThat(join(store.write(write)).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(join(store.write(write)).outcome()).as("sent twice").isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(install("a", 7)).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(read("a")).isEqualTo("loaded");
    }

    @Test
    void load_installedOnItsCondition_tellsItOnce() {
        List<StoreEvent> events = listen(another(), CHANGES);
        begin("a", 7);
        Write write = put("a", "loaded").when(Condition.ifLoading(7)).build();
        assertThat(join(store.write(write)).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(join(store.write(write)).outcome()).as("sent twice").isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(install("a", 7)).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(read("a")).isEqualTo("loaded");
        remove("a", Condition.ALWAYS);
        until(() -> events.size() == 2);
        assertThat(events).extracting(StoreEvent::kind).containsExactly(Kind.CREATED, Kind.REMOVED);
    }

    @ParameterizedTest
    @EnumSource
    void load_installedWithTtl_isGoneAfterwards(Ground ground) {
        prepare(ground);
        begin("a", 7);
        write(put("a", "1").when(Condition.ifLoading(7)).lasting(Ttl.ofMillis(200), Ttl.ETERNAL));
        assertThat(read("a")).isEqualTo("1");
        until(() -> read("a") == null);
        join(store.beginLoad(new LoadRequest("b", 7, 300)));
        assertThat(write(put("b", "1").when(Condition.ifLoading(7)).lasting(Ttl.UNCHANGED, Ttl.UNCHANGED))
                        .outcome())
                .isEqualTo(WriteResult.Outcome.CREATED);
        join(store.beginLoad(new LoadRequest("c", 7, 300)));
        until(() -> begin("c", 8) == LoadStart.BEGUN);
        assertThat(read("b")).as("not gone with the lease").isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void load_endedByAnyWriteRemovalOrClear_isNotInstalled(Ground ground) {
        prepare(ground);
        Map<String, Runnable> ends = Map.of(
                "a", () -> write(put("a", "put")),
                "b", () -> write(put("b", "put").lasting(Ttl.ETERNAL, Ttl.ETERNAL)),
                "c", () -> write(put("c", "put").when(Condition.IF_ABSENT)),
                "d",
                        () -> assertThat(remove("d", Condition.ALWAYS))
                                .isEqualTo(new RemovalResult(RemovalResult.Outcome.ABSENT, null, false)),
                "e", this::clearAndBeginAnew,
                "f", () -> write(put("f", "put").lasting(Ttl.IMMEDIATE, Ttl.IMMEDIATE)),
                "g", () -> join(store.settleLoad(LoadSettlement.takenBack("g", 7))));
        ends.forEach((keyText, end) -> {
            begin(keyText, 7);
            end.run();
            assertThat(install(keyText, 7)).as(keyText).isEqualTo(WriteResult.Outcome.REFUSED);
            assertThat(read(keyText)).as(keyText).isNotEqualTo("loaded");
        });
    }

    /** So that every partition has a stamp again, another one. */
    private void clearAndBeginAnew() {
        join(store.clear());
        texts(100).forEach(text -> write(put(text, "new")));
    }

    @Test
    void removal_ofALoad_tellsNobody() {
        List<StoreEvent> events = listen(another(), ALL);
        begin("a", 7);
        remove("a", Condition.ALWAYS);
        write(put("b", "1"));
        until(() -> !events.isEmpty());
        assertThat(events).extracting(StoreEvent::keyText).containsExactly("b");
    }

    @ParameterizedTest
    @EnumSource
    void settleLoad_renewed_lastsOn(Ground ground) {
        prepare(ground);
        join(store.beginLoad(new LoadRequest("a", 1, 300)));
        join(store.beginLoad(new LoadRequest("b", 1, 300)));
        assertThat(join(store.settleLoad(LoadSettlement.renewed("a", 1, LEASE_MILLIS))))
                .isTrue();
        assertThat(join(store.settleLoad(LoadSettlement.renewed("a", 2, LEASE_MILLIS))))
                .isFalse();
        until(() -> begin("b", 2) == LoadStart.BEGUN);
        assertThat(install("a", 1)).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(join(store.settleLoad(LoadSettlement.renewed("a", 1, LEASE_MILLIS))))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void settleLoad_failed_isAnAnswerToThoseWhoWaitedOnly(Ground ground) {
        prepare(ground);
        begin("a", 1);
        assertThat(join(store.settleLoad(LoadSettlement.failed("a", 1, LEASE_MILLIS, "no – database"))))
                .isTrue();
        assertThat(read("a")).isNull();
        assertThat(join(store.beginLoad(new LoadRequest("a", 2, LEASE_MILLIS, 1L, false))))
                .isEqualTo(new LoadStart.Failed("no – database"));
        assertThat(join(store.beginLoad(new LoadRequest("a", 3, LEASE_MILLIS, 99L, false))))
                .isEqualTo(LoadStart.BEGUN);
        assertThat(begin("b", 1)).isEqualTo(LoadStart.BEGUN);
        join(store.settleLoad(LoadSettlement.failed("b", 1, LEASE_MILLIS, "")));
        assertThat(begin("b", 2)).isEqualTo(LoadStart.BEGUN);
    }

    @ParameterizedTest
    @EnumSource
    void settleLoad_knownAbsent_isBelievedForAWhile(Ground ground) {
        prepare(ground);
        begin("a", 1);
        join(store.settleLoad(LoadSettlement.knownAbsent("a", 1, 200)));
        assertThat(begin("a", 2)).isEqualTo(LoadStart.KNOWN_ABSENT);
        assertThat(read("a")).isNull();
        assertThat(install("a", 1)).isEqualTo(WriteResult.Outcome.REFUSED);
        until(() -> begin("a", 3) == LoadStart.BEGUN);
        join(store.settleLoad(LoadSettlement.knownAbsent("a", 3, LEASE_MILLIS)));
        assertThat(join(store.beginLoad(new LoadRequest("a", 4, LEASE_MILLIS, null, true))))
                .as("by one who has a value")
                .isEqualTo(LoadStart.BEGUN);
        join(store.settleLoad(LoadSettlement.knownAbsent("a", 4, LEASE_MILLIS)));
        assertThat(write(put("a", "put").when(Condition.IF_ABSENT)).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(read("a")).isEqualTo("put");
    }

    @Test
    void settleLoad_knownFailure_isBelievedForAWhile() {
        LoadStart known = new LoadStart.KnownFailure("java.io.IOException");
        begin("a", 1);
        join(store.settleLoad(LoadSettlement.knownFailure("a", 1, 200, "java.io.IOException")));
        assertThat(begin("a", 2)).isEqualTo(known);
        assertThat(join(store.beginLoad(new LoadRequest("a", 2, LEASE_MILLIS, 1L, false))))
                .as("by one who has waited for it")
                .isEqualTo(known);
        assertThat(read("a")).isNull();
        assertThat(install("a", 1)).isEqualTo(WriteResult.Outcome.REFUSED);
        until(() -> begin("a", 3) == LoadStart.BEGUN);
        join(store.settleLoad(LoadSettlement.knownFailure("a", 3, LEASE_MILLIS, "java.io.IOException")));
        assertThat(join(store.beginLoad(new LoadRequest("a", 4, LEASE_MILLIS, null, true))))
                .as("by one who has a value")
                .isEqualTo(LoadStart.BEGUN);
        join(store.settleLoad(LoadSettlement.knownFailure("a", 4, LEASE_MILLIS, "java.io.IOException")));
        assertThat(remove("a", Condition.ALWAYS).outcome()).isEqualTo(RemovalResult.Outcome.ABSENT);
        assertThat(begin("a", 5)).as("after a removal").isEqualTo(LoadStart.BEGUN);
    }

    // --- refreshing ------------------------------------------------------------------------------------------------

    private static final Timing TIMING = new Timing(40_000, 60_000, 1_234);

    @Test
    void write_timed_isReadWithItAndLivesThatLong() {
        write(put("a", "1").lasting(Ttl.ofMillis(5), Ttl.ofMillis(6)).timed());
        write(put("b", "2").lasting(Ttl.ofMillis(5), Ttl.ofMillis(6)).timed().tagged("red"));
        for (String key : List.of("a", "b")) {
            NearAnswer read = join(store.readTimed(key));
            assertThat(required(read.entry()).timing()).isEqualTo(TIMING);
            assertThat(read.remainingMillis()).isBetween(90_000L, 100_000L);
        }
        assertThat(read("a")).isEqualTo("1");
        assertThat(read("b")).isEqualTo("2");
        assertThat(required(join(store.read("b"))).tags()).containsExactly("red");
        assertThat(scanned(10)).containsEntry("a", "1").containsEntry("b", "2");
        join(store.invalidateTags(List.of("red")));
        assertThat(read("b")).isNull();
    }

    @Test
    void write_overTimed_keepsTheTimingOnlyWhereTheTimeToLiveStays() {
        write(put("a", "1").lasting(Ttl.ofMillis(5), Ttl.ETERNAL).timed());
        WriteResult kept =
                write(put("a", "2").lasting(Ttl.ETERNAL, Ttl.UNCHANGED).previous());
        assertThat(text(kept.previous())).isEqualTo("1");
        NearAnswer read = join(store.readTimed("a"));
        assertThat(text(read.entry())).isEqualTo("2");
        assertThat(required(read.entry()).timing()).isEqualTo(TIMING);
        assertThat(read.remainingMillis()).isBetween(90_000L, 100_000L);
        write(put("a", "3").lasting(Ttl.ETERNAL, Ttl.UNCHANGED).tagged("red"));
        assertThat(required(join(store.read("a"))).timing()).isEqualTo(TIMING);
        write(put("a", "4").lasting(Ttl.ETERNAL, Ttl.ETERNAL));
        assertThat(required(join(store.read("a"))).timing()).isNull();
        write(put("b", "1").lasting(Ttl.ofMillis(5), Ttl.UNCHANGED));
        write(put("a", "5").lasting(Ttl.ofMillis(5), Ttl.UNCHANGED).timed());
        assertThat(required(join(store.read("a"))).timing())
                .as("of an entry that had none")
                .isNull();
    }

    @Test
    void write_timedOnVersion_replacesThatVersionOnly() {
        write(put("a", "1").lasting(Ttl.ofMillis(60_000), Ttl.ofMillis(60_000)));
        long version = required(join(store.read("a"))).version();
        List<StoreEvent> events = listen(another(), ALL);
        Put refreshed = put("a", "2").lasting(Ttl.ofMillis(5), Ttl.ofMillis(5)).when(Condition.ifVersion(version));
        assertThat(write(refreshed.timed()).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        Put late = put("a", "3").lasting(Ttl.ofMillis(5), Ttl.ofMillis(5)).when(Condition.ifVersion(version));
        assertThat(write(late.timed()).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        until(() -> !events.isEmpty());
        assertThat(text(events.get(0).payload())).isEqualTo("2");
        assertThat(text(events.get(0).oldPayload())).isEqualTo("1");
        List<CompletionStage<WriteResult>> many = store.writeAll(List.of(
                put("b", "b").lasting(Ttl.ofMillis(5), Ttl.ofMillis(5)).timed().build(),
                put("c", "c").build()));
        many.forEach(EntryStoreContract::join);
        assertThat(read("b")).isEqualTo("b");
        assertThat(read("c")).isEqualTo("c");
        assertThat(required(join(store.read("c"))).timing()).isNull();
    }

    @Test
    void leaseRefresh_held_isNobodyElsesUntilItEnds() {
        EntryStore other = another();
        assertThat(join(store.leaseRefresh("a", 1, LEASE_MILLIS))).isTrue();
        assertThat(join(store.leaseRefresh("a", 1, LEASE_MILLIS))).as("renewed").isTrue();
        assertThat(join(other.leaseRefresh("a", 2, LEASE_MILLIS))).isFalse();
        assertThat(join(other.endRefresh("a", 2))).isFalse();
        assertThat(join(other.leaseRefresh("b", 2, LEASE_MILLIS)))
                .as("of another key")
                .isTrue();
        assertThat(join(store.endRefresh("a", 1))).isTrue();
        assertThat(join(store.endRefresh("a", 1))).isFalse();
        assertThat(join(other.leaseRefresh("a", 2, 200))).isTrue();
        until(() -> join(store.leaseRefresh("a", 3, LEASE_MILLIS)));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value, "it must be there");
    }

    @Test
    void beginLoad_entryExpiredAndAwaited_isStillTold() {
        List<StoreEvent> events = listen(another(), ALL);
        write(put("a", "1").lasting(Ttl.ofMillis(200), Ttl.ETERNAL));
        until(() -> begin("a", 7) == LoadStart.BEGUN);
        install("a", 7);
        until(() -> events.size() == 3);
        assertThat(events).extracting(StoreEvent::kind).containsExactly(Kind.CREATED, Kind.EXPIRED, Kind.CREATED);
    }

    private LoadStart begin(String keyText, long token) {
        return join(store.beginLoad(new LoadRequest(keyText, token, LEASE_MILLIS)));
    }

    private WriteResult.Outcome install(String keyText, long token) {
        return write(put(keyText, "loaded").when(Condition.ifLoading(token))).outcome();
    }

    @Test
    void unwrap_otherType_isRefused() {
        assertThatThrownBy(() -> connections.get(0).unwrap(Runnable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Runnable");
    }

    @Test
    void close_twice_isFine() {
        StoreConnection connection = connect();
        join(connection.open(cacheName, PARTITIONS).listen(ALL, event -> {}));
        connection.close();
        connection.close();
        assertThat(write(put("a", "1")).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
    }

    private static final class Put {
        private final String keyText;
        private final String value;
        private final long version = ThreadLocalRandom.current().nextLong();
        private Condition condition = Condition.ALWAYS;
        private Ttl onCreation = Ttl.ETERNAL;
        private Ttl onUpdate = Ttl.UNCHANGED;
        private boolean previousWanted;
        private List<String> tags = List.of();
        private @Nullable TagPosition before;
        private boolean timed;

        private Put(String keyText, String value) {
            this.keyText = keyText;
            this.value = value;
        }

        private Put when(Condition required) {
            condition = required;
            return this;
        }

        private Put lasting(Ttl created, Ttl updated) {
            onCreation = created;
            onUpdate = updated;
            return this;
        }

        private Put previous() {
            previousWanted = true;
            return this;
        }

        private Put tagged(String... names) {
            tags = List.of(names);
            return this;
        }

        private Put since(TagPosition position) {
            before = position;
            return this;
        }

        private Put timed() {
            timed = true;
            return this;
        }

        private Write build() {
            Write write = new Write(
                    keyText,
                    value.getBytes(UTF_8),
                    condition,
                    version,
                    onCreation,
                    onUpdate,
                    previousWanted,
                    tags,
                    before,
                    null,
                    null);
            return timed ? write.withTiming(TIMING) : write;
        }
    }

    private static Put put(String keyText, String value) {
        return new Put(keyText, value);
    }

    private WriteResult write(Put put) {
        return join(store.write(put.build()));
    }

    private RemovalResult.Outcome removeUnseen(String keyText, Condition condition) {
        RemovalResult result = join(store.remove(new Removal(keyText, condition, 1, false)));
        assertThat(result.previous()).isNull();
        return result.outcome();
    }

    private RemovalResult remove(String keyText, Condition condition) {
        return join(store.remove(new Removal(keyText, condition, 1, true)));
    }

    private @Nullable String read(String keyText) {
        return text(join(store.read(keyText)));
    }

    private static List<StoreEvent> listen(EntryStore to, Interest interest) {
        List<StoreEvent> events = new CopyOnWriteArrayList<>();
        join(to.listen(interest, events::add));
        return events;
    }

    private Map<String, String> scanned(int pageSize) {
        Map<String, String> found = new HashMap<>();
        EntryScan scan = store.scan(pageSize);
        for (List<ScannedEntry> page = join(scan.next()); !page.isEmpty(); page = join(scan.next())) {
            assertThat(page).hasSizeLessThanOrEqualTo(pageSize);
            page.forEach(each ->
                    assertThat(found.put(each.keyText(), text(each.entry()))).isNull());
        }
        return found;
    }

    private List<String> scanned(int pageSize, String... patterns) {
        List<String> found = new ArrayList<>();
        EntryScan scan = store.scan(pageSize, Stream.of(patterns).map(Glob::of).toList());
        for (List<ScannedEntry> page = join(scan.next()); !page.isEmpty(); page = join(scan.next())) {
            assertThat(page).hasSizeLessThanOrEqualTo(pageSize);
            page.forEach(each -> found.add(each.keyText()));
        }
        return found;
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i).toList();
    }

    private void until(BooleanSupplier condition) {
        await().atMost(15, TimeUnit.SECONDS)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .until(() -> {
                    letTimePass();
                    return condition.getAsBoolean();
                });
    }

    private interface Task {
        void run(int thread) throws Exception;
    }

    private static void onThreads(int count, Task task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                running.add(threads.submit(() -> {
                    task.run(thread);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String told(StoreEvent event) {
        String old = text(event.oldPayload());
        String value = text(event.payload());
        return event.kind() + " " + event.keyText() + " " + event.operationId() + " " + (value == null ? "-" : value)
                + " " + (old == null ? "-" : old);
    }

    private static @Nullable String text(@Nullable StoredEntry entry) {
        return entry == null ? null : text(entry.payload());
    }

    private static @Nullable String text(byte @Nullable [] payload) {
        return payload == null ? null : new String(payload, UTF_8);
    }

    private static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new CompletionException(e.getCause());
        }
    }
}
