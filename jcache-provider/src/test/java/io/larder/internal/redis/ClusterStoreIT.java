package io.larder.internal.redis;

import io.larder.internal.store.EntryStoreContract;
import io.larder.internal.store.StoreConnection;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import org.junit.jupiter.api.AutoClose;

/** The contract of a store, on servers of the test's own. */
class ClusterStoreIT extends EntryStoreContract {

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.cluster(3);

    @Override
    protected StoreConnection connect() {
        return RedisConnections.open(SERVERS);
    }
}
