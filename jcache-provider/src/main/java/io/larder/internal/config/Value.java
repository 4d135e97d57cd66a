package io.larder.internal.config;

import io.larder.internal.error.ConfigurationErrors;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The text that stands for a key, and how to read it. Each reader refuses with the rule for what it reads; the caller
 * knows the source. Immutable.
 *
 * @param key the key
 * @param elements one text, or those of a list
 */
record Value(String key, List<String> elements) {

    Value {
        elements = List.copyOf(elements);
    }

    /** Returns the text, if it is one text and not empty. */
    String text() {
        if (elements.size() != 1 || elements.get(0).isEmpty()) {
            throw ConfigurationErrors.invalidSetting(key, "must be one text that is not empty");
        }
        return elements.get(0);
    }

    /** Returns the elements of a list; one text is cut at its commas and semicolons. */
    List<String> list() {
        if (elements.size() != 1) {
            return elements;
        }
        return Arrays.stream(text().split("[,;]", -1)).map(String::strip).toList();
    }

    int wholeNumber() {
        String text = text().strip();
        if (!text.matches("[+-]?[0-9]{1,9}")) {
            throw ConfigurationErrors.invalidSetting(key, "must be a whole number");
        }
        return Integer.parseInt(text);
    }

    double number() {
        String text = text().strip();
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw ConfigurationErrors.invalidSetting(key, "must be a number such as 1 or 1.5");
        }
        return Double.parseDouble(text);
    }

    boolean trueOrFalse() {
        return switch (text().strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ConfigurationErrors.invalidSetting(key, "must be true or false");
        };
    }

    /** Returns nothing; refuses all but {@code true}. */
    void onlyTrue() {
        if (!trueOrFalse()) {
            throw ConfigurationErrors.invalidSetting(key, "must be true; leave the key out otherwise");
        }
    }

    Path path() {
        try {
            return Path.of(text());
        } catch (InvalidPathException e) {
            throw ConfigurationErrors.invalidSetting(key, "must be the path of a file");
        }
    }

    /**
     * Returns what a server has under this name. Only names of the server itself are looked up, never such that lead to
     * another place.
     */
    @SuppressWarnings("BanJNDI") // in a server's own names there is what its administrator has put there
    <T> T ofServer(Class<T> type, String example) {
        String name = text().strip();
        String rule = "must be the JNDI name of a " + type.getName() + ", such as " + example;
        if (!name.startsWith("java:")) {
            throw ConfigurationErrors.invalidSetting(key, rule);
        }
        Object found;
        try {
            found = InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw ConfigurationErrors.invalidSetting(
                    key, rule + "; it cannot be looked up (" + e.getClass().getSimpleName() + ")");
        }
        if (!type.isInstance(found)) {
            throw ConfigurationErrors.invalidSetting(
                    key,
                    rule + "; what is there is "
                            + (found == null
                                    ? "nothing"
                                    : "a " + found.getClass().getName()));
        }
        return type.cast(found);
    }

    <E extends Enum<E>> E oneOf(Class<E> type) {
        String text = text().strip();
        for (E constant : type.getEnumConstants()) {
            if (spelled(constant).equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw ConfigurationErrors.invalidSetting(
                key,
                "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Value::spelled)
                                .collect(Collectors.joining(", ")));
    }

    Duration duration() {
        return DurationText.parse(text().strip())
                .orElseThrow(() -> ConfigurationErrors.invalidSetting(
                        key, "must be a duration with a unit: 250ms, 10s, 10m, 2h, 1d, or ISO 8601 like PT10S"));
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns nothing of the text: it may be a secret. */
    @Override
    public String toString() {
        return "Value[" + key + "]";
    }
}
