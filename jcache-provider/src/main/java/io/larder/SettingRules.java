package io.larder;

import io.larder.internal.error.ConfigurationErrors;
import java.io.ObjectInputFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bounds of settings, and which of two wins. */
final class SettingRules {

    /** By how many percent a time to live can be shortened at random. */
    static final int MOST_TTL_JITTER = 90;

    private static final Pattern KEY_PREFIX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    /** Stricter than the JDK, which takes stars in the middle and never matches anything with them. */
    private static final Pattern CLASS_PATTERN = Pattern.compile("!?[\\p{javaJavaIdentifierPart}./]*(\\*|\\.\\*\\*)?");

    private SettingRules() {}

    /** Returns what is set, by the first of the two if both do. */
    static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }

    /** Returns the value if it is in bounds, both of them included. */
    static int between(String setting, int least, int most, int value) {
        if (value < least || value > most) {
            throw ConfigurationErrors.invalidSetting(setting, "must be a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** Returns the number if it is in bounds, both of them included. */
    static double upTo(String setting, double most, double value) {
        if (!(value >= 0 && value <= most)) {
            throw ConfigurationErrors.invalidSetting(setting, "must be a number from 0 to " + (long) most);
        }
        return value;
    }

    /** Returns the duration if it is at least a millisecond and not longer than the longest. */
    static Duration upTo(String setting, Duration longest, String longestInWords, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(longest) > 0) {
            throw ConfigurationErrors.invalidSetting(
                    setting, "must be a duration from one millisecond to " + longestInWords);
        }
        return value;
    }

    /** Returns the duration if it is zero, or in bounds, both of them included. */
    static Duration zeroOrBetween(
            String setting, Duration shortest, Duration longest, String boundsInWords, Duration value) {
        if (!value.isZero() && (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0)) {
            throw ConfigurationErrors.invalidSetting(setting, "must be a duration from " + boundsInWords + ", or 0s");
        }
        return value;
    }

    /** Returns the patterns if each is one of classes. */
    static List<String> classPatterns(String setting, List<String> patterns) {
        if (!patterns.stream().allMatch(SettingRules::isClassPattern)) {
            throw ConfigurationErrors.invalidSetting(
                    setting,
                    "must be a list of class or package patterns in the syntax of java.io.ObjectInputFilter, each"
                            + " alone, without limits: com.acme.Order, com.acme.*, com.acme.** or !com.acme.Secret");
        }
        return List.copyOf(patterns);
    }

    /** Tells whether the JDK takes this as one class or package pattern, and not as a limit. */
    private static boolean isClassPattern(String pattern) {
        if (!CLASS_PATTERN.matcher(pattern).matches()) {
            return false;
        }
        try {
            return ObjectInputFilter.Config.createFilter(pattern) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the text if it is not empty. */
    static String notEmpty(String setting, String text) {
        if (text.isEmpty()) {
            throw ConfigurationErrors.invalidSetting(setting, "must not be empty");
        }
        return text;
    }

    /** Returns the prefix if it can stand before a hash tag, in a SCAN pattern and in a channel's name. */
    static String keyPrefix(String prefix) {
        if (!KEY_PREFIX.matcher(prefix).matches()) {
            throw ConfigurationErrors.invalidSetting(
                    "key-prefix", "must be 1 to 64 letters, digits, dots, colons, underscores and hyphens (ASCII)");
        }
        return prefix;
    }

    /** Refuses settings that create a cache where there is no name to create it with. */
    static void createsNothing(String section, CacheSettings settings) {
        if (settings.create()) {
            throw ConfigurationErrors.invalidSetting(
                    "create", "must stand in the section of one cache: " + section + " has no name to create it with");
        }
    }

    /** Returns the file if it is one and can be read. */
    static Path readable(String setting, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw ConfigurationErrors.invalidSetting(setting, "must be a file that this process can read");
        }
        return file;
    }
}
