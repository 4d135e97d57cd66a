package io.larder.internal.redis;

import static io.larder.internal.redis.Requests.failureOf;
import static io.larder.internal.redis.Requests.join;
import static io.larder.internal.redis.Requests.onThreads;
import static io.larder.internal.redis.Requests.removal;
import static io.larder.internal.redis.Requests.text;
import static io.larder.internal.redis.Requests.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Interest;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.TimedEntry;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.WriteResult;
import io.larder.internal.store.WriteResult.Outcome;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests that share a round trip have in common, and what they have not. */
class CoalescingIT {

    private static final int PARTITIONS = 8;
    private static final int THREADS = 64;
    private static final int REQUESTS_PER_THREAD = 16;

    /** Those that leave before the others have gathered, one for each connection that may be used at a time. */
    private static final int EARLY = 1 + 8 + 1;

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.standalone();

    private static final RedisNode NODE = SERVERS.nodes().get(0);

    private RedisConnection connection;
    private EntryStore books;
    private EntryStore films;

    @BeforeEach
    void openStores() {
        SERVERS.flush();
        connection = RedisConnections.open(SERVERS);
        books = connection.open("books", PARTITIONS);
        films = connection.open("films", PARTITIONS);
        join(books.write(write("warm", "x")));
        join(books.remove(removal("warm", Condition.ALWAYS)));
        join(books.read("warm"));
    }

    @AfterEach
    void closeConnection() {
        connection.close();
    }

    @Test
    void read_manyByOneThread_shareFewCommandsAndEachGetsItsOwn() {
        List<String> texts = texts(1000);
        fill(texts);
        List<CompletionStage<@Nullable StoredEntry>> booksFound = new ArrayList<>();
        List<CompletionStage<@Nullable StoredEntry>> filmsFound = new ArrayList<>();
        SERVERS.resetCommandCounts();

        whilePaused(() -> texts.forEach(keyText -> {
            booksFound.add(books.read(keyText));
            filmsFound.add(films.read(keyText));
        }));

        for (int i = 0; i < texts.size(); i++) {
            assertThat(text(join(booksFound.get(i)))).isEqualTo(book(i));
            assertThat(text(join(filmsFound.get(i)))).isEqualTo(film(i));
        }
        assertThat(SERVERS.commandCounts().get("mget")).isLessThanOrEqualTo(2000 / 64 + EARLY);
    }

    @Test
    void read_manyThreads_shareFewCommandsAndEachGetsItsOwn() throws Exception {
        List<String> texts = texts(THREADS * REQUESTS_PER_THREAD);
        fill(texts);
        List<CompletionStage<@Nullable StoredEntry>> found = new ArrayList<>();
        SERVERS.resetCommandCounts();

        whilePaused(() -> onThreads(
                        THREADS,
                        thread ->
                                texts.subList(thread * REQUESTS_PER_THREAD, (thread + 1) * REQUESTS_PER_THREAD).stream()
                                        .map(books::read)
                                        .toList())
                .forEach(found::addAll));

        for (int i = 0; i < texts.size(); i++) {
            assertThat(text(join(found.get(i)))).isEqualTo(book(i));
        }
        assertThat(SERVERS.commandCounts().get("mget")).isLessThanOrEqualTo(texts.size() / 64 + EARLY);
    }

    @Test
    void readWithTtl_manyAtATime_shareFewCommandsForTheEntries() {
        List<String> texts = texts(1000);
        fill(texts);
        List<CompletionStage<@Nullable TimedEntry>> found = new ArrayList<>();
        SERVERS.resetCommandCounts();

        whilePaused(() -> texts.forEach(keyText -> found.add(books.readWithTtl(keyText))));

        for (int i = 0; i < texts.size(); i++) {
            TimedEntry timed = join(found.get(i));
            assertThat(timed == null ? null : text(timed.entry())).isEqualTo(book(i));
            assertThat(timed == null || timed.remaining() == Ttl.ETERNAL).isTrue();
        }
        assertThat(SERVERS.commandCounts().get("mget")).isLessThanOrEqualTo(1000 / 64 + EARLY);
        assertThat(SERVERS.commandCounts().get("pttl")).isEqualTo(1000);
    }

