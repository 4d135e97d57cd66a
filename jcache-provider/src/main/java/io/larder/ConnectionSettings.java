package io.larder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.redisson.api.RedissonClient;

/**
 * How a cache manager reaches Redis. Immutable and thread-safe.
 *
 * @param address where Redis is; of no meaning where {@code client} is there
 * @param client a client that the application brings along and closes itself, if any
 * @param keyPrefix what every key of Larder in Redis begins with
 * @param timeout how long to wait for the answer to one command
 * @param connectTimeout how long to wait for a connection
 * @param readFrom which servers answer reads
 * @param trustStore the certificates to trust with TLS instead of the JVM's own, if any
 * @param trustStorePassword the trust store's password; never part of {@link #toString()}
 * @param verifyHostname whether the server's certificate must name its host
 */
public record ConnectionSettings(
        RedisAddress address,
        Optional<RedissonClient> client,
        String keyPrefix,
        Duration timeout,
        Duration connectTimeout,
        ReadFrom readFrom,
        Optional<Path> trustStore,
        Optional<String> trustStorePassword,
        boolean verifyHostname) {

    /** Returns the settings without credentials. */
    @Override
    public String toString() {
        return "ConnectionSettings[address=" + address + ", client=" + client.isPresent() + ", keyPrefix=" + keyPrefix
                + ", timeout=" + timeout + ", connectTimeout=" + connectTimeout + ", readFrom=" + readFrom
                + ", trustStore=" + trustStore + ", verifyHostname=" + verifyHostname + "]";
    }
}
