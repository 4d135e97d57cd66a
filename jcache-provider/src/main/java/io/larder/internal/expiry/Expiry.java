package io.larder.internal.expiry;

import io.larder.internal.store.Ttl;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An expiry policy as the operations see it: times to live instead of durations, and an answer whatever the policy does.
 * Thread-safe as far as the policy is.
 *
 * <p>A policy of the application may be asked only about what really happens, because it may count, or call a remote
 * place. The spec's own policies always answer the same, so their answers can travel with a request that does not know
 * yet whether it creates or updates; {@link #isConstant()} tells which kind it is.
 *
 * @see <a href="https://github.com/jsr107/jsr107spec">JSR-107, "Expiry Policies"</a>
 */
public final class Expiry {

    private static final Logger log = LoggerFactory.getLogger(Expiry.class);

    /** The spec's own classes, all final. */
    private static final Set<Class<?>> CONSTANT = Set.of(
            EternalExpiryPolicy.class,
            CreatedExpiryPolicy.class,
            ModifiedExpiryPolicy.class,
            AccessedExpiryPolicy.class,
            TouchedExpiryPolicy.class);

    /** What Redis would refuse as too far away is beyond every clock; such a duration never ends. */
    private static final long LONGEST_MILLIS = 1L << 52;

    private final ExpiryPolicy policy;
    private final AtomicBoolean reported = new AtomicBoolean();
    private final boolean constant;
    private final Ttl constantCreation;
    private final Ttl constantUpdate;
    private final Ttl constantAccess;

    /** Wraps a policy; one of the spec's own is asked here once and for all. */
    public Expiry(ExpiryPolicy policy) {
        this.policy = policy;
        this.constant = CONSTANT.contains(policy.getClass());
        this.constantCreation = constant ? askCreation() : Ttl.ETERNAL;
        this.constantUpdate = constant ? askUpdate() : Ttl.UNCHANGED;
        this.constantAccess = constant ? askAccess() : Ttl.UNCHANGED;
    }

    /** Returns whether the answers never change, so that asking for one that is not used harms nobody. */
    public boolean isConstant() {
        return constant;
    }

    /** Returns the time to live of a new entry; eternal where the policy fails or has no answer. */
    public Ttl onCreation() {
        return constant ? constantCreation : askCreation();
    }

    /** Returns the time to live of an entry with a new value; unchanged where the policy fails or has no answer. */
    public Ttl onUpdate() {
        return constant ? constantUpdate : askUpdate();
    }

    /** Returns the time to live of an entry that was read; unchanged where the policy fails or has no answer. */
    public Ttl onAccess() {
        return constant ? constantAccess : askAccess();
    }

    private Ttl askCreation() {
        return ask(policy::getExpiryForCreation, Ttl.ETERNAL);
    }

    private Ttl askUpdate() {
        return ask(policy::getExpiryForUpdate, Ttl.UNCHANGED);
    }

    private Ttl askAccess() {
        return ask(policy::getExpiryForAccess, Ttl.UNCHANGED);
    }

    /** The spec leaves the answer to the provider where the policy throws; the operation itself must go on. */
    private Ttl ask(Supplier<@Nullable Duration> question, Ttl otherwise) {
        Duration duration;
        try {
            duration = question.get();
        } catch (RuntimeException e) {
            report(e, otherwise);
            return otherwise;
        }
        return duration == null ? otherwise : toTtl(duration);
    }

    /** A policy that fails does so at each operation; once is enough to be told. */
    private void report(RuntimeException failure, Ttl otherwise) {
        if (reported.compareAndSet(false, true)) {
            log.warn(
                    "The expiry policy {} failed; its answer is taken as {}, now and whenever it fails again",
                    policy.getClass().getName(),
                    otherwise,
                    failure);
        }
    }

    static Ttl toTtl(Duration duration) {
        if (duration.isEternal()) {
            return Ttl.ETERNAL;
        }
        long millis = duration.getTimeUnit().toMillis(duration.getDurationAmount());
        return millis >= LONGEST_MILLIS ? Ttl.ETERNAL : Ttl.ofMillis(millis);
    }
}