    /** What is under the name of the i-th entry: a book, a book and a film, nothing, foreign bytes, another type. */
    private void fill(List<String> texts) {
        CacheKeys keys = CacheKeys.of("test", "books", PARTITIONS, key -> 0);
        List<CompletionStage<WriteResult>> written = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String keyText = texts.get(i);
            String name = keys.partitionOf(keyText).entry(keyText);
            switch (i % 5) {
                case 0 -> written.add(books.write(write(keyText, String.valueOf(book(i)))));
                case 1 -> {
                    written.add(books.write(write(keyText, String.valueOf(book(i)))));
                    written.add(films.write(write(keyText, String.valueOf(film(i)))));
                }
                case 2 -> NODE.commandBytes("SET".getBytes(UTF_8), name.getBytes(UTF_8), new byte[] {7, 7});
                case 3 -> NODE.command("HSET", name, "field", "value");
                default -> {}
            }
        }
        written.forEach(Requests::join);
    }

    private static @Nullable String book(int i) {
        return i % 5 < 2 ? "book " + i : null;
    }

    private static @Nullable String film(int i) {
        return i % 5 == 1 ? "film " + i : null;
    }

    @Test
    void read_entryOfManyThreads_isAskedForOnceAndToldToAll() throws Exception {
        join(books.write(write("bestseller", "b")));
        List<CompletionStage<@Nullable StoredEntry>> found = new ArrayList<>();
        SERVERS.resetCommandCounts();
        whilePaused(() -> found.addAll(onThreads(THREADS, thread -> books.read("bestseller"))));
        assertThat(found)
                .hasSize(THREADS)
                .allSatisfy(answer -> assertThat(text(join(answer))).isEqualTo("b"));
        assertThat(SERVERS.commandCounts().get("mget")).isLessThanOrEqualTo(1 + EARLY);
    }

    @Test
    void write_manyByOneThread_shareFewCommandsAndEachGetsItsOwn() {
        List<String> texts = texts(600);
        texts.subList(200, 400).forEach(keyText -> join(books.write(write(keyText, "old"))));
        List<CompletionStage<WriteResult>> booksWritten = new ArrayList<>();
        List<CompletionStage<WriteResult>> filmsWritten = new ArrayList<>();
        List<CompletionStage<RemovalResult>> removed = new ArrayList<>();
        SERVERS.resetCommandCounts();

        whilePaused(() -> {
            for (String keyText : texts) {
                booksWritten.add(books.write(write(keyText, "book " + keyText)));
                filmsWritten.add(films.write(write(keyText, "film " + keyText)));
                removed.add(books.remove(removal("no " + keyText, Condition.ALWAYS)));
            }
        });

        for (int i = 0; i < texts.size(); i++) {
            boolean there = i >= 200 && i < 400;
            assertThat(join(booksWritten.get(i)).outcome()).isEqualTo(there ? Outcome.UPDATED : Outcome.CREATED);
            assertThat(join(filmsWritten.get(i)).outcome()).isEqualTo(Outcome.CREATED);
            assertThat(join(removed.get(i)).outcome()).isEqualTo(RemovalResult.Outcome.ABSENT);
        }
        assertThat(SERVERS.commandCounts().get("evalsha")).isLessThanOrEqualTo(1800 / 64 + EARLY);
        texts.forEach(keyText -> {
            assertThat(text(join(books.read(keyText)))).isEqualTo("book " + keyText);
            assertThat(text(join(films.read(keyText)))).isEqualTo("film " + keyText);
        });
    }

    @Test
    void requests_manyThreads_shareFewCommandsAndEachGetsItsOwn() throws Exception {
        Queue<CompletionStage<?>> asked = new ConcurrentLinkedQueue<>();
        List<CompletionStage<@Nullable StoredEntry>> found = new ArrayList<>();
        IntStream.range(0, THREADS).forEach(thread -> join(books.write(write("r" + thread, "r" + thread))));
        SERVERS.resetCommandCounts();
        whilePaused(() -> onThreads(THREADS, thread -> {
                    List<CompletionStage<?>> mine = new ArrayList<>();
                    CompletionStage<@Nullable StoredEntry> read = books.read("r" + thread);
                    for (int i = 0; i < REQUESTS_PER_THREAD; i++) {
                        mine.add(films.write(write("w" + thread + "." + i, "v")));
                        mine.add(books.readAndTouch("t" + thread, Ttl.UNCHANGED));
                    }
                    asked.addAll(mine);
                    return read;
                })
                .forEach(found::add));
        for (int thread = 0; thread < THREADS; thread++) {
            assertThat(text(join(found.get(thread)))).isEqualTo("r" + thread);
        }
        assertThat(asked).hasSize(THREADS * REQUESTS_PER_THREAD * 2);
        asked.forEach(Requests::join);
        assertThat(SERVERS.commandCounts().get("evalsha")).isLessThanOrEqualTo(asked.size() / 64 + 2 * EARLY);
    }

    @Test
    void write_neighboursRefused_eachHasItsOwnOutcome() {
        CacheKeys keys = CacheKeys.of("test", "books", PARTITIONS, key -> 0);
        texts(50).forEach(keyText -> join(books.write(write(keyText, "old"))));
        IntStream.range(60, 70).forEach(i -> {
            String name = keys.partitionOf("k" + i).entry("k" + i);
            NODE.command("HSET", name, "field", "value");
        });
        IntStream.range(70, 80).forEach(i -> {
            String name = keys.partitionOf("k" + i).entry("k" + i);
            NODE.commandBytes("SET".getBytes(UTF_8), name.getBytes(UTF_8), new byte[] {7, 7});
        });
        List<CompletionStage<WriteResult>> written = new ArrayList<>();
        List<CompletionStage<RemovalResult>> removed = new ArrayList<>();

        whilePaused(() -> {
            for (int i = 0; i < 80; i++) {
                written.add(books.write(write("k" + i, "new " + i, conditions(i))));
            }
            for (int i = 80; i < 120; i++) {
                removed.add(books.remove(removal("k" + i % 120, Condition.ALWAYS)));
                written.add(books.write(write("n" + i, "new " + i)));
            }
        });

        for (int i = 0; i < 80; i++) {
            boolean refused = i < 50 ? i % 3 > 0 : i % 3 == 2;
            Outcome expected = refused ? Outcome.REFUSED : i < 50 ? Outcome.UPDATED : Outcome.CREATED;
            assertThat(join(written.get(i)).outcome()).as("k" + i).isEqualTo(expected);
            String left = i < 50 ? "old" : null;
            assertThat(text(join(books.read("k" + i)))).as("k" + i).isEqualTo(refused ? left : "new " + i);
        }
        removed.forEach(answer -> assertThat(join(answer).outcome()).isEqualTo(RemovalResult.Outcome.ABSENT));
        written.subList(80, 120)
                .forEach(answer -> assertThat(join(answer).outcome()).isEqualTo(Outcome.CREATED));
    }

    private static Condition conditions(int i) {
        return switch (i % 3) {
            case 0 -> Condition.ALWAYS;
            case 1 -> Condition.IF_ABSENT;
            default -> Condition.ifVersion(77);
        };
    }

    @Test
    void write_scriptFailsForOnePartition_othersAreMade() {
        CacheKeys keys = CacheKeys.of("test", "books", PARTITIONS, key -> 0);
        join(books.listen(new Interest(false, false, true), event -> {}));
        CacheKeys.Partition broken = keys.partitions().get(3);
        NODE.command("DEL", broken.journal);
        NODE.command("SET", broken.journal, "of another type");
        List<String> texts = texts(200);
        List<CompletionStage<WriteResult>> written = new ArrayList<>();

        whilePaused(() -> texts.forEach(
                keyText -> written.add((keyText.endsWith("0") ? films : books).write(write(keyText, "v")))));

        for (int i = 0; i < texts.size(); i++) {
            String keyText = texts.get(i);
            boolean ofFilms = keyText.endsWith("0");
            if (!ofFilms && keys.partitionOf(keyText) == broken) {
                assertThat(failureOf(written.get(i))).isInstanceOf(CacheException.class);
            } else {
                assertThat(join(written.get(i)).outcome()).isEqualTo(Outcome.CREATED);
                assertThat(text(join((ofFilms ? films : books).read(keyText)))).isEqualTo("v");
            }
        }
        NODE.command("DEL", broken.journal);
        texts.forEach(keyText -> join(books.write(write(keyText, "w"))));
    }

    @Test
    void requests_manyThreads_nobodyStarves() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS + 1);
        AtomicBoolean over = new AtomicBoolean();
        Thread clock = new Thread(() -> {
            try {
                start.await();
                await().pollDelay(2, TimeUnit.SECONDS).until(() -> true);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                over.set(true);
            }
        });
        clock.start();
        List<Integer> done = onThreads(THREADS, thread -> {
            start.await();
            int count = 0;
            for (; !over.get(); count++) {
                List<CompletionStage<?>> asked = new ArrayList<>();
                for (int i = 0; i < 8; i++) { // of all together far more than one trip takes, so that some are left
                    String keyText = "k" + (thread + i) % 16;
                    asked.add(
                            i % 4 == 0
                                    ? books.write(write(keyText, "v" + count))
                                    : (thread % 2 == 0 ? books : films).read(keyText));
                }
                asked.forEach(Requests::join);
            }
            return count;
        });
        clock.join();
        double mean = done.stream().mapToInt(count -> count).average().orElseThrow();
        assertThat(done).as("operations of each thread").allMatch(count -> count >= mean / 5);
    }

    // --- how -------------------------------------------------------------------------------------------------------

    private interface Asking {
        void ask() throws Exception;
    }

    /** Asks while the server is frozen, so that nothing is answered before everything is asked. */
    private static void whilePaused(Asking asking) {
        NODE.pause();
        try {
            asking.ask();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            NODE.resume();
        }
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i).toList();
    }
}
