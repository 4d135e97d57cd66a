package io.larder.internal.redis;

import io.larder.internal.store.EntryStoreContract;
import io.larder.internal.store.StoreConnection;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of a store, on servers of the test's own. */
class StandaloneStoreIT extends EntryStoreContract {

    private static RedisDeployment servers;

    @BeforeAll
    static void startServers() {
        servers = RedisServers.standalone();
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @Override
    protected StoreConnection connect() {
        return RedisConnections.open(servers);
    }
}
