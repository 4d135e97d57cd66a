package io.larder.pressure;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long calls took.
 *
 * @param medianMillis half of them took no longer
 * @param p99Millis 99 of 100 took no longer
 * @param maxMillis none took longer
 */
record Latencies(double medianMillis, double p99Millis, double maxMillis) {

    static Latencies of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
    }

    private static double millis(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    /** Reads what {@link #toString()} wrote. */
    static Latencies parse(String text) {
        String[] parts = text.split(" ", -1);
        return new Latencies(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %.3f %.3f", medianMillis, p99Millis, maxMillis);
    }
}
