package io.larder.internal.redis;

import io.larder.internal.redis.TouchOperation.Touch;
import io.larder.internal.redis.TouchOperation.Touched;
import io.larder.internal.store.EntryScan;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Interest;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.ScannedEntry;
import io.larder.internal.store.StoreEvent;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RKeys;

/** The entries of one cache in Redis. Thread-safe. */
final class RedisEntryStore implements EntryStore {

    private static final PutOperation PUT = new PutOperation();
    private static final RemoveOperation REMOVE = new RemoveOperation();
    private static final TouchOperation TOUCH = new TouchOperation();

    private final CacheKeys keys;
    private final Masters masters;
    private final RKeys server;
    private final EntryReader reader;
    private final EntryScripts scripts;
    private final Listening listening;
    private final OrphanSweeper orphans;
    private final Failures failures;

    RedisEntryStore(
            CacheKeys keys,
            Masters masters,
            RKeys server,
            EntryReader reader,
            EntryScripts scripts,
            Listening listening,
            OrphanSweeper orphans,
            Failures failures) {
        this.keys = keys;
        this.masters = masters;
        this.server = server;
        this.reader = reader;
        this.scripts = scripts;
        this.listening = listening;
        this.orphans = orphans;
        this.failures = failures;
    }

    @Override
    public CompletionStage<@Nullable StoredEntry> read(String keyText) {
        return reader.read(keyText);
    }

    @Override
    public CompletionStage<List<@Nullable StoredEntry>> readAll(List<String> keyTexts) {
        return failures.named("read all", reader.readAll(keyTexts));
    }

    @Override
    public CompletionStage<@Nullable StoredEntry> readAndTouch(String keyText, Ttl ttl) {
        Touch touch = new Touch(keyText, OptionalLong.empty(), ttl, true);
        return failures.named("read and touch", scripts.run(TOUCH, touch)).thenApply(Touched::entry);
    }

    @Override
    public CompletionStage<Boolean> touch(String keyText, long version, Ttl ttl) {
        Touch touch = new Touch(keyText, OptionalLong.of(version), ttl, false);
        return failures.named("touch", scripts.run(TOUCH, touch)).thenApply(Touched::there);
    }

    @Override
    public CompletionStage<WriteResult> write(Write write) {
        return failures.named("write", scripts.run(PUT, write));
    }

    @Override
    public List<CompletionStage<WriteResult>> writeAll(List<Write> writes) {
        return named("write all", scripts.runAll(PUT, writes));
    }

    @Override
    public CompletionStage<RemovalResult> remove(Removal removal) {
        return failures.named("remove", scripts.run(REMOVE, removal));
    }

    @Override
    public List<CompletionStage<RemovalResult>> removeAll(List<Removal> removals) {
        return named("remove all", scripts.runAll(REMOVE, removals));
    }

    @Override
    public EntryScan scan(int pageSize) {
        RedisEntryScan scan = new RedisEntryScan(masters, keys, reader, pageSize);
        return () -> failures.<List<ScannedEntry>>named("scan", scan.next());
    }

    @Override
    public CompletionStage<@Nullable Void> clear() {
        return failures.named("clear", forgetStamps().thenApply(done -> {
            orphans.request();
            return null;
        }));
    }

    @Override
    public CompletionStage<@Nullable Void> destroy() {
        return failures.named(
                "destroy",
                listening
                        .become(Interest.NONE, event -> {}) // or what it repeats would be written once more
                        .thenCompose(done -> forgetStamps())
                        .thenCompose(done -> server.unlinkByPatternAsync(keys.anyPattern()))
                        .thenApply(count -> null));
    }

    private CompletionStage<Long> forgetStamps() {
        return server.unlinkAsync(
                keys.partitions().stream().map(partition -> partition.stamp).toArray(String[]::new));
    }

    @Override
    public CompletionStage<@Nullable Void> listen(Interest interest, Consumer<StoreEvent> listener) {
        return failures.named("listen", listening.become(interest, listener));
    }

    @Override
    public CompletionStage<@Nullable Void> close() {
        orphans.close();
        return failures.named("close", listening.become(Interest.NONE, event -> {}));
    }

    @Override
    public long unreadable() {
        return reader.unreadable();
    }

    private <T> List<CompletionStage<T>> named(String operation, List<CompletableFuture<T>> stages) {
        List<CompletionStage<T>> named = new ArrayList<>(stages.size());
        stages.forEach(stage -> named.add(failures.named(operation, stage)));
        return named;
    }
}
