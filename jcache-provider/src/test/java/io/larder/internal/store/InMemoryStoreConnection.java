package io.larder.internal.store;

import io.larder.internal.store.InMemoryServer.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to an {@link InMemoryServer}; passes the same contract as the one to Redis. Thread-safe. */
public final class InMemoryStoreConnection implements StoreConnection {

    private final InMemoryServer server;
    private final List<EntryStore> stores = new ArrayList<>();

    /** Connects to a server; connections to one server see the same caches. */
    public InMemoryStoreConnection(InMemoryServer server) {
        this.server = server;
    }

    @Override
    public synchronized EntryStore open(String cacheName, int partitions) {
        EntryStore store = new Store(server, cacheName, server.open(cacheName, partitions));
        stores.add(store);
        return store;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (!type.isInstance(server)) {
            throw new IllegalArgumentException(type + " was asked for; there is an InMemoryServer underneath");
        }
        return type.cast(server);
    }

    @Override
    public synchronized void close() {
        stores.forEach(EntryStore::close);
        stores.clear();
    }

    private static final class Store implements EntryStore {

        private final InMemoryServer server;
        private final String cacheName;
        private final Content content;

        private Store(InMemoryServer server, String cacheName, Content content) {
            this.server = server;
            this.cacheName = cacheName;
            this.content = content;
        }

        /** Nobody but this store writes into the memory. */
        @Override
        public long unreadable() {
            return 0;
        }

        @Override
        public CompletionStage<@Nullable StoredEntry> read(String keyText) {
            return CompletableFuture.completedStage(content.read(keyText));
        }

        @Override
        public CompletionStage<List<@Nullable StoredEntry>> readAll(List<String> keyTexts) {
            List<@Nullable StoredEntry> entries = new ArrayList<>();
            keyTexts.forEach(keyText -> entries.add(content.read(keyText)));
            return CompletableFuture.completedStage(entries);
        }

        @Override
        public CompletionStage<NearAnswer> readTimed(String keyText) {
            return CompletableFuture.completedStage(content.readTimed(keyText));
        }

        @Override
        public CompletionStage<List<NearAnswer>> readAllTimed(List<String> keyTexts) {
            return CompletableFuture.completedStage(
                    keyTexts.stream().map(content::readTimed).toList());
        }

        @Override
        public void follow(Invalidations follower) {
            content.follow(this, follower);
        }

        @Override
        public CompletionStage<@Nullable TimedEntry> readWithTtl(String keyText) {
            return CompletableFuture.completedStage(content.readWithTtl(keyText));
        }

        @Override
        public CompletionStage<Boolean> expire(String keyText, Ttl ttl) {
            return CompletableFuture.completedStage(content.expire(keyText, ttl));
        }

        @Override
        public CompletionStage<@Nullable StoredEntry> readAndTouch(String keyText, Ttl ttl) {
            return CompletableFuture.completedStage(content.readAndTouch(keyText, ttl));
        }

        @Override
        public CompletionStage<Boolean> touch(String keyText, long version, Ttl ttl) {
            return CompletableFuture.completedStage(content.touch(keyText, version, ttl));
        }

        @Override
        public CompletionStage<WriteResult> write(Write write) {
            return CompletableFuture.completedStage(content.write(write));
        }

        @Override
        public List<CompletionStage<WriteResult>> writeAll(List<Write> writes) {
            return writes.stream().map(this::write).toList();
        }

        @Override
        public CompletionStage<LoadStart> beginLoad(LoadRequest request) {
            return CompletableFuture.completedStage(content.beginLoad(request));
        }

        @Override
        public List<CompletionStage<LoadStart>> beginLoads(List<LoadRequest> requests) {
            return requests.stream().map(this::beginLoad).toList();
        }

        @Override
        public CompletionStage<Boolean> settleLoad(LoadSettlement settlement) {
            return CompletableFuture.completedStage(content.settleLoad(settlement));
        }

        @Override
        public List<CompletionStage<Boolean>> settleLoads(List<LoadSettlement> settlements) {
            return settlements.stream().map(this::settleLoad).toList();
        }

        @Override
        public CompletionStage<Boolean> leaseRefresh(String keyText, long token, long leaseMillis) {
            return CompletableFuture.completedStage(content.leaseRefresh(keyText, token, leaseMillis));
        }

        @Override
        public CompletionStage<Boolean> endRefresh(String keyText, long token) {
            return CompletableFuture.completedStage(content.endRefresh(keyText, token));
        }

        @Override
        public CompletionStage<RemovalResult> remove(Removal removal) {
            return CompletableFuture.completedStage(content.remove(removal));
        }

        @Override
        public List<CompletionStage<RemovalResult>> removeAll(List<Removal> removals) {
            return removals.stream().map(this::remove).toList();
        }

        @Override
        public CompletionStage<Long> estimatedSize() {
            content.expire();
            return CompletableFuture.completedStage((long) content.keyTexts().size());
        }

        @Override
        public EntryScan scan(int pageSize, List<Glob> keyTexts) {
            List<String> waiting = content.keyTexts();
            waiting.removeIf(keyText -> keyTexts.stream().noneMatch(glob -> glob.matches(keyText)));
            return () -> {
                List<ScannedEntry> page = new ArrayList<>();
                while (page.size() < pageSize && !waiting.isEmpty()) {
                    String keyText = waiting.remove(waiting.size() - 1);
                    StoredEntry entry = content.read(keyText);
                    if (entry != null) {
                        page.add(new ScannedEntry(keyText, entry));
                    }
                }
                return CompletableFuture.completedStage(page);
            };
        }

        @Override
        public CompletionStage<@Nullable Void> invalidateTags(Collection<String> tags) {
            content.invalidate(tags);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<TagPosition> tagPosition(String keyText) {
            return CompletableFuture.completedStage(content.tagPosition());
        }

        @Override
        public CompletionStage<@Nullable Void> clear() {
            content.clear();
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<@Nullable Void> destroy() {
            server.destroy(cacheName);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<@Nullable Void> listen(Interest interest, Consumer<StoreEvent> listener) {
            content.listen(this, interest, listener);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<@Nullable Void> close() {
            content.listen(this, Interest.NONE, event -> {});
            content.follow(this, null);
            return CompletableFuture.completedStage(null);
        }
    }
}
