package io.larder.cdi.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.cdi.annotation.CacheOptions;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.InvalidateTags;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * With Larder: methods that return a stage are called once for all. All callers are the thread of the test, which whoever waited for a
 * stage would hold up; the tests complete the stages.
 */
@Timeout(120)
class LarderStagesContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ApplicationScoped
    @CacheDefaults(cacheName = "quotes")
    static class Quotes {

        private final List<CompletableFuture<@Nullable String>> stages = new CopyOnWriteArrayList<>();

        private CompletableFuture<@Nullable String> next() {
            CompletableFuture<@Nullable String> next = new CompletableFuture<>();
            stages.add(next);
            return next;
        }

        @CacheResult
        public CompletableFuture<@Nullable String> quote(String name) {
            return next();
        }

        @CacheResult(exceptionCacheName = "failures")
        public CompletionStage<@Nullable String> remembered(String name) {
            return next();
        }

        @CacheResult
        @CacheTags("quotes")
        public CompletionStage<@Nullable String> tagged(String name) {
            return next();
        }

        @InvalidateTags("quotes")
        public void invalidate() {}

        @CacheResult
        @CacheOptions(unless = "${result == 'draft'}")
        public CompletionStage<@Nullable String> conditional(String name) {
            return next();
        }

        @CacheResult
        @CacheOptions(nullTtl = "PT1M")
        public CompletionStage<@Nullable String> nothing(String name) {
            return next();
        }

        @CacheResult
        public CompletionStage<@Nullable String> throwing(String name) throws IOException {
            throw new IOException("no quotes");
        }

        @CacheResult
        public @Nullable CompletionStage<@Nullable String> without(String name) {
            return null;
        }

        /** Returns what a call has returned; one that another one has to end for may be on its way still. */
        public CompletableFuture<@Nullable String> call(int number) {
            while (stages.size() < number) {
                Thread.onSpinWait();
            }
            return stages.get(number - 1);
        }

        public int calls() {
            return stages.size();
        }

        public void forget() {
            stages.clear();
        }
    }

    @RegisterExtension
    final Application application = Application.of(Quotes.class);

    /** On a server the bean has seen other tests. */
    @BeforeEach
    void forgetOtherTests() {
        quotes().forget();
    }

    private Quotes quotes() {
        return application.get(Quotes.class);
    }

    private static Throwable failure(CompletionStage<@Nullable String> stage) {
        return stage.<Throwable>handle(
                        (value, failure) -> failure == null ? new AssertionError("it gave " + value) : failure)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Test
    void result_wantedByMany_isMadeOnce() {
        List<CompletableFuture<@Nullable String>> answers = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> answers.add(quotes().quote("a")));
        assertThat(answers).doesNotHaveDuplicates().noneMatch(CompletableFuture::isDone);

        quotes().call(1).complete("1.20");

        answers.forEach(answer -> assertThat(answer).succeedsWithin(PATIENCE).isEqualTo("1.20"));
        assertThat(quotes().quote("a")).isCompletedWithValue("1.20");
        assertThat(quotes().calls()).isEqualTo(1);
    }

    @Test
    void result_null_isThatOfAll() {
        CompletableFuture<@Nullable String> first = quotes().quote("a");
        CompletableFuture<@Nullable String> second = quotes().quote("a");
        quotes().call(1).complete(null);

        assertThat(first).succeedsWithin(PATIENCE).isNull();
        assertThat(second).succeedsWithin(PATIENCE).isNull();
        assertThat(quotes().calls()).isEqualTo(1);
    }

    @Test
    void exception_ofTheStage_reachesAllAsItIs() {
        IOException thrown = new IOException("no quotes");
        CompletionStage<@Nullable String> first = quotes().quote("a");
        CompletionStage<@Nullable String> second = quotes().quote("a");
        quotes().call(1).completeExceptionally(thrown);

        assertThat(failure(first)).isSameAs(thrown);
        assertThat(failure(second)).isSameAs(thrown);
        assertThat(quotes().quote("a")).isNotDone();
        assertThat(quotes().calls()).isEqualTo(2);
    }

    @Test
    void exception_thrownInsteadOfAStage_isThrown() {
        assertThatThrownBy(() -> quotes().throwing("a")).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void exception_withExceptionCache_isThatOfLaterCallsToo() {
        CompletionStage<@Nullable String> first = quotes().remembered("a");
        quotes().call(1).completeExceptionally(new IOException("no quotes"));
        assertThat(failure(first)).isExactlyInstanceOf(IOException.class);

        assertThat(failure(quotes().remembered("a"))).isExactlyInstanceOf(IOException.class);
        assertThat(quotes().calls()).isEqualTo(1);
    }

    @Test
    void stage_cancelledByItsCaller_disturbsNobody() {
        CompletableFuture<@Nullable String> first = quotes().quote("a");
        CompletableFuture<@Nullable String> second = quotes().quote("a");
        first.cancel(true);
        quotes().call(1).complete("1.20");

        assertThat(second).succeedsWithin(PATIENCE).isEqualTo("1.20");
        assertThat(quotes().calls()).isEqualTo(1);
    }

    @Test
    void stage_cancelledByTheMethod_isCancelledForAll() {
        CompletableFuture<@Nullable String> first = quotes().quote("a");
        CompletableFuture<@Nullable String> second = quotes().quote("a");
        quotes().call(1).cancel(true);

        assertThat(failure(first)).isInstanceOf(CancellationException.class);
        assertThat(failure(second)).isInstanceOf(CancellationException.class);
    }

    @Test
    void tag_invalidatedWhileTheStageRuns_keepsTheValueFromTheCache() {
        CompletionStage<@Nullable String> first = quotes().tagged("a");
        quotes().invalidate();
        quotes().call(1).complete("old");

        assertThat(first.toCompletableFuture()).succeedsWithin(PATIENCE).isEqualTo("old");
        assertThat(Application.sizeOf("quotes")).isZero();
    }

    @Test
    void condition_true_keepsTheValueFromTheCacheAndFromThoseWhoWaited() {
        CompletionStage<@Nullable String> first = quotes().conditional("a");
        CompletionStage<@Nullable String> second = quotes().conditional("a");
        quotes().call(1).complete("draft");
        assertThat(first.toCompletableFuture()).succeedsWithin(PATIENCE).isEqualTo("draft");

        quotes().call(2).complete("another draft");
        assertThat(second.toCompletableFuture()).succeedsWithin(PATIENCE).isEqualTo("another draft");
        assertThat(Application.sizeOf("quotes")).isZero();
    }

    @Test
    void nothing_remembered_isNotAskedForAgain() {
        CompletionStage<@Nullable String> first = quotes().nothing("a");
        quotes().call(1).complete(null);
        assertThat(first.toCompletableFuture()).succeedsWithin(PATIENCE).isNull();

        assertThat(quotes().nothing("a").toCompletableFuture())
                .succeedsWithin(PATIENCE)
                .isNull();
        assertThat(quotes().calls()).isEqualTo(1);
    }

    @Test
    void methodWithoutAStage_isNothing() {
        CompletionStage<@Nullable String> answer = requireNonNull(quotes().without("a"));

        assertThat(answer.toCompletableFuture()).succeedsWithin(PATIENCE).isNull();
    }
}
