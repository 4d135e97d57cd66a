package io.larder.internal.error;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** What can go wrong with Redis itself: ids {@code LRD-3xx}. */
public final class RedisErrors {

    private RedisErrors() {}

    /** The server cannot be reached when a manager is created. */
    public static CacheException unreachable(String address, Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-301",
                        "Redis at " + address + " cannot be reached (" + reason(cause) + ')',
                        "A cache manager connects when it is created, so that a wrong address shows at once",
                        "Check that the server runs, that host, port and TLS are right, and that no firewall is between"),
                cause);
    }

    /** The server refuses user or password, or asks for one. */
    public static CacheException unauthorized(String address, Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-302",
                        "Redis at " + address + " refuses the credentials or misses them",
                        "The user and password in the address must be those of an enabled user of the server",
                        "Put them into the address as redis://user:password@host:port, or leave the user out for the"
                                + " default user"),
                cause);
    }

    /** The user may not run a command or touch a key. */
    public static CacheException forbidden(String address, Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-303",
                        "Redis at " + address + " forbids its user a command, a key or a channel (" + rule(cause) + ')',
                        "The user needs the commands, keys and channels that docs/errors/LRD-303.md lists",
                        "Extend the user's rules with ACL SETUSER"),
                cause);
    }

    /** No answer, a broken connection or a refusal in the middle of work. */
    public static CacheException failed(String operation, String address, Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-304",
                        "Redis at " + address + " did not carry out \"" + operation + "\" (" + reason(cause) + ')',
                        "Whether the change was made is unknown unless the server refused it",
                        "Check the server's health, its load and memory, and the timeout of the connection"),
                cause);
    }

    /** The cache is there with another layout. */
    public static CacheException layoutDiffers(String cacheName, String found, String wanted) {
        return new CacheException(Message.of(
                "LRD-305",
                "Cache \"" + cacheName + "\" is in Redis with the layout \"" + found + "\", not \"" + wanted + '"',
                "Format and number of partitions are fixed while a cache has content, and all JVMs must agree on them",
                "Configure what is there, or destroy the cache first with CacheManager.destroyCache"));
    }

    /** The cache name does not fit into a key. */
    public static CacheException cacheNameTooLong(int encodedBytes, int maximum) {
        return new CacheException(Message.of(
                "LRD-306",
                "A cache name of " + encodedBytes + " bytes in its encoded form was given",
                "It is part of every key in Redis and must not be longer than " + maximum
                        + " bytes; all but ASCII letters, digits and -._~!$&'()+,;=@/ counts three bytes or more",
                "Choose a shorter name"));
    }

    /** The number of partitions is out of range. */
    public static CacheException partitionsOutOfRange(int partitions, int maximum) {
        return new CacheException(Message.of(
                "LRD-307",
                "A cache of " + partitions + " partitions was asked for",
                "A cache has between 1 and " + maximum + " partitions",
                "Choose a number within these bounds"));
    }

    /** The prefix of all keys has characters that mean something in keys or patterns. */
    public static CacheException keyPrefixInvalid(String keyPrefix) {
        return new CacheException(Message.of(
                "LRD-308",
                "The key prefix \"" + printable(keyPrefix) + "\" was given",
                "It has between 1 and 128 ASCII letters, digits and characters of -._~/:",
                "Choose such a prefix"));
    }

    /** The embedded server was asked for, but is not on the class path. */
    public static CacheException embeddedServerMissing(Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-309",
                        "An embedded Redis was asked for, but it is not on the class path",
                        "It is an optional dependency, so that it does not get into production by accident",
                        "Name a server instead, or add <dependency><groupId>com.github.codemonstur</groupId>"
                                + "<artifactId>embedded-redis</artifactId><version>1.4.4</version></dependency>"),
                cause);
    }

    /** The embedded server does not start. */
    public static CacheException embeddedServerFailed(Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-310",
                        "The embedded Redis did not start (" + reason(cause) + ')',
                        "It runs a binary from the temporary directory on a free loopback port",
                        "Check that the temporary directory allows execution, or name a server instead"),
                cause);
    }

    /** The trust store cannot be used. */
    public static CacheException trustStoreUnusable(String path, @Nullable Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-311",
                        "The trust store " + path + " cannot be read",
                        "It must be a readable key store file (PKCS12 or JKS) and its password must fit",
                        "Check path, permissions and password"),
                cause);
    }

    /** Something is asked of a connection or store after its end. */
    public static CacheException closed(String address) {
        return new CacheException(Message.of(
                "LRD-312",
                "The connection to Redis at " + address + " is closed",
                "It ends with its cache manager",
                "Open a new cache manager"));
    }

    /** A client was brought along that Redisson did not make. */
    public static CacheException clientUnknown(Class<?> type) {
        return new CacheException(Message.of(
                "LRD-313",
                "A RedissonClient of " + type + " was brought along",
                "Larder pipelines and scans below the interfaces of Redisson, so the client or what a proxy delegates to"
                        + " must be made by Redisson.create",
                "Give Larder the client itself"));
    }

    private static String reason(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return cause.getClass().getSimpleName()
                + (SAFE.contains(cause.getClass().getSimpleName()) ? ": " + first : "");
    }

    /** Exceptions whose text never holds arguments of a command, thus neither keys nor values nor credentials. */
    private static final java.util.Set<String> SAFE = java.util.Set.of(
            "ConnectException",
            "RedisConnectionException",
            "UnknownHostException",
            "IOException",
            "AccessDeniedException");

    private static String rule(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        int end = text.indexOf(" channel: ");
        String head = end < 0 ? text : text.substring(0, end);
        return head.length() > 120 ? head.substring(0, 120) : head;
    }

    private static String printable(String text) {
        String head = text.length() > 128 ? text.substring(0, 128) + "..." : text;
        return head.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
