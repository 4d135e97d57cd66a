package io.larder.internal.redis;

import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryScan;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Interest;
import io.larder.internal.store.LoadRequest;
import io.larder.internal.store.LoadSettlement;
import io.larder.internal.store.LoadStart;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.ScannedEntry;
import io.larder.internal.store.StoreEvent;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RKeys;

/** The entries of one cache in Redis. Thread-safe. */
final class RedisEntryStore implements EntryStore {

    private final CacheKeys keys;
    private final Masters masters;
    private final RKeys server;
    private final EntryReader reader;
    private final ChangedCache cache;
    private final EntryChanger changer;
    private final Listening listening;
    private final OrphanSweeper orphans;
    private final Failures failures;

    RedisEntryStore(
            CacheKeys keys,
            Masters masters,
            RKeys server,
            EntryReader reader,
            ChangedCache cache,
            EntryChanger changer,
            Listening listening,
            OrphanSweeper orphans,
            Failures failures) {
        this.keys = keys;
        this.masters = masters;
        this.server = server;
        this.reader = reader;
        this.cache = cache;
        this.changer = changer;
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
        Touch touch = new Touch(keyText, Condition.ALWAYS, ttl, true);
        return changer.run("read and touch", Change.of(cache, touch)).thenApply(Touch.Result::entry);
    }

    @Override
    public CompletionStage<Boolean> touch(String keyText, long version, Ttl ttl) {
        Touch touch = new Touch(keyText, Condition.ifVersion(version), ttl, false);
        return changer.run("touch", Change.of(cache, touch)).thenApply(Touch.Result::there);
    }

    @Override
    public CompletionStage<WriteResult> write(Write write) {
        return changer.run("write", Change.of(cache, write));
    }

    @Override
    public List<CompletionStage<WriteResult>> writeAll(List<Write> writes) {
        return changer.runAll(
                "write all",
                writes.stream().map(write -> Change.of(cache, write)).toList());
    }

    @Override
    public CompletionStage<LoadStart> beginLoad(LoadRequest request) {
        return changer.run("begin a load", Change.of(cache, request));
    }

    @Override
    public List<CompletionStage<LoadStart>> beginLoads(List<LoadRequest> requests) {
        return changer.runAll(
                "begin loads",
                requests.stream().map(request -> Change.of(cache, request)).toList());
    }

    @Override
    public CompletionStage<Boolean> settleLoad(LoadSettlement settlement) {
        return changer.run("settle a load", Change.of(cache, settlement));
    }

    @Override
    public List<CompletionStage<Boolean>> settleLoads(List<LoadSettlement> settlements) {
        return changer.runAll(
                "settle loads",
                settlements.stream()
                        .map(settlement -> Change.of(cache, settlement))
                        .toList());
    }

    @Override
    public CompletionStage<RemovalResult> remove(Removal removal) {
        return changer.run("remove", Change.of(cache, removal));
    }

    @Override
    public List<CompletionStage<RemovalResult>> removeAll(List<Removal> removals) {
        return changer.runAll(
                "remove all",
                removals.stream().map(removal -> Change.of(cache, removal)).toList());
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
}
