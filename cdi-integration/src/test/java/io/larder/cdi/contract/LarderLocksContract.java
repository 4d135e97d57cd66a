package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.AlreadyRunningException;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.cdi.annotation.FencingToken;
import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.annotation.LockNotAcquiredException;
import io.larder.cdi.annotation.Locked;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code @Locked} and {@code @Guarded}, and their order. */
class LarderLocksContract {

    /** Stands for {@code @Transactional}, whose interceptor has this priority. */
    @InterceptorBinding
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    public @interface InTransaction {}

    @Interceptor
    @InTransaction
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    static class Transactions {

        @Inject
        @SuppressWarnings("NullAway.Init")
        Stock stock;

        @AroundInvoke
        Object intercept(InvocationContext call) throws Exception {
            Object result = call.proceed();
            stock.note("committed, lock held: " + stock.isLocked("order:1"));
            return result;
        }
    }

    @ApplicationScoped
    static class Stock {

        @Inject
        @SuppressWarnings("NullAway.Init")
        FencingToken token;

        private final List<String> notes = new ArrayList<>();

        public void note(String note) {
            notes.add(note);
        }

        public List<String> notes() {
            return notes;
        }

        public boolean isLocked(String name) throws InterruptedException, ExecutionException {
            return OtherThread.call(() -> !isFree(name));
        }

        private static boolean isFree(String name) {
            LarderLock lock = locks().lock(name);
            try {
                if (!lock.tryLock(Duration.ZERO)) {
                    return false;
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            lock.unlock();
            return true;
        }

        @Locked(key = "stock:${id}:${place.name}", waitUpTo = "PT0S")
        public long reserve(long id, Place place) {
            return token.value();
        }

        @Locked(key = "fair:${arg0}", fair = true, lease = "PT20S")
        public String fair(String id) throws Exception {
            return id + isLocked("fair:" + id);
        }

        @Locked(key = "order:${id}")
        @InTransaction
        public void order(long id) {}

        @Locked(key = "failing")
        public void failing() {
            throw new IllegalStateException("no stock");
        }

        @Locked(key = "${id}")
        public void unnamed(@Nullable String id) {}

        @Guarded(key = "payment:${id}", message = "Order ${id} is being paid, try again")
        public void pay(long id, Runnable work) {
            work.run();
        }

        @Guarded(key = "report:${name}", oncePer = "PT1H")
        public void report(String name, Runnable work) {
            work.run();
        }

        @Locked(key = "result:${id}")
        @Guarded(key = "result:${id}")
        @CacheResult(cacheName = "results")
        public boolean ordered(String id) throws Exception {
            return isLocked("result:" + id) && isGuarded("result:" + id);
        }

        private static boolean isGuarded(String name) {
            try {
                locks().guard(name).run(() -> {});
                return false;
            } catch (AlreadyRunningException e) {
                return true;
            }
        }
    }

    /** What locks are named by. */
    public record Place(String name) {}

    @ApplicationScoped
    @Locked(key = "class:${id}")
    static class LockedClass {

        public boolean any(String id, Stock stock) throws Exception {
            return stock.isLocked("class:" + id);
        }

        @Locked(key = "own:${id}")
        public boolean own(String id, Stock stock) throws Exception {
            return stock.isLocked("own:" + id) && !stock.isLocked("class:" + id);
        }
    }

    @RegisterExtension
    final Application application = Application.of(Stock.class, LockedClass.class, Transactions.class);

    private Stock stock() {
        return application.get(Stock.class);
    }

    private static LarderLocks locks() {
        return Application.caches().unwrap(LarderLocks.class);
    }

    @Test
    void token_insideTheMethod_grows() {
        long first = stock().reserve(1, new Place("cellar"));

        assertThat(first).isPositive();
        assertThat(stock().reserve(1, new Place("cellar"))).isGreaterThan(first);
    }

    @Test
    void token_withoutLock_isRefused() {
        assertThatThrownBy(() -> application.get(FencingToken.class).value())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("LRD-622: ");
    }

    @Test
    void lock_heldElsewhere_isNotWaitedForTooLong() throws Exception {
        try (LarderLock.Hold hold = locks().lock("stock:1:cellar").hold()) {
            assertThat(hold.fencingToken()).isPositive();
            assertThatThrownBy(() -> OtherThread.call(() -> stock().reserve(1, new Place("cellar"))))
                    .cause()
                    .isInstanceOf(LockNotAcquiredException.class)
                    .hasMessageContaining("LRD-621: ")
                    .extracting("lock")
                    .isEqualTo("stock:1:cellar");
        }
        assertThat(stock().reserve(1, new Place("cellar"))).isPositive();
    }

    @Test
    void lock_fairWithLease_isHeldMeanwhileAndFreeAfterwards() throws Exception {
        assertThat(stock().fair("a")).isEqualTo("atrue");
        assertThat(stock().fair("a")).isEqualTo("atrue");
    }

    @Test
    void lock_methodThrows_isFree() throws Exception {
        assertThatThrownBy(() -> stock().failing()).isInstanceOf(IllegalStateException.class);

        assertThat(stock().isLocked("failing")).isFalse();
    }

    @Test
    void lock_keyWithoutValue_isRefused() {
        assertThatThrownBy(() -> stock().unnamed(null)).hasMessageContaining("LRD-620: ");
    }

    @Test
    void lock_methodInTransaction_isHeldUntilItsEnd() {
        stock().order(1);

        assertThat(stock().notes()).containsExactly("committed, lock held: true");
    }

    @Test
    void lock_ofTheClass_isForMethodsWithoutTheirOwn() throws Exception {
        assertThat(application.get(LockedClass.class).any("a", stock())).isTrue();
        assertThat(application.get(LockedClass.class).own("a", stock())).isTrue();
    }

    @Test
    void guard_second_isRejectedWithTheMessage() {
        stock().pay(
                        17,
                        () -> assertThatThrownBy(() -> stock().pay(17, () -> {}))
                                .isInstanceOf(AlreadyRunningException.class)
                                .hasMessage("Order 17 is being paid, try again"));
        stock().pay(17, () -> stock().pay(18, () -> {}));
    }

    @Test
    void guard_oncePerInterval_letsTheNextInOnlyAfterAFailure() {
        assertThatThrownBy(() -> stock().report("daily", () -> {
                    throw new IllegalStateException("printer");
                }))
                .hasMessage("printer");
        stock().report("daily", () -> {});

        assertThatThrownBy(() -> stock().report("daily", () -> {})).isInstanceOf(AlreadyRunningException.class);
        stock().report("weekly", () -> {});
    }

    @Test
    void lockAndGuard_areOutsideTheCache() throws Exception {
        assertThat(stock().ordered("a")).isTrue();
        try (LarderLock.Hold hold = locks().lock("result:a").hold()) {
            assertThat(hold.fencingToken()).isPositive();
            assertThat(stock().ordered("a")).isTrue(); // a hit, by the thread that holds the lock
        }
    }
}
