package io.larder.internal.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.internal.integration.Loader;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessedEntryTest {

    private final AtomicInteger loads = new AtomicInteger();
    private final Loader<String, String> loader = new Loader<>(
            new CacheLoader<>() {
                @Override
                public String load(String key) {
                    loads.incrementAndGet();
                    return "loaded";
                }

                @Override
                public Map<String, String> loadAll(Iterable<? extends String> keys) {
                    throw new AssertionError("a processor loads one key");
                }
            },
            true);

    private static ProcessedEntry<String, String> entry(@Nullable String value) {
        return new ProcessedEntry<>("key", value, null);
    }

    @Test
    void effect_untouched_isNone() {
        ProcessedEntry<String, String> entry = entry("v");
        assertThat(entry.exists()).isTrue();
        assertThat(entry.effect()).isEqualTo(new Effect.None<>());
    }

    @Test
    void effect_read_isAccessed() {
        ProcessedEntry<String, String> entry = entry("v");
        assertThat(entry.getValue()).isEqualTo("v");
        assertThat(entry.effect()).isEqualTo(new Effect.Accessed<>());
    }

    @Test
    void effect_readOfAbsentEntry_isNone() {
        ProcessedEntry<String, String> entry = entry(null);
        assertThat(entry.getValue()).isNull();
        assertThat(entry.effect()).isEqualTo(new Effect.None<>());
    }

    @Test
    void effect_removedAndSet_isOneWrite() {
        ProcessedEntry<String, String> entry = entry("v");
        entry.remove();
        assertThat(entry.exists()).isFalse();
        entry.setValue("w");
        assertThat(entry.effect()).isEqualTo(new Effect.Written<>("w"));
    }

    @Test
    void effect_createdAndRemoved_isNone() {
        ProcessedEntry<String, String> entry = entry(null);
        entry.setValue("w");
        entry.remove();
        assertThat(entry.effect()).isEqualTo(new Effect.None<>());
    }

    @Test
    void effect_updatedAndRemoved_isRemoved() {
        ProcessedEntry<String, String> entry = entry("v");
        entry.setValue("w");
        entry.remove();
        assertThat(entry.effect()).isEqualTo(new Effect.Removed<>());
    }

    @Test
    void effect_absentRemoved_isRemoved() {
        ProcessedEntry<String, String> entry = entry(null);
        entry.remove();
        assertThat(entry.effect()).isEqualTo(new Effect.Removed<>());
    }

    @Test
    void getValue_absentWithReadThrough_loadsOnce() {
        ProcessedEntry<String, String> entry = new ProcessedEntry<>("key", null, loader::load);
        assertThat(entry.exists()).isFalse();
        assertThat(loads).hasValue(0);
        assertThat(entry.getValue()).isEqualTo("loaded");
        assertThat(entry.getValue()).isEqualTo("loaded");
        assertThat(loads).hasValue(1);
        assertThat(entry.effect()).isEqualTo(new Effect.Loaded<>("loaded"));
    }

    @Test
    void getValue_afterRemoveWithReadThrough_doesNotLoad() {
        ProcessedEntry<String, String> entry = new ProcessedEntry<>("key", "v", loader::load);
        entry.remove();
        assertThat(entry.getValue()).isNull();
        assertThat(loads).hasValue(0);
    }

    @Test
    void effect_loadedAndSet_isWritten() {
        ProcessedEntry<String, String> entry = new ProcessedEntry<>("key", null, loader::load);
        entry.getValue();
        entry.setValue("w");
        assertThat(entry.effect()).isEqualTo(new Effect.Written<>("w"));
    }

    @Test
    @SuppressWarnings("NullAway") // what the test is about
    void setValue_null_isRefused() {
        assertThatThrownBy(() -> entry("v").setValue(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("remove()");
    }

    @Test
    void unwrap_unknownType_isRefused() {
        assertThatThrownBy(() -> entry("v").unwrap(Integer.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("LRD-410");
    }
}
