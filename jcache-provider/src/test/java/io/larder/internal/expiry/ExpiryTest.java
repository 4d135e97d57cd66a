package io.larder.internal.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.internal.store.Ttl;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpiryTest {

    private static final Duration SECOND = new Duration(TimeUnit.SECONDS, 1);
    private static final Ttl MILLIS = Ttl.ofMillis(1000);

    static Stream<Arguments> specPolicies() {
        return Stream.of(
                Arguments.of(new EternalExpiryPolicy(), Ttl.ETERNAL, Ttl.UNCHANGED, Ttl.UNCHANGED),
                Arguments.of(new CreatedExpiryPolicy(SECOND), MILLIS, Ttl.UNCHANGED, Ttl.UNCHANGED),
                Arguments.of(new ModifiedExpiryPolicy(SECOND), MILLIS, MILLIS, Ttl.UNCHANGED),
                Arguments.of(new AccessedExpiryPolicy(SECOND), MILLIS, Ttl.UNCHANGED, MILLIS),
                Arguments.of(new TouchedExpiryPolicy(SECOND), MILLIS, MILLIS, MILLIS));
    }

    @ParameterizedTest
    @MethodSource("specPolicies")
    void answers_policyOfTheSpec_areConstant(ExpiryPolicy policy, Ttl creation, Ttl update, Ttl access) {
        Expiry expiry = new Expiry(policy);
        assertThat(expiry.isConstant()).isTrue();
        assertThat(expiry.onCreation()).isEqualTo(creation);
        assertThat(expiry.onUpdate()).isEqualTo(update);
        assertThat(expiry.onAccess()).isEqualTo(access);
    }

    @Test
    void answers_policyOfTheApplication_areAskedForEachTime() {
        AtomicInteger asked = new AtomicInteger();
        Expiry expiry = new Expiry(new Policy() {
            @Override
            Duration answer() {
                asked.incrementAndGet();
                return SECOND;
            }
        });
        assertThat(asked).as("at construction").hasValue(0);
        assertThat(expiry.onCreation()).isEqualTo(MILLIS);
        assertThat(expiry.onCreation()).isEqualTo(MILLIS);
        assertThat(asked).hasValue(2);
    }

    @Test
    void answers_policyWithoutAnAnswer_areTheDefaults() {
        Expiry expiry = new Expiry(new Policy() {
            @Override
            @Nullable
            Duration answer() {
                return null;
            }
        });
        assertDefaults(expiry);
    }

    @Test
    void answers_policyThatFails_areTheDefaults() {
        Expiry expiry = new Expiry(new Policy() {
            @Override
            Duration answer() {
                throw new IllegalStateException("a failing policy");
            }
        });
        assertDefaults(expiry);
    }

    private static void assertDefaults(Expiry expiry) {
        assertThat(expiry.onCreation()).isEqualTo(Ttl.ETERNAL);
        assertThat(expiry.onUpdate()).isEqualTo(Ttl.UNCHANGED);
        assertThat(expiry.onAccess()).isEqualTo(Ttl.UNCHANGED);
    }

    @Test
    void toTtl_extremeDurations_areWhatTheyMean() {
        assertThat(Expiry.toTtl(Duration.ETERNAL)).isEqualTo(Ttl.ETERNAL);
        assertThat(Expiry.toTtl(Duration.ZERO)).isEqualTo(Ttl.IMMEDIATE);
        assertThat(Expiry.toTtl(new Duration(TimeUnit.MILLISECONDS, 1))).isEqualTo(Ttl.ofMillis(1));
        assertThat(Expiry.toTtl(new Duration(TimeUnit.DAYS, Long.MAX_VALUE))).isEqualTo(Ttl.ETERNAL);
    }

    private abstract static class Policy implements ExpiryPolicy {

        abstract @Nullable Duration answer();

        @Override
        public @Nullable Duration getExpiryForCreation() {
            return answer();
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            return answer();
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            return answer();
        }
    }
}
