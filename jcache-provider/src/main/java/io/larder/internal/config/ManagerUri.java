package io.larder.internal.config;

import io.larder.RedisAddress;
import io.larder.internal.error.ConfigurationErrors;
import io.larder.internal.error.InvalidAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the URI of a cache manager says beside being its name. Immutable.
 *
 * @param file the file it names, if it does
 * @param address the server it names, if it does
 */
record ManagerUri(Optional<FileName> file, Optional<RedisAddress> address) {

    private static final Pattern ADDRESS = Pattern.compile("(?s)((?i)rediss?(\\+[a-z]*)?|embedded):.*");

    /**
     * Reads the URI of a manager.
     *
     * @throws javax.cache.CacheException if it names what cannot be, or has credentials
     */
    static ManagerUri read(URI managerUri) {
        Optional<FileName> file = FileName.ofManager(managerUri);
        boolean address = ADDRESS.matcher(managerUri.toString()).matches();
        return address
                ? new ManagerUri(Optional.empty(), Optional.of(address(managerUri)))
                : new ManagerUri(file, Optional.empty());
    }

    private static RedisAddress address(URI managerUri) {
        try {
            // A URI cannot end with its scheme's colon, so embedded: comes as embedded:/
            return RedisAddress.parse(managerUri.toString().replaceFirst("^embedded:/$", "embedded:"));
        } catch (InvalidAddress e) {
            throw ConfigurationErrors.badAddress("the URI of the cache manager", e.rule());
        }
    }
}
