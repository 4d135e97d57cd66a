package io.larder.internal.store;

import java.util.concurrent.atomic.AtomicLong;

/** The fake keeps the contract too, so tests over it say something about Redis. */
class InMemoryStoreTest extends EntryStoreContract {

    private final AtomicLong clockMillis = new AtomicLong(1_000_000);
    private final InMemoryServer server = new InMemoryServer(clockMillis::get);

    @Override
    protected StoreConnection connect() {
        return new InMemoryStoreConnection(server);
    }

    @Override
    protected void letTimePass() {
        clockMillis.addAndGet(20);
        server.sweep();
    }
}
