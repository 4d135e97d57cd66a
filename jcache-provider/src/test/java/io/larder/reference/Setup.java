package io.larder.reference;

import java.util.Random;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How the caches of one sequence are configured. Durations are for ever, at once, or no change, so that no clock plays a
 * part.
 *
 * @param creation the creation expiry
 * @param update the update expiry, {@code null} for no change
 * @param access the access expiry, {@code null} for no change
 * @param ofTheSpec whether the policy is one of the spec's own classes; else it counts what it is asked
 * @param policyThrows whether the policy fails at each question
 */
record Setup(
        Duration creation,
        @Nullable Duration update,
        @Nullable Duration access,
        boolean ofTheSpec,
        boolean policyThrows,
        boolean hasLoader,
        boolean readThrough,
        boolean writeThrough) {

    static Setup random(Random random) {
        Duration creation = random.nextInt(6) == 0 ? Duration.ZERO : Duration.ETERNAL;
        boolean ofTheSpec = random.nextBoolean();
        boolean hasLoader = random.nextBoolean();
        return new Setup(
                creation,
                ofTheSpec ? orUnchanged(creation, random) : any(random),
                ofTheSpec ? orUnchanged(creation, random) : any(random),
                ofTheSpec,
                !ofTheSpec && random.nextInt(5) == 0,
                hasLoader,
                hasLoader && random.nextInt(3) > 0,
                random.nextBoolean());
    }

    /** The spec's own policies know one duration each. */
    private static @Nullable Duration orUnchanged(Duration duration, Random random) {
        return random.nextBoolean() ? duration : null;
    }

    private static @Nullable Duration any(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ETERNAL;
            default -> null;
        };
    }

    /** Whether a new entry is gone at once. */
    boolean addsNothing() {
        return !policyThrows && creation.isZero();
    }

    /** Whether an entry can be gone by an update or access, of which the reference keeps the remains for a while. */
    boolean leavesRemains() {
        return !policyThrows && (Duration.ZERO.equals(update) || Duration.ZERO.equals(access));
    }

    MutableConfiguration<Integer, String> configuration(Journal journal) {
        MutableConfiguration<Integer, String> configuration = new MutableConfiguration<Integer, String>()
                .setStatisticsEnabled(true)
                .setReadThrough(readThrough)
                .setWriteThrough(writeThrough)
                .setExpiryPolicyFactory(new FactoryBuilder.SingletonFactory<>(policy(journal)));
        if (hasLoader) {
            configuration.setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(journal.new Source()));
        }
        if (writeThrough) {
            configuration.setCacheWriterFactory(new FactoryBuilder.SingletonFactory<>(journal.new Sink()));
        }
        return configuration;
    }

    private ExpiryPolicy policy(Journal journal) {
        if (!ofTheSpec) {
            return journal.new Policy(this);
        }
        if (update == null) {
            return access == null ? new CreatedExpiryPolicy(creation) : new AccessedExpiryPolicy(creation);
        }
        return access == null ? new ModifiedExpiryPolicy(creation) : new TouchedExpiryPolicy(creation);
    }
}
