package io.larder.tck;

import java.util.HashSet;
import java.util.Set;

/** Counts each test once: a failing test and its failing clean-up are one failure, not two. */
final class Tally {

    private final Set<String> ran = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private final Set<String> skipped = new HashSet<>();

    void ran(String test) {
        ran.add(test);
    }

    void failed(String test) {
        failed.add(test);
    }

    void skipped(String test) {
        skipped.add(test);
    }

    int ran() {
        return ran.size();
    }

    int failed() {
        return failed.size();
    }

    int skipped() {
        return skipped.size();
    }
}
