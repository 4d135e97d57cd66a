package io.larder.internal.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the known key that somebody probably meant. */
final class NearestKey {

    private static final int LONGEST_TO_COMPARE = 200;

    private NearestKey() {}

    /** Returns the known key that looks most like this unknown one, if any does. */
    static Optional<String> to(String unknown) {
        return to(unknown, Stream.concat(knownKeys(), ofSameSection(unknown)));
    }

    /** Returns the candidate that takes the fewest changes, if these are few. */
    static Optional<String> to(String unknown, Stream<String> candidates) {
        if (unknown.length() > LONGEST_TO_COMPARE) {
            return Optional.empty();
        }
        return candidates
                .map(candidate -> new Candidate(candidate, changes(unknown, candidate)))
                .filter(candidate -> candidate.changes <= 3)
                .min(Comparator.comparingInt(Candidate::changes))
                .map(Candidate::key);
    }

    private static Stream<String> knownKeys() {
        return Stream.concat(
                Arrays.stream(ManagerKey.values()).map(key -> SettingKey.ROOT + key.suffix()),
                Arrays.stream(CacheKey.values()).map(key -> SettingKey.DEFAULTS + key.suffix()));
    }

    private static Stream<String> ofSameSection(String unknown) {
        int lastDot = unknown.lastIndexOf('.');
        return unknown.startsWith(SettingKey.CACHES) && lastDot >= SettingKey.CACHES.length()
                ? Arrays.stream(CacheKey.values()).map(key -> unknown.substring(0, lastDot + 1) + key.suffix())
                : Stream.empty();
    }

    /** Counts the insertions, deletions and substitutions of characters that turn one text into the other. */
    private static int changes(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, column -> column);
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[above.length];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int substitution = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(above[column - 1] + substitution, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[other.length()];
    }

    private record Candidate(String key, int changes) {}
}
