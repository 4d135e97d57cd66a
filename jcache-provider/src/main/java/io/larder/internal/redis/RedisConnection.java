package io.larder.internal.redis;

import io.larder.ConnectionSettings;
import io.larder.LarderHealth;
import io.larder.ReadFrom;
import io.larder.RedisAddress;
import io.larder.internal.error.RedisErrors;
import io.larder.internal.lock.LockServer;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.StoreConnection;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to Redis: a client of its own, which ends with it, or one that the application brought along, which is
 * left as it is. Thread-safe.
 */
public final class RedisConnection implements StoreConnection {

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
    private static final String LAYOUT = "format=1 partitions=";
    private static final long NETTY_LEAVE_SECONDS = 2;

    private final ConnectionSettings settings;
    private final RedissonClient client;
    private final boolean ours;
    private final ClientThreads threads;
    private final EmbeddedRedis.@Nullable Lease embedded;
    private final Failures failures;
    private final Masters masters;
    private final Nodes nodes;
    private final Scripts scripts;
    private final RedisLocks locks;
    private final Pulse pulse;
    private final Set<EntryStore> stores = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private RedisConnection(
            ConnectionSettings settings,
            RedissonClient client,
            boolean ours,
            ClientThreads threads,
            EmbeddedRedis.@Nullable Lease embedded,
            Failures failures) {
        this.settings = settings;
        this.client = client;
        this.ours = ours;
        this.threads = threads;
        this.embedded = embedded;
        this.failures = failures;
        masters = Masters.of(client, settings.timeout());
        nodes = new Nodes(masters, threads.scheduler(), settings.timeout());
        scripts = new Scripts(masters, nodes);
        pulse = new Pulse(masters, threads.scheduler(), settings.timeout());
        locks = new RedisLocks(new LockNames(settings.keyPrefix()), masters, scripts, failures);
    }

    /**
     * Connects.
     *
     * @param settings where and how
     * @param name what threads and the server's client list call this connection
     * @throws javax.cache.CacheException if the server cannot be reached or refuses the credentials, if the trust store
     *     or the key prefix cannot be used, or if an embedded server is asked for and cannot be had
     */
    public static RedisConnection open(ConnectionSettings settings, String name) {
        CacheKeys.checkedPrefix(settings.keyPrefix());
        ClientThreads threads = new ClientThreads(plain(name));
        if (settings.client().isPresent()) {
            RedissonClient client = settings.client().get();
            return new RedisConnection(settings, client, false, threads, null, new Failures("the client's address"));
        }
        if (settings.address().topology() == RedisAddress.Topology.EMBEDDED) {
            return openEmbedded(settings, name, threads);
        }
        return connect(settings, settings.address(), name, threads, null);
    }

