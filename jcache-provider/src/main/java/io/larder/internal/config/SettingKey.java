package io.larder.internal.config;

import io.larder.LarderConfiguration;
import io.larder.internal.config.SettingSource.Rank;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key of the flat model that all sources share. Immutable. */
sealed interface SettingKey {

    /** What all keys begin with. */
    String ROOT = "larder.";

    /** What the keys of all caches' settings begin with. */
    String DEFAULTS = ROOT + "defaults.";

    /** What the keys of one cache or pattern begin with. */
    String CACHES = ROOT + "caches.";

    /** Why {@code create} cannot stand everywhere. */
    String ONE_CACHE =
            "It stands only in the section of one cache: defaults and patterns have no name to create it with";

    /** Returns the key as it stands in properties. */
    String text();

    /** Lays a value over what the builder has, and returns the builder. */
    LarderConfiguration.Builder apply(LarderConfiguration.Builder builder, Rank rank, Value value);

    /** Returns the section of which this key sets the expiry, if it does. */
    default Optional<String> expirySection() {
        return Optional.empty();
    }

    /** Returns the section of which this key limits the near cache, if it does. */
    default Optional<String> nearLimitSection() {
        return Optional.empty();
    }

    /** Returns where the key has to stand, if it is out of place. */
    default Optional<String> misplaced() {
        return Optional.empty();
    }

    /** Returns the key of this text, or nothing if there is no such key. */
    static Optional<SettingKey> parse(String text) {
        if (text.startsWith(CACHES)) {
            return OfCache.parse(text.substring(CACHES.length()));
        }
        if (text.startsWith(DEFAULTS)) {
            return CacheKey.find(text.substring(DEFAULTS.length())).map(OfDefaults::new);
        }
        return text.startsWith(ROOT)
                ? ManagerKey.find(text.substring(ROOT.length())).map(OfManager::new)
                : Optional.empty();
    }

    /**
     * A key of the manager.
     *
     * @param key which one
     */
    record OfManager(ManagerKey key) implements SettingKey {

        @Override
        public String text() {
            return ROOT + key.suffix();
        }

        @Override
        public LarderConfiguration.Builder apply(LarderConfiguration.Builder builder, Rank rank, Value value) {
            return key.apply(builder, value);
        }
    }

    /**
     * A key of all caches.
     *
     * @param key which one
     */
    record OfDefaults(CacheKey key) implements SettingKey {

        @Override
        public String text() {
            return DEFAULTS + key.suffix();
        }

        @Override
        public LarderConfiguration.Builder apply(LarderConfiguration.Builder builder, Rank rank, Value value) {
            return builder.defaults(section -> key.apply(section, value));
        }

        @Override
        public Optional<String> expirySection() {
            return key.isExpiry() ? Optional.of(DEFAULTS) : Optional.empty();
        }

        @Override
        public Optional<String> nearLimitSection() {
            return key.isNearLimit() ? Optional.of(DEFAULTS) : Optional.empty();
        }

        @Override
        public Optional<String> misplaced() {
            return key == CacheKey.CREATE ? Optional.of(ONE_CACHE) : Optional.empty();
        }
    }

    /**
     * A key of one cache, or of those whose names match a pattern.
     *
     * @param section the name or pattern
     * @param key which one
     */
    record OfCache(String section, CacheKey key) implements SettingKey {

        private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

        /** Splits at the last dot, because no setting has one; so quotes are needed only around quotes. */
        static Optional<SettingKey> parse(String sectionAndSetting) {
            int lastDot = sectionAndSetting.lastIndexOf('.');
            return lastDot <= 0
                    ? Optional.empty()
                    : of(unquoted(sectionAndSetting.substring(0, lastDot)), sectionAndSetting.substring(lastDot + 1));
        }

        private static String unquoted(String section) {
            return section.length() > 1 && section.startsWith("\"") && section.endsWith("\"")
                    ? ESCAPED.matcher(section.substring(1, section.length() - 1))
                            .replaceAll("$1")
                    : section;
        }

        static Optional<SettingKey> of(String section, String setting) {
            return CacheKey.find(setting).map(key -> new OfCache(section, key));
        }

        @Override
        public String text() {
            return CACHES + section + "." + key.suffix();
        }

        @Override
        public LarderConfiguration.Builder apply(LarderConfiguration.Builder builder, Rank rank, Value value) {
            return rank == Rank.BELOW_CONFIGURATION_OBJECT
                    ? builder.cachesUnlessCreatedOtherwise(section, settings -> key.apply(settings, value))
                    : builder.caches(section, settings -> key.apply(settings, value));
        }

        @Override
        public Optional<String> expirySection() {
            return key.isExpiry() ? Optional.of(CACHES + section) : Optional.empty();
        }

        @Override
        public Optional<String> nearLimitSection() {
            return key.isNearLimit() ? Optional.of(CACHES + section) : Optional.empty();
        }

        @Override
        public Optional<String> misplaced() {
            return key == CacheKey.CREATE && section.contains("*") ? Optional.of(ONE_CACHE) : Optional.empty();
        }
    }
}
