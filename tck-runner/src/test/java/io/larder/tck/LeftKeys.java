package io.larder.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that stay in Redis when a test is over, by kind: what follows the hash tag in their name, {@code e} for an
 * entry. The harness deletes them; counted here, a leak does not go unnoticed.
 */
final class LeftKeys {

    /** A near cache that is closed leaves the word that it wants to be told, which ends by itself after 30 seconds. */
    static final String WISHES_OF_NEAR_CACHES = "w";

    private static final Pattern KEY = Pattern.compile("(?s)[^{]+\\{[^}]*\\}:([^:]+)(:.*)?");

    private final Map<String, Integer> byKind = new TreeMap<>();
    private final List<String> byTest = new ArrayList<>();
    private int atTheEnd;

    void count(String test, Set<String> keys) {
        if (!keys.isEmpty()) {
            Map<String, Integer> kinds = new TreeMap<>();
            keys.forEach(key -> kinds.merge(kind(key), 1, Integer::sum));
            kinds.forEach((kind, number) -> byKind.merge(kind, number, Integer::sum));
            byTest.add(test + ' ' + kinds);
        }
    }

    /** Counts all but what near caches want to be told, as one was open a moment ago. */
    void countAtTheEnd(Set<String> keys) {
        atTheEnd = Math.toIntExact(keys.stream()
                .filter(key -> !kind(key).equals(WISHES_OF_NEAR_CACHES))
                .count());
    }

    Map<String, Integer> byKind() {
        return Map.copyOf(byKind);
    }

    /** One line for each test that left something. */
    List<String> byTest() {
        return List.copyOf(byTest);
    }

    int atTheEnd() {
        return atTheEnd;
    }

    private static String kind(String key) {
        Matcher parts = KEY.matcher(key);
        return parts.matches() ? parts.group(1) : "unknown";
    }
}
