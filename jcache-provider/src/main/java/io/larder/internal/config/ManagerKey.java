package io.larder.internal.config;

import io.larder.LarderConfiguration;
import io.larder.ReadFrom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;

/** The keys that stand for a whole manager. */
enum ManagerKey {
    /** Names the file, so it is read before all others and applied nowhere. */
    CONFIG("config", (builder, value) -> builder),
    REDIS("redis", (builder, value) -> builder.redis(value.text())),
    LOCKS_REDIS("locks.redis", (builder, value) -> builder.locksRedis(value.text())),
    USERNAME("username", (builder, value) -> builder.username(value.text())),
    PASSWORD("password", (builder, value) -> builder.password(value.text())),
    KEY_PREFIX("key-prefix", (builder, value) -> builder.keyPrefix(value.text())),
    TIMEOUT("timeout", (builder, value) -> builder.timeout(value.duration())),
    CONNECT_TIMEOUT("connect-timeout", (builder, value) -> builder.connectTimeout(value.duration())),
    READ_FROM("read-from", (builder, value) -> builder.readFrom(value.oneOf(ReadFrom.class))),
    TRUST_STORE("tls.trust-store", (builder, value) -> builder.trustStore(value.path())),
    TRUST_STORE_PASSWORD("tls.trust-store-password", (builder, value) -> builder.trustStorePassword(value.text())),
    VERIFY_HOSTNAME("tls.verify-hostname", (builder, value) -> builder.verifyHostname(value.trueOrFalse())),
    THREAD_FACTORY(
            "thread-factory",
            (builder, value) -> builder.threadFactory(
                    value.ofServer(ThreadFactory.class, "java:comp/DefaultManagedThreadFactory")));

    private final String suffix;

    @SuppressWarnings("ImmutableEnumChecker") // setters keep nothing
    private final BiFunction<LarderConfiguration.Builder, Value, LarderConfiguration.Builder> setter;

    ManagerKey(String suffix, BiFunction<LarderConfiguration.Builder, Value, LarderConfiguration.Builder> setter) {
        this.suffix = suffix;
        this.setter = setter;
    }

    static Optional<ManagerKey> find(String suffix) {
        return Arrays.stream(values()).filter(key -> key.suffix.equals(suffix)).findFirst();
    }

    /** Returns what follows {@code larder.} in the key. */
    String suffix() {
        return suffix;
    }

    LarderConfiguration.Builder apply(LarderConfiguration.Builder builder, Value value) {
        return setter.apply(builder, value);
    }
}
