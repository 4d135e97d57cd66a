package io.larder.benchmarks.plan;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
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
    CLEAR("clear"),
    /** Reads one of 10 000 entries that have a tag. */
    GET_TAGGED("getTagged"),
    /** Makes entries absent by their tag; the filling before it is not measured. */
    INVALIDATE_10("invalidateTag10", 10),
    /** The same, of more. */
    INVALIDATE_1000("invalidateTag1000", 1_000),
    /** The same, of many. */
    INVALIDATE_100000("invalidateTag100000", 100_000),
    /** The same, of very many. */
    INVALIDATE_1000000("invalidateTag1000000", 1_000_000);

    private static final Set<Operation> ON_TAGS =
            Collections.unmodifiableSet(EnumSet.range(GET_TAGGED, INVALIDATE_1000000));

    private final String label;
    private final int tagged;

    Operation(String label) {
        this(label, 0);
    }

    Operation(String label, int tagged) {
        this.label = label;
        this.tagged = tagged;
    }

    /** What every cache might offer: all but those on tags. */
    public static Set<Operation> ofAnyCache() {
        return EnumSet.complementOf(EnumSet.copyOf(ON_TAGS));
    }

    /** The same, but for those that need a read and a write to be one. */
    public static Set<Operation> ofAnyClient() {
        Set<Operation> operations = ofAnyCache();
        operations.removeIf(Operation::counts);
        return operations;
    }

    /** How many entries have the tag that is invalidated; zero if none is. */
    public int tagged() {
        return tagged;
    }

    /** Whether each call takes away what the next one needs, so that calls are measured one by one. */
    public boolean isOneByOne() {
        return this == CLEAR || tagged > 0;
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
