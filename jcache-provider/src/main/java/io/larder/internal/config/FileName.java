package io.larder.internal.config;

import io.larder.internal.error.ConfigurationErrors;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a configuration file. Immutable.
 *
 * @param uri where it is, with a scheme
 * @param namedBy what names it, as errors say it
 */
record FileName(URI uri, String namedBy) {

    private static final Set<String> YAML = Set.of("yaml", "yml");
    private static final Set<String> OF_OTHERS =
            Set.of("xml", "json", "conf", "hocon", "properties", "ccf", "groovy", "toml");
    private static final Set<String> SCHEMES_OF_FILES = Set.of("classpath", "file", "jar");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/?#]*@");

    /**
     * Returns the file that the URI of a manager names, or nothing if the URI is but a name.
     *
     * @throws javax.cache.CacheException if it names a file that cannot be one of Larder's
     */
    static Optional<FileName> ofManager(URI managerUri) {
        if (hasCredentials(managerUri)) {
            throw ConfigurationErrors.credentialsInManagerUri();
        }
        boolean file = YAML.contains(extension(managerUri))
                || OF_OTHERS.contains(extension(managerUri))
                || SCHEMES_OF_FILES.contains(scheme(managerUri));
        return file ? Optional.of(checked(managerUri, "the URI of the cache manager")) : Optional.empty();
    }

    /**
     * Returns the file that a value of {@code larder.config} names: a URI, or a path of the file system.
     *
     * @throws javax.cache.CacheException if it names a file that cannot be one of Larder's
     */
    static FileName ofSetting(Setting config) {
        String namedBy = "the key " + config.key().text() + " in " + config.source();
        String text = config.read(Value::text);
        try {
            return checked(
                    SCHEME.matcher(text).matches()
                            ? new URI(text)
                            : Path.of(text).toUri(),
                    namedBy);
        } catch (URISyntaxException | InvalidPathException e) {
            throw ConfigurationErrors.badValue(
                    config.source(), config.key().text(), "must be a URI or the path of a file");
        }
    }

    private static FileName checked(URI uri, String namedBy) {
        if (hasCredentials(uri)) {
            throw ConfigurationErrors.notLardersFile("with credentials", namedBy, "A file's URI holds no secrets");
        }
        if (!YAML.contains(extension(uri))) {
            throw ConfigurationErrors.notLardersFile(
                    shown(uri), namedBy, "A configuration file of Larder is YAML, and its name ends in .yaml or .yml");
        }
        if (uri.getScheme() == null) {
            throw ConfigurationErrors.notLardersFile(
                    shown(uri), namedBy, "The URI of a file says where to look: classpath:, file: or another scheme");
        }
        return new FileName(uri, namedBy);
    }

    /** Returns the name without what may be secret in it. */
    String shown() {
        return shown(uri);
    }

    boolean onClassPath() {
        return scheme(uri).equals("classpath");
    }

    /** Returns the URI without query and fragment. */
    String location() {
        return location(uri);
    }

    private static String shown(URI uri) {
        return location(uri);
    }

    private static boolean hasCredentials(URI uri) {
        return CREDENTIALS.matcher(uri.toString()).find();
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String extension(URI uri) {
        String location = location(uri);
        String name = location.substring(location.lastIndexOf('/') + 1);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String location(URI uri) {
        return uri.toString().replaceAll("[?#].*", "");
    }
}
