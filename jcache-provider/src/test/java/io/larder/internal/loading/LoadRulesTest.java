package io.larder.internal.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.CacheSettings;
import io.larder.LoadOptions;
import io.larder.internal.store.Condition;
import io.larder.internal.store.NearAnswer;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadRulesTest {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();
    private static final long CENTURY = Duration.ofDays(36_500).toMillis();

    private static LoadRules rules(LoadOptions options) {
        return LoadRules.of(CacheSettings.defaults()).with(options);
    }

    @Test
    void with_none_areThoseOfTheCache() {
        LoadRules rules = LoadRules.of(CacheSettings.defaults());
        assertThat(rules.with(LoadOptions.none())).isSameAs(rules);
    }

    @Test
    void with_durationsWithoutEnd_remembersForACentury() {
        LoadRules rules = rules(LoadOptions.none().withNullTtl(FOREVER).withExceptionTtl(FOREVER, IOException.class));
        assertThat(rules.absenceMillis()).isEqualTo(CENTURY);
        assertThat(rules.failures().millis()).isEqualTo(CENTURY);
    }

    /** In Redis no entry lives longer than 31 700 years, whatever the write says. */
    @ParameterizedTest
    @CsvSource({"true,false", "false,true", "true,true"})
    void timed_durationsWithoutEnd_areCountedDownLikeOthers(boolean endlessTtl, boolean endlessStale) {
        Duration ttl = endlessTtl ? FOREVER : Duration.ofHours(1);
        Duration stale = endlessStale ? FOREVER : Duration.ofHours(1);
        LoadRules rules =
                rules(LoadOptions.none().withTtl(ttl).withStaleFor(stale).withRefreshAhead(50));

        Ttl own = rules.ttl(() -> Ttl.ETERNAL);
        Write write = rules.timed(new Write("s:a", new byte[0], Condition.ALWAYS, 1, own, own, false), 10);

        long millis = ((Ttl.Lasting) write.onCreation()).millis();
        assertThat(millis).isBetween(1L, 1_000_000_000_000_000L);
        StoredEntry entry = new StoredEntry(1, new byte[0], List.of(), Objects.requireNonNull(write.timing()));
        assertThat(rules.refresh().isDue(new NearAnswer(entry, millis))).isFalse();
        assertThat(RefreshRule.isStale(new NearAnswer(entry, millis))).isFalse();
    }
}
