package io.larder.internal.error;

import java.util.Optional;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The errors of configuration, {@code LRD-1xx}: each names the source, the rule and the remedy. Addresses, credentials
 * and what placeholders stand for are never part of a message.
 */
public final class ConfigurationErrors {

    private static final String REDISSONS_PROVIDER = "org.redisson.jcache.JCachingProvider";

    private ConfigurationErrors() {}

    /** LRD-101: nobody said where Redis is. */
    public static CacheException noServer() {
        return error(
                "LRD-101",
                "No Redis server is configured",
                "There is no default server",
                "Name one with the key larder.redis, for example larder.redis=redis://host:6379 in larder.yaml, in the"
                        + " Properties argument, as a system property or as environment variable LARDER_REDIS; or ask for"
                        + " a throw-away server of this JVM with larder.redis=embedded:");
    }

    /**
     * LRD-102: a key that Larder does not know.
     *
     * @param source where the key stands
     * @param key the unknown key
     * @param nearest the known key that looks most like it, if any does
     */
    public static CacheException unknownKey(String source, String key, Optional<String> nearest) {
        return error(
                "LRD-102",
                "The key " + quoted(key) + " in " + source + " is unknown",
                "Every key that begins with larder. must be one of Larder's own",
                nearest.map(known -> "Did you mean " + quoted(known) + "?").orElse("Remove it")
                        + " All keys are in docs/configuration.md");
    }

    /**
     * LRD-103: a value that does not fit its key, given in code.
     *
     * @param setting the setting's name
     * @param rule what holds for it, as a clause without subject: "must be ..."
     */
    public static InvalidSetting invalidSetting(String setting, String rule) {
        return new InvalidSetting(badValueMessage("The value of " + setting + " in code is refused", rule), rule);
    }

    /**
     * LRD-103: a value that does not fit its key, read from some source.
     *
     * @param source where the key stands
     * @param key the key
     * @param rule what holds for it, as a clause without subject: "must be ..."
     */
    public static CacheException badValue(String source, String key, String rule) {
        return new CacheException(
                badValueMessage("The value of " + quoted(key) + " in " + source + " is refused", rule));
    }

    private static String badValueMessage(String refused, String rule) {
        return Message.of("LRD-103", refused, "It " + rule, "Correct the value or remove the setting");
    }

    /**
     * LRD-104: an address that is not well formed, given in code.
     *
     * @param rule what holds for addresses
     */
    public static InvalidAddress invalidAddress(String rule) {
        return new InvalidAddress(badAddressMessage("A Redis address given in code is refused", rule), rule);
    }

    /**
     * LRD-104: an address that is not well formed, read from some source.
     *
     * @param source where the address stands
     * @param rule what holds for addresses
     */
    public static CacheException badAddress(String source, String rule) {
        return new CacheException(badAddressMessage("The Redis address in " + source + " is refused", rule));
    }

    private static String badAddressMessage(String refused, String rule) {
        return Message.of(
                "LRD-104",
                refused,
                rule,
                "Write it like redis://user:password@host:6379/0, rediss://host:6379,"
                        + " redis+cluster://host1:6379,host2:6379, redis+sentinel://host1:26379,host2:26379/master or"
                        + " embedded:");
    }

