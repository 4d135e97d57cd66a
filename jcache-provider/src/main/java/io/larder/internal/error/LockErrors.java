package io.larder.internal.error;

import java.time.Duration;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** What can go wrong with locks, guards and guarded writes: ids {@code LRD-501} and up. */
public final class LockErrors {

    private LockErrors() {}

    /** LRD-501: something that only a holder can do. */
    public static IllegalMonitorStateException notHeld(String operation, String lock) {
        return new IllegalMonitorStateException(Message.of(
                "LRD-501",
                operation + ": the calling thread does not hold " + shortened(lock),
                "A lock is held by the thread that took it, until that thread has unlocked it as often",
                "Take it first, in the same thread, and unlock only where that succeeded"));
    }

    /** LRD-502: the hold ended before its holder did. */
    public static IllegalMonitorStateException lost(String operation, String lock) {
        return new IllegalMonitorStateException(
                Message.of(
                        "LRD-502",
                        operation + ": the calling thread no longer holds " + shortened(lock),
                        "A hold ends when its lease is over, or when Redis loses it; others may have held the lock since",
                        "Give the lease more time or leave it out, and write with the fencing token what must not be written twice"));
    }

    /** LRD-503: a wait that is none. */
    public static IllegalArgumentException negativeWait(Duration wait) {
        return new IllegalArgumentException(Message.of(
                "LRD-503", "A wait of " + wait + " was asked for", "A wait is not negative", "Give zero not to wait"));
    }

    /** LRD-504: a lease or interval that is none. */
    public static IllegalArgumentException tooShort(String what, Duration given) {
        return new IllegalArgumentException(Message.of(
                "LRD-504",
                "A " + what + " of " + given + " was asked for",
                "It is at least a millisecond",
                "Give a longer one"));
    }

    /** LRD-505: locks that cannot be taken as one. */
    public static IllegalArgumentException notOurs(String what) {
        return new IllegalArgumentException(Message.of(
                "LRD-505",
                "all: " + what + " was given",
                "Locks that are taken as one come from the same LarderLocks, and there is at least one",
                "Get them all from the LarderLocks that takes them"));
    }

    /** LRD-506: the manager closed while somebody waited. */
    public static CacheException closedWhileWaiting() {
        return new CacheException(Message.of(
                "LRD-506",
                "The cache manager was closed while a thread waited for one of its locks",
                "A closed cache manager gives out no locks",
                "Stop what waits for locks before the cache manager is closed"));
    }

    /** LRD-507: a guard that should wait for an interval. */
    public static IllegalStateException waitForInterval() {
        return new IllegalStateException(Message.of(
                "LRD-507",
                "A guard was told both to wait and to let blocks in once per interval",
                "Who comes within the interval is rejected: there is nothing to wait for",
                "Leave out waitingUpTo or oncePer"));
    }

    /** LRD-508: the text where the caller gives none; no error of its own. */
    public static String alreadyRunning(String guard) {
        return Message.of(
                "LRD-508",
                "The guard " + shortened(guard) + " has rejected a caller",
                "It lets one block in at a time, or one per interval, over all JVMs",
                "Try again later, or let it wait with waitingUpTo");
    }

    /** LRD-509: a thread was interrupted where that cannot be told otherwise. */
    public static CacheException interrupted(String guard, @Nullable InterruptedException cause) {
        return new CacheException(
                Message.of(
                        "LRD-509",
                        "The calling thread was interrupted while it waited for the guard " + shortened(guard),
                        "The block was not run; the interrupt flag is set again",
                        "Stop, or clear the flag and try again"),
                cause);
    }

    /** LRD-510: a write or removal by somebody who has lost the lock. */
    public static String staleFence(String change, long fence) {
        return Message.of(
                "LRD-510",
                "A guarded " + change + " with the fencing token " + fence + " was refused",
                "A holder with a higher token has written or removed the key: the lock was lost before",
                "Take the lock again, read the entry anew and repeat what depends on it");
    }

    /** LRD-511: a token that is none. */
    public static IllegalArgumentException noFence(long fence) {
        return new IllegalArgumentException(Message.of(
                "LRD-511",
                "The fencing token " + fence + " was given",
                "Fencing tokens are more than zero",
                "Give what LarderLock.fencingToken() returned"));
    }

    /** LRD-512: a guarded write or removal where something comes before it that cannot be guarded. */
    public static UnsupportedOperationException fenceWithWriter() {
        return new UnsupportedOperationException(Message.of(
                "LRD-512",
                "A guarded write or removal was asked of a cache with write-through",
                "The cache writer is called before Redis can refuse the change, and nobody could call it back",
                "Compare the token where the writer writes, or use a cache without a writer"));
    }

    /** LRD-513: options of an entry where none will be. */
    public static IllegalArgumentException optionsOfNoEntry(String options) {
        return new IllegalArgumentException(Message.of(
                "LRD-513",
                "A removal was asked for with " + options,
                "Where nothing is left there is nothing to have a time to live, tags or a tagger",
                "Give a removal a fencing token alone"));
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? "'" + name + "'" : "'" + name.substring(0, 100) + "…'";
    }
}
