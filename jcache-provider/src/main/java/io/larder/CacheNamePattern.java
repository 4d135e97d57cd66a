package io.larder;

import java.util.Comparator;

/** Patterns of cache names, in which a star stands for any characters, dots and none included. */
final class CacheNamePattern {

    /** The order in which settings are laid over each other; see {@link LarderConfiguration}. */
    static final Comparator<String> LEAST_SPECIFIC_FIRST =
            Comparator.comparingInt(CacheNamePattern::charactersBesidesStars).thenComparing(Comparator.naturalOrder());

    private static final char STAR = '*';

    private CacheNamePattern() {}

    /** Tells whether the name of a section is a pattern. */
    static boolean isPattern(String sectionName) {
        return sectionName.indexOf(STAR) >= 0;
    }

    /** Tells whether the pattern matches all of the name, in linear time for one star and quadratic at worst. */
    static boolean matches(String pattern, String cacheName) {
        int inPattern = 0;
        int inName = 0;
        int afterStar = -1;
        int retryFrom = 0;
        while (inName < cacheName.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == STAR) {
                afterStar = ++inPattern;
                retryFrom = inName;
            } else if (inPattern < pattern.length() && pattern.charAt(inPattern) == cacheName.charAt(inName)) {
                inPattern++;
                inName++;
            } else if (afterStar >= 0) {
                inPattern = afterStar;
                inName = ++retryFrom;
            } else {
                return false;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(character -> character == STAR);
    }

    private static int charactersBesidesStars(String pattern) {
        return (int) pattern.chars().filter(character -> character != STAR).count();
    }
}
