package io.larder;

import java.util.Optional;

/**
 * What a warm-up has done, so far or altogether. Immutable. Each key that was taken from the stream counts once, under the
 * one that came of it.
 *
 * @param present keys that had an entry already
 * @param loaded keys whose value was loaded and put; also where another change of the entry was quicker
 * @param withoutValue keys for which the loader had no value
 * @param failed keys of batches that failed
 * @param firstFailure why the first of them did, if any did
 */
public record WarmUpReport(
        long present, long loaded, long withoutValue, long failed, Optional<RuntimeException> firstFailure) {

    /** {@return how many keys are done} */
    public long keys() {
        return present + loaded + withoutValue + failed;
    }
}
