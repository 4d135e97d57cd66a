package io.larder.internal.redis;

import io.larder.ConnectionSettings;
import io.larder.ReadFrom;
import io.larder.RedisAddress;
import io.larder.RedisAddress.HostAndPort;
import io.larder.internal.error.RedisErrors;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.SslVerificationMode;

/** Says in Redisson's words how to reach a server, with a small footprint: connections are opened when needed. */
final class ClientConfig {

    private static final int IDLE_CONNECTIONS = 1;
    private static final int CONNECTIONS = 64;
    private static final int SUBSCRIPTION_CONNECTIONS = 2;
    private static final int SUBSCRIPTIONS_PER_CONNECTION = 1000;
    private static final int RETRIES = 1;

    /** How long a thread that died in the queue of a fair lock holds up those behind it. */
    private static final long FAIR_LOCK_WAIT_MILLIS = 60_000;

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final ConnectionSettings settings;
    private final RedisAddress address;

    private ClientConfig(ConnectionSettings settings, RedisAddress address) {
        this.settings = settings;
        this.address = address;
    }

    /**
     * Makes the configuration of a client.
     *
     * @param address where the server is, {@link ConnectionSettings#address()} or the embedded server's
     * @throws javax.cache.CacheException if the trust store cannot be used
     */
    static Config of(ConnectionSettings settings, RedisAddress address, ClientThreads threads, String clientName) {
        return new ClientConfig(settings, address).build(threads, clientName);
    }

    private Config build(ClientThreads threads, String clientName) {
        Config config = new Config();
        config.setCodec(ByteArrayCodec.INSTANCE)
                .setTransportMode(Transport.best())
                .setNettyThreads(ClientThreads.eventLoops(Runtime.getRuntime().availableProcessors()))
                .setNettyExecutor(threads.network())
                .setExecutor(threads.callbacks())
                .setUseThreadClassLoader(false)
                .setUseScriptCache(false)
                .setFairLockWaitTimeout(FAIR_LOCK_WAIT_MILLIS)
                .setReferenceEnabled(false);
        address.username().ifPresent(config::setUsername);
        address.password().ifPresent(config::setPassword);
        secure(config);
        common(servers(config)).setClientName(clientName);
        return config;
    }

    private BaseConfig<?> servers(Config config) {
        return switch (address.topology()) {
            case STANDALONE, EMBEDDED -> single(config);
            case CLUSTER -> pools(config.useClusterServers().addNodeAddress(urls().toArray(String[]::new)));
            case SENTINEL ->
                pools(config.useSentinelServers()
                        .setCheckSentinelsList(false) // one sentinel is enough to connect
                        .setMasterName(address.masterName().orElse(""))
                        .setDatabase(address.database())
                        .addSentinelAddress(urls().toArray(String[]::new)));
        };
    }

    private SingleServerConfig single(Config config) {
        return config.useSingleServer()
                .setAddress(urls().get(0))
                .setDatabase(address.database())
                .setConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                .setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTION_CONNECTIONS);
    }

    private <T extends BaseMasterSlaveServersConfig<T>> T pools(T servers) {
        return servers.setReadMode(settings.readFrom() == ReadFrom.REPLICA ? ReadMode.SLAVE : ReadMode.MASTER)
                .setMasterConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                .setMasterConnectionPoolSize(CONNECTIONS)
                .setSlaveConnectionMinimumIdleSize(settings.readFrom() == ReadFrom.REPLICA ? IDLE_CONNECTIONS : 0)
                .setSlaveConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTION_CONNECTIONS);
    }

    private BaseConfig<?> common(BaseConfig<?> servers) {
        servers.setTimeout(millis(settings.timeout()));
        servers.setConnectTimeout(millis(settings.connectTimeout()));
        servers.setSubscriptionTimeout(millis(settings.timeout()));
        servers.setSubscriptionsPerConnection(SUBSCRIPTIONS_PER_CONNECTION);
        servers.setRetryAttempts(RETRIES);
        servers.setRetryDelay(new ConstantDelay(RETRY_DELAY));
        return servers;
    }

    private void secure(Config config) {
        config.setSslVerificationMode(
                settings.verifyHostname() ? SslVerificationMode.STRICT : SslVerificationMode.CA_ONLY);
        settings.trustStore().ifPresent(path -> trust(config, path));
    }

    private void trust(Config config, Path path) {
        if (!Files.isReadable(path)) {
            throw RedisErrors.trustStoreUnusable(path.toString(), null);
        }
        try {
            config.setSslTruststore(path.toUri().toURL());
        } catch (MalformedURLException e) {
            throw RedisErrors.trustStoreUnusable(path.toString(), e);
        }
        settings.trustStorePassword().ifPresent(config::setSslTruststorePassword);
    }

    private List<String> urls() {
        return address.nodes().stream().map(this::url).toList();
    }

    private String url(HostAndPort node) {
        String host = node.host().indexOf(':') >= 0 ? '[' + node.host() + ']' : node.host();
        return (address.tls() ? "rediss://" : "redis://") + host + ':' + node.port();
    }

    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(duration.toMillis(), Integer.MAX_VALUE));
    }
}
