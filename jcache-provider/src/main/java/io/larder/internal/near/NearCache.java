package io.larder.internal.near;

import io.larder.internal.codec.PlainKeys;
import io.larder.internal.store.Invalidations;
import io.larder.internal.store.NearAnswer;
import io.larder.internal.store.StoredEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM has read of one cache and may pass on without asking Redis. Knows nothing, and keeps nothing, while changes
 * are not told. Thread-safe.
 *
 * @param <V> the type of value
 */
public final class NearCache<V> implements Invalidations {

    private final NearLimits limits;
    private final Function<byte[], @Nullable V> decoder;
    private final ImmutableClasses immutable;
    private final LongAdder invalidations = new LongAdder();

    /** What is kept; {@code null} while changes are not told. */
    private volatile @Nullable Generation generation;

    /**
     * Prepares; nothing is kept before {@link #begin()}.
     *
     * @param decoder makes a value of a payload, another one each time, or {@code null} where that fails
     * @param immutablePatterns classes of values that callers can share, beside those of the JDK
     */
    public NearCache(NearLimits limits, Function<byte[], @Nullable V> decoder, List<String> immutablePatterns) {
        this.limits = limits;
        this.decoder = decoder;
        this.immutable = new ImmutableClasses(immutablePatterns);
    }

    // --- what reads look into first --------------------------------------------------------------------------------

    /**
     * Returns the value of a key, {@code null} if Redis has to be asked.
     *
     * @param key the key itself if it {@link PlainKeys#isPlain is plain}, else what {@link #keyOf} makes of its text
     * @param nowNanos the moment at which the read began, or a later one
     */
    public @Nullable V get(Object key, long nowNanos) {
        Kept kept = find(key, nowNanos);
        return kept == null ? null : value(kept);
    }

    /** Returns whether it is kept that there is no entry. */
    public boolean isAbsent(Object key, long nowNanos) {
        if (!limits.absent()) {
            return false;
        }
        Kept kept = find(key, nowNanos);
        return kept != null && kept.held() == Kept.Nothing.ABSENT;
    }

    private @Nullable Kept find(Object key, long nowNanos) {
        Generation current = generation;
        return current != null && current.find(key) instanceof Kept kept && !kept.isOver(nowNanos) ? kept : null;
    }

    @SuppressWarnings("unchecked") // what is shared is what the decoder made
    private @Nullable V value(Kept kept) {
        Object shared = kept.shared();
        if (shared != null) {
            return (V) shared;
        }
        // Asked again where there is no payload: another thread may have shared the value in between.
        return kept.held() instanceof Kept.Encoded encoded ? decoded(kept, encoded) : (V) kept.shared();
    }

    private @Nullable V decoded(Kept kept, Kept.Encoded encoded) {
        V value = decoder.apply(encoded.payload());
        if (value == null) {
            kept.hold(Kept.Nothing.UNREADABLE);
        } else if (immutable.contain(value.getClass())) {
            kept.share(value);
        }
        return value;
    }

    /** Returns what a key is kept under whose text is this. */
    public static Object keyOf(String keyText) {
        return TextKey.of(keyText);
    }

    // --- what the store sees ---------------------------------------------------------------------------------------

    /** Prepares a question to Redis. */
    Question ask(String keyText) {
        Object key = TextKey.of(keyText);
        long now = System.nanoTime();
        Generation current = generation;
        return new Question(key, current, current == null ? null : current.reserve(key, now));
    }

    /** Takes note of an answer that nothing was reserved for. */
    void observe(String keyText, @Nullable StoredEntry entry) {
        Generation current = generation;
        if (current != null) {
            current.observe(TextKey.of(keyText), versionOf(entry));
        }
    }

    private static @Nullable Long versionOf(@Nullable StoredEntry entry) {
        return entry == null ? null : entry.version();
    }

    /** A question to Redis whose answer may be kept. */
    final class Question {

        private final Object key;
        private final @Nullable Generation asked;
        private final @Nullable Reservation reservation;

        private Question(Object key, @Nullable Generation asked, @Nullable Reservation reservation) {
            this.key = key;
            this.asked = asked;
            this.reservation = reservation;
        }

        void answered(NearAnswer read) {
            Long version = versionOf(read.entry());
            if (asked != null && reservation != null) {
                asked.settle(key, reservation, version, kept(read, asked, reservation));
            }
            Generation current = generation;
            if (current != null) {
                current.observe(key, version); // of what is not the own answer
            }
        }

        void failed() {
            if (asked != null && reservation != null) {
                asked.abandon(key, reservation);
            }
        }
    }

    /** Its remaining time is counted from before it was asked for, so it ends here no later than there. */
    private @Nullable Kept kept(NearAnswer read, Generation asked, Reservation own) {
        StoredEntry entry = read.entry();
        if (entry == null) {
            return limits.absent() ? new Kept(null, own.sinceNanos() + limits.maximumAgeNanos(), TagMarks.NONE) : null;
        }
        long remaining = TimeUnit.MILLISECONDS.toNanos(read.remainingMillis());
        TagMark[] marks = asked.marksOf(entry, own);
        return remaining <= 0 || marks == null
                ? null
                : new Kept(entry, own.sinceNanos() + Math.min(remaining, limits.maximumAgeNanos()), marks);
    }

    // --- what is told ----------------------------------------------------------------------------------------------

    @Override
    public synchronized void begin() {
        generation = new Generation(limits, invalidations);
        notifyAll();
    }

    /**
     * Waits until changes are told, so that what is read can be kept.
     *
     * @param most no longer than this
     */
    public synchronized void awaitBegin(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis(); generation == null && left > 0; left = millisUntil(end)) {
            wait(left);
        }
    }

    private static long millisUntil(long endNanos) {
        return TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
    }

    @Override
    public void changed(String keyText) {
        Generation current = generation;
        if (current != null) {
            current.kill(TextKey.of(keyText));
        }
    }

    /** Constant time for each tag: what has it is counted when it is come across. */
    @Override
    public void tagsChanged(Collection<String> tags) {
        Generation current = generation;
        if (current != null) {
            current.killTagged(tags);
        }
    }

    @Override
    public synchronized void allChanged() {
        Generation current = generation;
        if (current != null) {
            invalidations.add(current.size());
            generation = new Generation(limits, invalidations);
        }
    }

    @Override
    public synchronized void end() {
        generation = null;
    }

    /** Lets go of what is too old to be passed on; nothing but memory depends on it. */
    @Override
    public void tidy() {
        Generation current = generation;
        if (current != null) {
            current.sweep(System.nanoTime());
        }
    }

    // --- numbers ---------------------------------------------------------------------------------------------------

    /** Returns how many entries were let go because something was told of them. */
    public long invalidations() {
        return invalidations.sum();
    }

    /** Returns about how many marks of tags there are. */
    long marks() {
        Generation current = generation;
        return current == null ? 0 : current.marks();
    }

    /** Returns about how many entries are kept. */
    public long size() {
        Generation current = generation;
        return current == null ? 0 : current.size();
    }
}
