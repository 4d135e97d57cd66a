package io.larder.internal.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Test;

class KeptFailuresTest {

    private final KeptFailures failures = new KeptFailures(1_000, Set.of("java.io.IOException"));

    @Test
    void find_classOrSubclassOrCause_isItsName() {
        assertThat(failures.find(new IOException())).contains("java.io.IOException");
        assertThat(failures.find(new FileNotFoundException())).contains("java.io.FileNotFoundException");
        assertThat(failures.find(new CacheLoaderException(new UncheckedIOException(new IOException()))))
                .contains("java.io.IOException");
    }

    @Test
    void find_other_isNothing() {
        assertThat(failures.find(new CacheLoaderException(new IllegalStateException())))
                .isEmpty();
        assertThat(KeptFailures.NONE.find(new IOException())).isEmpty();
        assertThat(new KeptFailures(0, Set.of("java.io.IOException")).find(new IOException()))
                .isEmpty();
    }

    @Test
    void find_causesInACircle_ends() {
        Exception one = new IllegalStateException();
        Exception two = new IllegalStateException(one);
        one.initCause(two);
        assertThat(failures.find(one)).isEmpty();
    }
}
