package io.larder.internal.config;

import io.larder.internal.error.ConfigurationErrors;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces <code>${NAME}</code> and <code>${NAME:-default}</code> in values of the file. Immutable. */
final class Placeholders {

    /** A literal opening, a placeholder, or an opening that nothing closes. */
    private static final Pattern OPENING =
            Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)(?::-([^}]*+))?}|\\$\\{");

    private final Surroundings surroundings;

    Placeholders(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Returns the text with each placeholder replaced; what replaces it is not searched again.
     *
     * @param text the text
     * @param key the key it is a value of
     * @param source where it stands
     * @throws javax.cache.CacheException if a placeholder is malformed, or its name is not set and it has no default
     */
    String replaceIn(String text, String key, String source) {
        return OPENING.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(replacement(found.group(), found.group(1), found.group(2))
                        .orElseThrow(() -> ConfigurationErrors.badPlaceholder(
                                source,
                                key,
                                found.group(1) == null
                                        ? "a placeholder is malformed"
                                        : found.group(1) + " is not set"))));
    }

    private Optional<String> replacement(String whole, @Nullable String name, @Nullable String defaultText) {
        if (whole.equals("$${")) {
            return Optional.of("${");
        }
        return name == null ? Optional.empty() : surroundings.variable(name).or(() -> Optional.ofNullable(defaultText));
    }
}
