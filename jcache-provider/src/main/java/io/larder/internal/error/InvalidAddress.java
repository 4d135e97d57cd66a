package io.larder.internal.error;

import javax.cache.CacheException;

/** An address that was refused; like {@link InvalidSetting}, it keeps the rule for whoever knows the source. */
public final class InvalidAddress extends CacheException {

    private static final long serialVersionUID = 1L;

    private final String rule;

    InvalidAddress(String message, String rule) {
        super(message);
        this.rule = rule;
    }

    /** Returns what holds for addresses, as a sentence without its full stop. */
    public String rule() {
        return rule;
    }
}
