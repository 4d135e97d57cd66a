package io.larder.internal.store;

/**
 * What must be known of a loaded entry to refresh it in time. Durations only, as the store counts them down: no clock of
 * anybody's is in it.
 *
 * @param ttlMillis how long its value is current, more than zero
 * @param staleMillis how much longer the entry is there, with a value that is not current any more
 * @param loadMillis how long it took to load
 */
public record Timing(long ttlMillis, long staleMillis, long loadMillis) {

    /** Returns how long the entry is there altogether. */
    public long wholeMillis() {
        return ttlMillis + staleMillis;
    }

    /**
     * Returns how long the value is still current; zero or less if it is not.
     *
     * @param remainingMillis how long the entry will still be there
     */
    public long currentMillis(long remainingMillis) {
        return remainingMillis - staleMillis;
    }
}
