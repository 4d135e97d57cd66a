package io.larder.internal.redis;

import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryScan;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Glob;
import io.larder.internal.store.Interest;
import io.larder.internal.store.Invalidations;
import io.larder.internal.store.LoadRequest;
import io.larder.internal.store.LoadSettlement;
import io.larder.internal.store.LoadStart;
import io.larder.internal.store.NearAnswer;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.ScannedEntry;
import io.larder.internal.store.StoreEvent;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.TagPosition;
import io.larder.internal.store.TimedEntry;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    private final Following following;
    private final OrphanSweeper orphans;
    private final TagStamps tags;
    private final TagHints hints;
    private final KeyLeases leases;
    private final Failures failures;

    RedisEntryStore(
            CacheKeys keys,
            Masters masters,
            RKeys server,
            EntryReader reader,
            ChangedCache cache,
            EntryChanger changer,
            Listening listening,
            Following following,
            OrphanSweeper orphans,
            TagStamps tags,
            TagHints hints,
            KeyLeases leases,
            Failures failures) {
        this.keys = keys;
        this.masters = masters;
        this.server = server;
        this.reader = reader;
        this.cache = cache;
        this.changer = changer;
        this.listening = listening;
        this.following = following;
        this.orphans = orphans;
        this.tags = tags;
        this.hints = hints;
        this.leases = leases;
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
    public CompletionStage<NearAnswer> readTimed(String keyText) {
        return reader.readTimed(keyText);
    }

    @Override
    public CompletionStage<List<NearAnswer>> readAllTimed(List<String> keyTexts) {
        return failures.named("read all", reader.readAllTimed(keyTexts));
    }

    @Override
    public CompletionStage<@Nullable TimedEntry> readWithTtl(String keyText) {
        return reader.readWithTtl(keyText);
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
    public CompletionStage<Boolean> expire(String keyText, Ttl ttl) {
        Touch touch = new Touch(keyText, Condition.ALWAYS, ttl, false);
        return changer.run("expire", Change.of(cache, touch)).thenApply(Touch.Result::there);
    }

    @Override
    public CompletionStage<WriteResult> write(Write write) {
        return changer.run("write", change(write));
    }

    @Override
    public List<CompletionStage<WriteResult>> writeAll(List<Write> writes) {
        return changer.runAll("write all", writes.stream().map(this::change).toList());
    }

    private Change<WriteResult> change(Write write) {
        if (!write.tags().isEmpty()) {
            hints.remember(write.keyText(), write.tags());
        }
        return Change.of(cache, write);
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
    public CompletionStage<Boolean> leaseRefresh(String keyText, long token, long leaseMillis) {
        return failures.named("lease a refresh", leases.take(refreshKey(keyText), token, leaseMillis));
    }

    @Override
    public CompletionStage<Boolean> endRefresh(String keyText, long token) {
        return failures.named("end a refresh", leases.free(refreshKey(keyText), token));
    }

    private String refreshKey(String keyText) {
        return keys.partitionOf(keyText).refresh(keyText);
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
    public EntryScan scan(int pageSize, List<Glob> keyTexts) {
        RedisEntryScan scan = new RedisEntryScan(masters, keys, reader, pageSize, keyTexts);
        return () -> failures.<List<ScannedEntry>>named("scan", scan.next());
    }

    @Override
    public CompletionStage<Long> estimatedSize() {
        return failures.named("estimated size", new SizeEstimate(masters, keys, reader).count());
    }

    @Override
    public CompletionStage<@Nullable Void> clear() {
        return failures.named(
                "clear",
                forgetStamps().thenCompose(done -> following.tellAllChanged()).thenApply(done -> {
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
                        .thenCompose(done -> following.close())
                        .thenCompose(done -> forgetStamps())
                        .thenCompose(done -> following.tellAllChanged())
                        .thenCompose(done -> server.unlinkByPatternAsync(keys.anyPattern()))
                        .thenApply(count -> null));
    }

    @Override
    public CompletionStage<@Nullable Void> invalidateTags(Collection<String> invalid) {
        if (invalid.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        return failures.named(
                "invalidate tags",
                tags.invalidate(invalid)
                        .thenCompose(done -> following.tellTagsChanged(invalid))
                        .thenApply(done -> null));
    }

    @Override
    public CompletionStage<TagPosition> tagPosition(String keyText) {
        return failures.named("read the position of tags", tags.position(keyText));
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
    public void follow(Invalidations follower) {
        following.begin(follower);
    }

    @Override
    public CompletionStage<@Nullable Void> close() {
        orphans.close();
        return failures.named(
                "close", listening.become(Interest.NONE, event -> {}).thenCompose(done -> following.close()));
    }

    @Override
    public long unreadable() {
        return reader.unreadable();
    }
}
