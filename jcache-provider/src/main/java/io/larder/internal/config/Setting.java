package io.larder.internal.config;

import io.larder.internal.error.ConfigurationErrors;
import io.larder.internal.error.InvalidAddress;
import io.larder.internal.error.InvalidSetting;
import java.util.List;
import java.util.function.Function;

/**
 * One key with its value and where it came from. Immutable.
 *
 * @param key the key
 * @param value the value
 * @param source where it stands, as errors name it
 */
record Setting(SettingKey key, Value value, String source) {

    /**
     * Returns the setting of a key given as text.
     *
     * @throws javax.cache.CacheException if there is no such key
     */
    static Setting of(String keyText, List<String> elements, String source) {
        SettingKey key = SettingKey.parse(keyText)
                .orElseThrow(() -> ConfigurationErrors.unknownKey(source, keyText, NearestKey.to(keyText)));
        return new Setting(key, new Value(keyText, elements), source);
    }

    /** Returns what the reader makes of the value; what is refused there is refused here with its source. */
    <T> T read(Function<Value, T> reader) {
        try {
            return reader.apply(value);
        } catch (InvalidSetting e) {
            throw ConfigurationErrors.badValue(source, key.text(), e.rule());
        } catch (InvalidAddress e) {
            throw ConfigurationErrors.badAddress("the key " + key.text() + " in " + source, e.rule());
        }
    }
}
