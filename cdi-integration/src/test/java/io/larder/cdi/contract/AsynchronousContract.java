package io.larder.cdi.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Methods that return a stage: what counts is how it completes. The tests complete it. */
class AsynchronousContract {

    /** A provider may write the cache in another thread than the one that completes the method's stage. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ApplicationScoped
    static class Prices {

        private final AtomicInteger calls = Calls.counter();
        private @Nullable CompletableFuture<@Nullable String> last;

        private CompletableFuture<@Nullable String> next() {
            calls.incrementAndGet();
            CompletableFuture<@Nullable String> next = new CompletableFuture<>();
            last = next;
            return next;
        }

        @CacheResult(cacheName = "prices")
        public CompletableFuture<@Nullable String> future(String name) {
            return next();
        }

        @CacheResult(cacheName = "prices", exceptionCacheName = "failures")
        public CompletionStage<@Nullable String> stage(String name) {
            return next();
        }

        @CachePut(cacheName = "prices", cacheFor = IllegalStateException.class)
        public CompletionStage<@Nullable String> put(String name, @CacheValue String value) {
            return next();
        }

        @CacheRemove(cacheName = "prices")
        public CompletionStage<@Nullable String> remove(@CacheKey String name) {
            return next();
        }

        public CompletableFuture<@Nullable String> last() {
            return requireNonNull(last);
        }

        public int calls() {
            return calls.get();
        }
    }

    @RegisterExtension
    final Application application = Application.of(Prices.class);

    private Prices prices() {
        return application.get(Prices.class);
    }

    @Test
    void result_completed_isCachedBeforeTheCallerSeesIt() {
        CompletableFuture<@Nullable String> answer = prices().future("a");
        assertThat(answer).isNotDone();
        assertThat(Application.sizeOf("prices")).isZero();

        prices().last().complete("1.20");

        assertThat(answer).succeedsWithin(PATIENCE).isEqualTo("1.20");
        assertThat(prices().future("a")).isCompletedWithValue("1.20");
        assertThat(prices().stage("a").toCompletableFuture()).isCompletedWithValue("1.20");
        assertThat(prices().calls()).isEqualTo(1);
    }

    @Test
    void result_completedWithNull_isNotCached() {
        CompletableFuture<@Nullable String> answer = prices().future("a");
        prices().last().complete(null);

        assertThat(answer).succeedsWithin(PATIENCE).isNull();
        assertThat(prices().future("a")).isNotDone();
    }

    @Test
    void result_failed_isCachedAsException() {
        CompletableFuture<@Nullable String> answer = prices().stage("a").toCompletableFuture();
        prices().last().completeExceptionally(new CompletionException(new IllegalStateException("sold")));

        assertThat(answer).failsWithin(PATIENCE);
        assertThat(prices().stage("a").toCompletableFuture().handle((value, exception) -> exception))
                .succeedsWithin(PATIENCE)
                .isInstanceOf(IllegalStateException.class);
        assertThat(prices().calls()).isEqualTo(1);
    }

    @Test
    void result_failedWithoutCacheForExceptions_isNotCached() {
        CompletableFuture<@Nullable String> answer = prices().future("a");
        prices().last().completeExceptionally(new IllegalStateException("sold"));

        assertThat(answer.handle((value, exception) -> exception))
                .succeedsWithin(PATIENCE)
                .isInstanceOf(IllegalStateException.class);
        assertThat(prices().future("a")).isNotDone();
    }

    @Test
    void put_completed_isMade() {
        CompletableFuture<@Nullable String> answer = prices().put("a", "1.30").toCompletableFuture();
        assertThat(Application.sizeOf("prices")).isZero();

        prices().last().complete("done");

        assertThat(answer).isCompletedWithValue("done");
        assertThat(prices().future("a")).isCompletedWithValue("1.30");
    }

    @Test
    void put_failedInAWayThatIsIncluded_isMade() {
        CompletableFuture<@Nullable String> answer = prices().put("a", "1.30").toCompletableFuture();
        prices().last().completeExceptionally(new CompletionException(new IllegalStateException("sold")));

        assertThat(answer).isCompletedExceptionally();
        assertThat(prices().future("a")).isCompletedWithValue("1.30");
    }

    @Test
    void remove_failed_isNotMade() {
        CompletableFuture<@Nullable String> made = prices().future("a");
        prices().last().complete("1.20");
        assertThat(made).succeedsWithin(PATIENCE);
        CompletableFuture<@Nullable String> answer = prices().remove("a").toCompletableFuture();
        prices().last().completeExceptionally(new IllegalStateException("sold"));

        assertThat(answer).isCompletedExceptionally();
        assertThat(prices().future("a")).isCompletedWithValue("1.20");
    }
}
