package io.larder;

import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/**
 * One of the spec's expiry policies as a factory that compares and prints well.
 *
 * @param kind which policy
 * @param millis the time to live in milliseconds; of no meaning where the kind is {@link Kind#ETERNAL}
 */
record ExpiryRule(Kind kind, long millis) implements Factory<ExpiryPolicy> {

    private static final long serialVersionUID = 1L;

    /** Which events of an entry's life set its time to live. */
    enum Kind {
        ETERNAL,
        CREATION,
        WRITE,
        ACCESS,
        TOUCH
    }

    @Override
    public ExpiryPolicy create() {
        javax.cache.expiry.Duration timeToLive = new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis);
        return switch (kind) {
            case ETERNAL -> new EternalExpiryPolicy();
            case CREATION -> new CreatedExpiryPolicy(timeToLive);
            case WRITE -> new ModifiedExpiryPolicy(timeToLive);
            case ACCESS -> new AccessedExpiryPolicy(timeToLive);
            case TOUCH -> new TouchedExpiryPolicy(timeToLive);
        };
    }

    @Override
    public String toString() {
        return kind == Kind.ETERNAL
                ? "eternal"
                : "after " + kind.name().toLowerCase(java.util.Locale.ROOT) + " " + millis + " ms";
    }
}
