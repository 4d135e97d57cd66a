package io.larder.internal.redis;

import io.larder.internal.store.EntryStoreContract;
import io.larder.internal.store.StoreConnection;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import org.junit.jupiter.api.AutoClose;

/** The contract of a store, on servers of the test's own. */
class StandaloneStoreIT extends EntryStoreContract {

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.standalone();

    @Override
    protected StoreConnection connect() {
        return RedisConnections.open(SERVERS);
    }
}
