package io.larder.internal.error;

import javax.cache.CacheException;

/**
 * A setting that a builder refused: the rule stands alone here, so that whoever read the setting from somewhere can say
 * where that was.
 */
public final class InvalidSetting extends CacheException {

    private static final long serialVersionUID = 1L;

    private final String rule;

    InvalidSetting(String message, String rule) {
        super(message);
        this.rule = rule;
    }

    /** Returns what holds for this setting, as a clause: "it must be ...". */
    public String rule() {
        return rule;
    }
}
