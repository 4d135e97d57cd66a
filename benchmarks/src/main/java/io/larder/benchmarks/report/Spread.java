package io.larder.benchmarks.report;

import java.util.Arrays;

/** The middle and the ends of what several rounds have measured. */
public record Spread(double median, double min, double max) {

    /** Of at least one number. */
    public static Spread of(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
