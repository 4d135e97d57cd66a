package io.larder.benchmarks.plan;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is measured: one call of a peer. */
public enum Operation {

    /** Reads one of 10 000 entries, which are all there. */
    GET("get"),
    /** Writes over one of 10 000 entries. */
    PUT("put"),
    /** Reads 100 entries in one call. */
    GET_ALL("getAll"),
    /** Writes over 100 entries in one call. */
    PUT_ALL("putAll"),
    /** Writes an entry that is not there. */
    PUT_IF_ABSENT("putIfAbsent"),
    /** Writes over an entry on the condition that it is there, as it is. */
    REPLACE("replace"),
    /** Counts up inside one of 10 000 values with an entry processor, or what comes nearest to one. */
    INVOKE("invoke"),
    /** The same, all threads on one key. */
    INVOKE_ONE_KEY("invokeOneKey"),
    /** Reads an entry that is not there, which is then loaded and stored. */
    READ_THROUGH("readThrough"),
    /** Walks over all entries; one call is one walk. */
    ITERATE("iterate"),
    /** Empties a cache of 10 000 entries; the filling before it is not measured. */
    CLEAR("clear");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    /** Finds an operation by its label. */
    public static Operation of(String label) {
        return Arrays.stream(values())
                .filter(operation -> operation.label.equals(label))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + label + "; there are "
                        + Arrays.stream(values()).map(Operation::toString).collect(Collectors.joining(", "))));
    }

    /** Whether each call wants keys that no call before it has written. */
    public boolean wantsFreshKeys() {
        return this == PUT_IF_ABSENT || this == READ_THROUGH;
    }

    /** Whether each call counts up by one, so that the sum tells afterwards whether an update was lost. */
    public boolean counts() {
        return this == INVOKE || this == INVOKE_ONE_KEY;
    }

    @Override
    public String toString() {
        return label;
    }
}