    /**
     * LRD-105: a configuration file that is not there or cannot be read.
     *
     * @param file the file, without credentials
     * @param namedBy what names it
     * @param cause the failure to read it, if it was found
     */
    public static CacheException unreadableFile(String file, String namedBy, @Nullable Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-105",
                        "The configuration file " + file + " named by " + namedBy + " "
                                + (cause == null
                                        ? "is not there"
                                        : "cannot be read (" + cause.getClass().getSimpleName() + ")"),
                        "A file that is named must be readable; only " + "larder.yaml on the class path is optional",
                        "Correct the name, or make the file readable for this process and class loader"),
                cause);
    }

    /**
     * LRD-106: a configuration file that is not the YAML it should be.
     *
     * @param place the file and, where known, the line
     * @param problem what is wrong there, as a sentence without its full stop
     */
    public static CacheException badYaml(String place, String problem) {
        return error(
                "LRD-106",
                "The YAML in " + place + " is refused: " + problem,
                "A configuration file is one YAML mapping of keys to plain values, up to 1 MiB of UTF-8, without"
                        + " duplicate keys, aliases of mappings and lists, or types",
                "Correct the file; docs/configuration.md has an example");
    }

    /**
     * LRD-107: a URI that names a file which cannot be Larder's.
     *
     * @param uri the URI, without credentials
     * @param namedBy what names it
     * @param rule what holds for it
     */
    public static CacheException notLardersFile(String uri, String namedBy, String rule) {
        return error(
                "LRD-107",
                "The URI " + uri + " given as " + namedBy + " is refused",
                rule,
                "Use classpath:name.yaml, file:/path/name.yaml, a jar: URI of a YAML file, or a plain name such as"
                        + " urn:orders to have larder.yaml read");
    }

    /**
     * LRD-108: a placeholder that stands for nothing.
     *
     * @param source where it stands
     * @param key the key whose value has it
     * @param problem what is wrong with it
     */
    public static CacheException badPlaceholder(String source, String key, String problem) {
        return error(
                "LRD-108",
                "The value of " + quoted(key) + " in " + source + " is refused: " + problem,
                "A placeholder is ${NAME} or ${NAME:-default}, and NAME an environment variable or system property",
                "Set it, give a default, or write $${ for a literal ${");
    }

    /**
     * LRD-109: keys that exclude each other.
     *
     * @param source where they stand
     * @param first one key
     * @param second the other key
     * @param rule what holds for them
     */
    public static CacheException contradiction(String source, String first, String second, String rule) {
        return error(
                "LRD-109",
                "The keys " + quoted(first) + " and " + quoted(second) + " in " + source + " contradict each other",
                rule,
                "Remove one of them");
    }

    /**
     * LRD-110: a key in a place where it means nothing.
     *
     * @param source where it stands
     * @param key the key
     * @param rule where it may stand
     */
    public static CacheException misplacedKey(String source, String key, String rule) {
        return error(
                "LRD-110", "The key " + quoted(key) + " in " + source + " is out of place", rule, "Move or remove it");
    }

    /**
     * LRD-111: a typed configuration together with another one.
     *
     * @param other the other source, or what is wrong with the typed one
     */
    public static CacheException typedConfigurationNotAlone(String other) {
        return error(
                "LRD-111",
                "The Properties argument carries a LarderConfiguration together with " + other,
                "A LarderConfiguration stands for the file and for the larder. keys of the Properties argument, so there"
                        + " can be no others; system properties and environment variables may still override it",
                "Give either the LarderConfiguration or the other source");
    }

    /** LRD-112: credentials in the URI of a cache manager, which names the manager in MBeans and logs. */
    public static CacheException credentialsInManagerUri() {
        return error(
                "LRD-112",
                "The URI of the cache manager carries credentials",
                "The URI is the manager's name in MBeans and logs, so it must not hold secrets",
                "Leave them out of the URI and set larder.username and larder.password, for example as environment"
                        + " variables LARDER_USERNAME and LARDER_PASSWORD");
    }

    /**
     * LRD-113: other providers beside Larder's. A text to log: it is JCache that refuses, and without a remedy.
     *
     * @param others the names of the other providers' classes
     * @param ours the name of Larder's
     */
    public static String severalProviders(Set<String> others, String ours) {
        return Message.of(
                "LRD-113",
                "Besides Larder there are other JCache providers on the class path: " + others,
                "Caching.getCachingProvider() throws where it has to choose",
                (others.contains(REDISSONS_PROVIDER)
                                ? "Depend on io.larder:redisson-without-jcache instead of org.redisson:redisson"
                                : "Take the others off the class path")
                        + ", or name Larder's with -Djavax.cache.spi.CachingProvider=" + ours
                        + " or Caching.getCachingProvider(\"" + ours + "\")");
    }

    /** LRD-118: what loads have found is to be remembered, but there are no leases, whose place it takes in Redis. */
    public static CacheException notedWithoutLease(String cacheName, String key) {
        return error(
                "LRD-118",
                "The cache " + quoted(cacheName) + " is configured with " + key + ", and with load-lease: 0s",
                "What a load has found is noted in the place of its lease, so the one needs the other",
                "Set load-lease, or leave " + key + " out");
    }

    /** LRD-119: failures are to be remembered, but nobody says which. */
    public static CacheException exceptionTtlWithoutClasses(String cacheName) {
        return error(
                "LRD-119",
                "The cache " + quoted(cacheName) + " is configured with exception-ttl, and without cached-exceptions",
                "Failures are remembered only if they are of a class that was chosen",
                "List their classes in cached-exceptions, or leave exception-ttl out");
    }

    /** LRD-119: a class of failures that is none, or is not there. */
    public static CacheException noException(String className, @Nullable Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-119",
                        "cached-exceptions names " + Printable.of(className)
                                + (cause == null ? ", which is no exception" : ", which cannot be found"),
                        "Each is the name of a class of exceptions that the manager's class loader finds",
                        "Check the name, and that the class is on the class path"),
                cause);
    }

    /** LRD-114: a tagger's class that is not there. */
    public static CacheException taggerNotFound(String className, Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-114",
                        "The class " + quoted(className) + " of a tagger cannot be loaded",
                        "The class loader of the cache manager must find the class that tagger names",
                        "Correct the name, as Class.getName has it, or put the class on the application's class path"),
                cause);
    }

    /** LRD-115: a class that taggers cannot be made of. */
    public static CacheException noTagger(String className) {
        return error(
                "LRD-115",
                "The class " + quoted(className) + " is configured as tagger and cannot be one",
                "A tagger's class implements io.larder.Tagger, is public and not abstract, and has a public constructor"
                        + " without arguments",
                "Change the class, or configure the tagger by a factory: LarderCacheConfiguration.Builder.taggerFactory");
    }

    private static CacheException error(String id, String refused, String rule, String remedy) {
        return new CacheException(Message.of(id, refused, rule, remedy));
    }

    private static String quoted(String text) {
        return '"' + Printable.of(text) + '"';
    }
}
