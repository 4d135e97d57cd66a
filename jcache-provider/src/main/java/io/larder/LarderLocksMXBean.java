package io.larder;

/**
 * What the locks and guards of one cache manager do in this JVM. Registered as
 * {@code io.larder:type=LockStatistics,CacheManager=<URI>} from the moment at which the manager is first asked for its
 * {@link LarderLocks} until it is closed. Thread-safe.
 */
public interface LarderLocksMXBean {

    /** Sets everything to zero but what is held and running now. */
    void clear();

    /** {@return how often a lock was taken; not counted again for a thread that has it already} */
    long getLocksTaken();

    /** {@return how often a lock was not taken within the time that the caller would wait} */
    long getLockTimeouts();

    /**
     * {@return how often a hold turned out to be over before its thread gave it back: its lease had ended, or Redis had lost
     * it} What was done meanwhile may have been done by somebody else as well, unless it was guarded by a fencing token.
     */
    long getLocksLost();

    /** {@return how many locks threads of this JVM have taken and not given back yet} */
    long getLocksHeld();

    /** {@return the microseconds from asking for a lock to having it, on average, the round trip included} */
    float getAverageLockWaitTime();

    /** {@return how many blocks guards have let in} */
    long getGuardedRuns();

    /** {@return how many blocks guards have rejected} */
    long getGuardRejections();

    /** {@return how often a guard turned out to be open to others before its block had ended} */
    long getGuardsLost();
}
