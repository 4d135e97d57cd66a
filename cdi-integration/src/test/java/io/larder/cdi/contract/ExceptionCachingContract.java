package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code @CacheResult}: what becomes of exceptions. */
class ExceptionCachingContract {

    @ApplicationScoped
    static class Files {

        private final AtomicInteger calls = Calls.counter();

        private String fail(String how) throws IOException {
            calls.incrementAndGet();
            switch (how) {
                case "io" -> throw new IOException(how);
                case "file" -> throw new FileNotFoundException(how);
                case "error" -> throw new AssertionError(how);
                case "state" -> throw new IllegalStateException(how);
                default -> {
                    return how;
                }
            }
        }

        @CacheResult(cacheName = "files", cachedExceptions = IOException.class)
        public String plain(String how) throws IOException {
            return fail(how);
        }

        @CacheResult(cacheName = "files", exceptionCacheName = "failures")
        public String all(String how) throws IOException {
            return fail(how);
        }

        @CacheResult(cacheName = "files", exceptionCacheName = "failures", cachedExceptions = IOException.class)
        public String included(String how) throws IOException {
            return fail(how);
        }

        @CacheResult(cacheName = "files", exceptionCacheName = "failures", nonCachedExceptions = IOException.class)
        public String excluded(String how) throws IOException {
            return fail(how);
        }

        @CacheResult(
                cacheName = "files",
                exceptionCacheName = "failures",
                cachedExceptions = IOException.class,
                nonCachedExceptions = FileNotFoundException.class)
        public String both(String how) throws IOException {
            return fail(how);
        }

        @CacheResult(cacheName = "files", exceptionCacheName = "failures", skipGet = true)
        public String always(String how) throws IOException {
            return fail(how);
        }

        public int calls() {
            return calls.get();
        }
    }

    @RegisterExtension
    final Application application = Application.of(Files.class);

    private Files files() {
        return application.get(Files.class);
    }

    /** Calls twice what throws, and returns how often the method itself was called. */
    private int callsOf(Class<? extends Throwable> exception, ThrowingCallable call) {
        int before = files().calls();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(exception).isThrownBy(call).isExactlyInstanceOf(exception);
        }
        return files().calls() - before;
    }

    @Test
    void exceptions_withoutCacheForThem_areThrownByTheMethodEachTime() {
        assertThat(callsOf(IOException.class, () -> files().plain("io"))).isEqualTo(2);
    }

    @Test
    void exceptions_nothingSaid_areAllCached() {
        assertThat(callsOf(IOException.class, () -> files().all("io"))).isEqualTo(1);
        assertThat(callsOf(IllegalStateException.class, () -> files().all("state")))
                .isEqualTo(1);
        assertThat(callsOf(AssertionError.class, () -> files().all("error"))).isEqualTo(1);
    }

    @Test
    void exceptions_someIncluded_areCachedWithTheirSubclasses() {
        assertThat(callsOf(IOException.class, () -> files().included("io"))).isEqualTo(1);
        assertThat(callsOf(FileNotFoundException.class, () -> files().included("file")))
                .isEqualTo(1);
        assertThat(callsOf(IllegalStateException.class, () -> files().included("state")))
                .isEqualTo(2);
    }

    @Test
    void exceptions_someExcluded_areCachedButForThem() {
        assertThat(callsOf(IOException.class, () -> files().excluded("io"))).isEqualTo(2);
        assertThat(callsOf(FileNotFoundException.class, () -> files().excluded("file")))
                .isEqualTo(2);
        assertThat(callsOf(IllegalStateException.class, () -> files().excluded("state")))
                .isEqualTo(1);
    }

    @Test
    void exceptions_includedAndExcluded_areCachedIfIncludedAndNotExcluded() {
        assertThat(callsOf(IOException.class, () -> files().both("io"))).isEqualTo(1);
        assertThat(callsOf(FileNotFoundException.class, () -> files().both("file")))
                .isEqualTo(2);
        assertThat(callsOf(IllegalStateException.class, () -> files().both("state")))
                .isEqualTo(2);
    }

    @Test
    void exceptions_skipGet_areCachedAndNotLookedUp() {
        assertThat(callsOf(IOException.class, () -> files().always("io"))).isEqualTo(2);
        assertThat(callsOf(IOException.class, () -> files().all("io"))).isZero();
    }

    @Test
    void results_exceptionCacheNamed_areCachedAsEver() throws Exception {
        assertThat(files().all("fine")).isEqualTo("fine");
        assertThat(files().all("fine")).isEqualTo("fine");
        assertThat(files().calls()).isEqualTo(1);
    }
}
