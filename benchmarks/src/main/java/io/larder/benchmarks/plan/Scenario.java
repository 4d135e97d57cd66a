package io.larder.benchmarks.plan;

import java.io.Serializable;

/**
 * One point to measure each peer at.
 *
 * @param topology {@code standalone} or {@code cluster}
 * @param operation what is called
 * @param valueBytes how large the values are
 * @param threads how many threads call
 */
public record Scenario(String topology, Operation operation, int valueBytes, int threads) implements Serializable {

    @Override
    public String toString() {
        return topology + " " + operation + " " + valueBytes + " B x" + threads;
    }
}