    private static RedisConnection openEmbedded(ConnectionSettings settings, String name, ClientThreads threads) {
        EmbeddedRedis.Lease lease = EmbeddedRedis.lease();
        try {
            return connect(settings, lease.address(), name, threads, lease);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private static RedisConnection connect(
            ConnectionSettings settings,
            RedisAddress address,
            String name,
            ClientThreads threads,
            EmbeddedRedis.@Nullable Lease embedded) {
        Failures failures = new Failures(described(address));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(RedisConnection.class.getClassLoader());
        try {
            Config config = ClientConfig.of(settings, address, threads, plain(name));
            return new RedisConnection(settings, create(config, failures), true, threads, embedded, failures);
        } catch (RuntimeException e) {
            threads.close();
            leaveNetty();
            throw e;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static RedissonClient create(Config config, Failures failures) {
        try {
            return Redisson.create(config);
        } catch (RuntimeException e) {
            throw failures.ofConnecting(e);
        }
    }

    @Override
    public EntryStore open(String cacheName, int partitions) {
        CacheKeys keys =
                CacheKeys.of(settings.keyPrefix(), cacheName, partitions, key -> masters.slotOf(masters.mapped(key)));
        checkOpen();
        checkLayout(keys, cacheName, partitions);
        byte[] channel = masters.onWire(keys.channel());
        byte[] nearChannel = masters.onWire(keys.nearChannel());
        boolean slots = masters.haveSlots();
        ExpirySweeper sweeper = new ExpirySweeper(keys, scripts, channel, slots, threads.scheduler());
        Listening listening = new Listening(
                keys,
                scripts,
                slots,
                client.getTopic(keys.channel(), ByteArrayCodec.INSTANCE),
                threads.scheduler(),
                sweeper);
        TagHints hints = new TagHints();
        RedisEntryStore store = new RedisEntryStore(
                keys,
                masters,
                client.getKeys(),
                new EntryReader(keys, nodes, masters, settings.readFrom() == ReadFrom.REPLICA, hints, failures),
                new ChangedCache(keys, channel, nearChannel, listening::flags),
                new EntryChanger(nodes, masters, failures),
                listening,
                new Following(
                        keys,
                        scripts,
                        masters,
                        client.getTopic(keys.nearChannel(), ByteArrayCodec.INSTANCE),
                        slots
                                ? Optional.of(
                                        new ShardSubscription(keys, masters, threads.scheduler(), settings.timeout()))
                                : Optional.empty(),
                        threads.scheduler()),
                new OrphanSweeper(masters, keys, scripts, threads.scheduler()),
                new TagStamps(keys, scripts, slots),
                hints,
                new KeyLeases(scripts),
                failures);
        stores.add(store);
        return store;
    }

    /** Returns the locks that are on this server; they end with this connection. */
    public LockServer locks() {
        return locks;
    }

    /** Begins to ask the servers whether they are there. */
    public void watchHealth() {
        pulse.start();
    }

    /**
     * Returns how the servers are; they are asked since {@link #watchHealth}.
     *
     * @param name what they are called
     */
    public LarderHealth.Servers health(String name) {
        return pulse.servers(name);
    }

    private void checkLayout(CacheKeys keys, String cacheName, int partitions) {
        String wanted = LAYOUT + partitions;
        ScriptCall call = new ScriptCall(Script.OPEN, List.of(keys.meta()), new Object[] {Wire.of(wanted)});
        byte[] noted =
                (byte[]) await(scripts.run(call, ByteArrayCodec.INSTANCE)).get(0);
        String found = new String(noted, StandardCharsets.UTF_8);
        if (!found.equals(wanted)) {
            throw RedisErrors.layoutDiffers(cacheName, found, wanted);
        }
    }

    private <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(2 * settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.of("open", e);
        } catch (ExecutionException | TimeoutException e) {
            throw failures.of("open", e);
        }
    }

    private synchronized void checkOpen() {
        if (closed) {
            throw RedisErrors.closed(failures.address());
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (!type.isInstance(client)) {
            throw new IllegalArgumentException("A connection to Redis was asked for its " + type.getName()
                    + ". It has a " + client.getClass().getName() + ". Ask for org.redisson.api.RedissonClient.");
        }
        return type.cast(client);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        locks.close();
        stores.forEach(this::closeQuietly);
        nodes.close();
        pulse.close();
        if (ours) {
            client.shutdown(0, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        threads.close();
        if (embedded != null) {
            embedded.close();
        }
        if (ours) {
            leaveNetty();
        }
    }

    private void closeQuietly(EntryStore store) {
        try {
            await(store.close());
        } catch (RuntimeException e) {
            LOG.debug("A store did not end in order; its connection ends now", e);
        }
    }

    /**
     * Lets go of what Netty keeps beyond its client: values in the calling thread, and a thread that ends by itself after
     * a second, which is worth waiting for only where its class loader may go before the JVM does.
     */
    private static void leaveNetty() {
        FastThreadLocal.removeAll();
        if (GlobalEventExecutor.class.getClassLoader() == ClassLoader.getSystemClassLoader()) {
            return;
        }
        try {
            GlobalEventExecutor.INSTANCE.awaitInactivity(NETTY_LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.trace("Netty's global executor was never started", e);
        }
    }

    private static String described(RedisAddress address) {
        return address.nodes().stream()
                .map(node -> node.host() + ':' + node.port())
                .collect(Collectors.joining(", "));
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
