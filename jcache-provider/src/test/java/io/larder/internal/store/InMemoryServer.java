package io.larder.internal.store;

import io.larder.internal.error.RedisErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What several {@link InMemoryStoreConnection}s share, with a clock that tests can turn. Thread-safe. */
public final class InMemoryServer {

    private static final int LATEST_KNOWN = 64;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long FENCE_MILLIS = 86_400_000;

    private final LongSupplier clockMillis;
    private final Map<String, Content> caches = new HashMap<>();

    /** Creates a server without caches. */
    public InMemoryServer(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    synchronized Content open(String cacheName, int partitions) {
        Content content = caches.computeIfAbsent(cacheName, name -> new Content(clockMillis, partitions));
        if (content.partitions != partitions) {
            throw RedisErrors.layoutDiffers(cacheName, content.partitions + "", partitions + "");
        }
        return content;
    }

    synchronized void destroy(String cacheName) {
        Content content = caches.remove(cacheName);
        if (content != null) {
            content.clear();
        }
    }

    /** Announces what has expired until now, as the sweeper of a real store does each second. */
    public synchronized void sweep() {
        caches.values().forEach(Content::expire);
    }

    private record Cell(StoredEntry entry, long expireAtMillis) {}

    private record Fence(long token, long expireAtMillis) {}
    /** Who refreshes an entry. */
    private record RefreshLease(long token, long expireAtMillis) {}

    /** What is in the place of an entry while it is loaded, or a while after. */
    private record Load(LoadSettlement settlement, long expireAtMillis) {}

    private record Ear(Interest interest, Consumer<StoreEvent> listener) {}

    /** The entries of one cache. */
    static final class Content {

        private final LongSupplier clockMillis;
        private final int partitions;
        private final Map<String, Cell> cells = new LinkedHashMap<>();
        private final Map<String, Fence> fences = new HashMap<>();
        private final Map<String, Load> loads = new HashMap<>();
        private final Map<String, RefreshLease> refreshes = new HashMap<>();
        private final Map<Object, Ear> ears = new LinkedHashMap<>();
        private final Map<Object, Invalidations> followers = new LinkedHashMap<>();
        private final List<String> invalidated = new ArrayList<>();

        private Content(LongSupplier clockMillis, int partitions) {
            this.clockMillis = clockMillis;
            this.partitions = partitions;
        }

        synchronized @Nullable StoredEntry read(String keyText) {
            expire();
            Cell cell = cells.get(keyText);
            return cell == null ? null : cell.entry;
        }

        synchronized NearAnswer readTimed(String keyText) {
            StoredEntry entry = read(keyText);
            Cell cell = cells.get(keyText);
            long expireAt = cell == null ? 0 : cell.expireAtMillis;
            return new NearAnswer(entry, expireAt == NEVER ? NearAnswer.ETERNAL : expireAt - clockMillis.getAsLong());
        }

        synchronized void follow(Object who, @Nullable Invalidations follower) {
            Invalidations before = followers.remove(who);
            if (before != null) {
                before.end();
            }
            if (follower != null) {
                followers.put(who, follower);
                follower.begin();
            }
        }

        private void changed(String keyText) {
            followers.values().forEach(follower -> follower.changed(keyText));
        }

        synchronized @Nullable TimedEntry readWithTtl(String keyText) {
            StoredEntry entry = read(keyText);
            Cell cell = cells.get(keyText);
            if (entry == null || cell == null) {
                return null;
            }
            boolean eternal = cell.expireAtMillis == NEVER;
            long left = cell.expireAtMillis - clockMillis.getAsLong();
            return new TimedEntry(entry, eternal ? Ttl.ETERNAL : Ttl.ofMillis(left));
        }

        synchronized boolean expire(String keyText, Ttl ttl) {
            return readAndTouch(keyText, ttl) != null;
        }

        synchronized @Nullable StoredEntry readAndTouch(String keyText, Ttl ttl) {
            StoredEntry entry = read(keyText);
            if (entry != null) {
                give(keyText, entry, ttl);
            }
            return entry;
        }

        synchronized boolean touch(String keyText, long version, Ttl ttl) {
            StoredEntry entry = read(keyText);
            if (entry == null || entry.version() != version) {
                return false;
            }
            give(keyText, entry, ttl);
            return true;
        }

        private void give(String keyText, StoredEntry entry, Ttl ttl) {
            changed(keyText);
            if (ttl == Ttl.IMMEDIATE) {
                cells.remove(keyText);
                tell(
                        StoreEvent.Kind.EXPIRED,
                        keyText,
                        ThreadLocalRandom.current().nextLong(),
                        null,
                        entry);
            } else {
                cells.put(keyText, new Cell(entry, deadline(keyText, ttl)));
            }
        }

        synchronized WriteResult write(Write write) {
            StoredEntry old = read(write.keyText());
            boolean published = interest().changes();
            if (old != null && old.version() == write.version()) {
                boolean creation =
                        write.condition() == Condition.IF_ABSENT || write.condition() instanceof Condition.IfLoading;
                return new WriteResult(
                        creation ? WriteResult.Outcome.CREATED : WriteResult.Outcome.UPDATED, null, published);
            }
            if (isStale(write.keyText(), write.fence())) {
                return new WriteResult(WriteResult.Outcome.STALE, null, false);
            }
            StoredEntry previous = write.previousWanted() ? old : null;
            if (!allows(write, old) || isOutdated(write)) {
                return new WriteResult(WriteResult.Outcome.REFUSED, previous, false);
            }
            remember(write.keyText(), write.fence());
            loads.remove(write.keyText());
            Ttl ttl = old == null ? write.onCreation() : write.onUpdate();
            if (old == null && ttl == Ttl.IMMEDIATE) {
                return new WriteResult(WriteResult.Outcome.EXPIRED_ON_CREATION, null, false);
            }
            store(write, ttl);
            changed(write.keyText());
            StoreEvent.Kind kind = old == null ? StoreEvent.Kind.CREATED : StoreEvent.Kind.UPDATED;
            tell(
                    kind,
                    write.keyText(),
                    write.version(),
                    write.payload(),
                    interest().oldValues() ? old : null);
            return new WriteResult(
                    old == null ? WriteResult.Outcome.CREATED : WriteResult.Outcome.UPDATED, previous, published);
        }

        private boolean isStale(String keyText, @Nullable Long token) {
            Fence last = fences.get(keyText);
            return token != null && last != null && last.token > token && last.expireAtMillis > clockMillis.getAsLong();
        }

        private void remember(String keyText, @Nullable Long token) {
            if (token != null) {
                fences.put(keyText, new Fence(token, clockMillis.getAsLong() + FENCE_MILLIS));
            }
        }

        private void store(Write write, Ttl ttl) {
            if (ttl == Ttl.IMMEDIATE) {
                cells.remove(write.keyText());
            } else {
                StoredEntry entry = new StoredEntry(write.version(), write.payload(), write.tags(), timing(write, ttl));
                cells.put(write.keyText(), new Cell(entry, deadline(write.keyText(), ttl)));
            }
        }

        private @Nullable Timing timing(Write write, Ttl ttl) {
            Cell cell = cells.get(write.keyText());
            return ttl == Ttl.UNCHANGED && cell != null ? cell.entry.timing() : write.timing();
        }

        synchronized boolean leaseRefresh(String keyText, long token, long leaseMillis) {
            long now = clockMillis.getAsLong();
            RefreshLease lease = refreshes.get(keyText);
            if (lease != null && lease.expireAtMillis > now && lease.token != token) {
                return false;
            }
            refreshes.put(keyText, new RefreshLease(token, now + leaseMillis));
            return true;
        }

        synchronized boolean endRefresh(String keyText, long token) {
            RefreshLease lease = refreshes.get(keyText);
            boolean own = lease != null && lease.token == token && lease.expireAtMillis > clockMillis.getAsLong();
            if (own) {
                refreshes.remove(keyText);
            }
            return own;
        }

        synchronized RemovalResult remove(Removal removal) {
            if (isStale(removal.keyText(), removal.fence())) {
                return new RemovalResult(RemovalResult.Outcome.STALE, null, false);
            }
            StoredEntry old = read(removal.keyText());
            StoredEntry previous = removal.previousWanted() ? old : null;
            if (old == null) {
                remember(removal.keyText(), removal.fence());
                if (removal.condition() == Condition.ALWAYS) {
                    loads.remove(removal.keyText());
                }
                return new RemovalResult(RemovalResult.Outcome.ABSENT, null, false);
            }
            if (!allows(removal.condition(), old)) {
                return new RemovalResult(RemovalResult.Outcome.REFUSED, previous, false);
            }
            remember(removal.keyText(), removal.fence());
            cells.remove(removal.keyText());
            changed(removal.keyText());
            tell(StoreEvent.Kind.REMOVED, removal.keyText(), removal.operationId(), null, old);
            return new RemovalResult(
                    RemovalResult.Outcome.REMOVED, previous, interest().changes());
        }

        synchronized void invalidate(Collection<String> tags) {
            if (tags.isEmpty()) {
                return;
            }
            expire();
            tags.stream().distinct().forEach(invalidated::add);
            followers.values().forEach(follower -> follower.tagsChanged(tags));
            cells.values().removeIf(cell -> cell.entry.tags().stream().anyMatch(tags::contains));
        }

        synchronized TagPosition tagPosition() {
            return new TagPosition(0, invalidated.size());
        }

        private boolean isOutdated(Write write) {
            if (write.before() == null || write.tags().isEmpty()) {
                return false;
            }
            List<String> since = invalidated.subList((int) write.before().count(), invalidated.size());
            return since.size() > LATEST_KNOWN || since.stream().anyMatch(write.tags()::contains);
        }

        synchronized LoadStart beginLoad(LoadRequest request) {
            StoredEntry entry = read(request.keyText());
            if (entry != null) {
                return new LoadStart.Present(entry);
            }
            Load load = loads.get(request.keyText());
            LoadStart known = load == null ? LoadStart.BEGUN : known(load, request);
            if (known == LoadStart.BEGUN) {
                keep(LoadSettlement.renewed(request.keyText(), request.token(), request.leaseMillis()));
            }
            return known;
        }

        private LoadStart known(Load load, LoadRequest request) {
            LoadSettlement settlement = load.settlement;
            boolean awaited = Objects.equals(request.awaited(), settlement.token());
            return switch (settlement.kind()) {
                case RENEWED ->
                    settlement.token() == request.token()
                            ? LoadStart.BEGUN
                            : new LoadStart.Busy(settlement.token(), load.expireAtMillis - clockMillis.getAsLong());
                case FAILED -> awaited ? new LoadStart.Failed(settlement.message()) : LoadStart.BEGUN;
                case KNOWN_ABSENT -> request.forWrite() ? LoadStart.BEGUN : LoadStart.KNOWN_ABSENT;
                case KNOWN_FAILURE ->
                    request.forWrite() ? LoadStart.BEGUN : new LoadStart.KnownFailure(settlement.message());
                case TAKEN_BACK -> throw new AssertionError("nothing is kept of " + settlement);
            };
        }

        synchronized boolean settleLoad(LoadSettlement settlement) {
            expire();
            if (!isLoading(settlement.keyText(), settlement.token())) {
                return false;
            }
            if (settlement.millis() == 0) {
                loads.remove(settlement.keyText());
            } else {
                keep(settlement);
            }
            return true;
        }

        private void keep(LoadSettlement settlement) {
            loads.put(settlement.keyText(), new Load(settlement, clockMillis.getAsLong() + settlement.millis()));
        }

        private boolean isLoading(String keyText, long token) {
            Load load = loads.get(keyText);
            return load != null
                    && load.settlement.kind() == LoadSettlement.Kind.RENEWED
                    && load.settlement.token() == token;
        }

        synchronized List<String> keyTexts() {
            return new ArrayList<>(cells.keySet());
        }

        synchronized void clear() {
            expire();
            cells.clear();
            followers.values().forEach(Invalidations::allChanged);
            loads.clear();
        }

        synchronized void listen(Object who, Interest interest, Consumer<StoreEvent> listener) {
            expire();
            ears.remove(who);
            if (interest.any()) {
                ears.put(who, new Ear(interest, listener));
            }
        }

        synchronized void expire() {
            long now = clockMillis.getAsLong();
            loads.values().removeIf(load -> load.expireAtMillis <= now);
            for (Map.Entry<String, Cell> entry : List.copyOf(cells.entrySet())) {
                if (entry.getValue().expireAtMillis <= now) {
                    cells.remove(entry.getKey());
                    long operationId = ThreadLocalRandom.current().nextLong();
                    tell(StoreEvent.Kind.EXPIRED, entry.getKey(), operationId, null, entry.getValue().entry);
                }
            }
        }

        private boolean allows(Write write, @Nullable StoredEntry old) {
            return write.condition() instanceof Condition.IfLoading expected
                    ? old == null && isLoading(write.keyText(), expected.token())
                    : allows(write.condition(), old);
        }

        private static boolean allows(Condition condition, @Nullable StoredEntry old) {
            if (condition instanceof Condition.IfVersion expected) {
                return old != null && old.version() == expected.version();
            }
            return condition == Condition.ALWAYS || (condition == Condition.IF_ABSENT) == (old == null);
        }

        private long deadline(String keyText, Ttl ttl) {
            if (ttl instanceof Ttl.Lasting lasting) {
                long deadline = clockMillis.getAsLong() + lasting.millis();
                return deadline < 0 ? NEVER : deadline;
            }
            Cell cell = cells.get(keyText);
            return ttl == Ttl.UNCHANGED && cell != null ? cell.expireAtMillis : NEVER;
        }

        private Interest interest() {
            return ears.values().stream().map(Ear::interest).reduce(Interest.NONE, Interest::and);
        }

        private void tell(
                StoreEvent.Kind kind,
                String keyText,
                long operationId,
                byte @Nullable [] payload,
                @Nullable StoredEntry old) {
            Interest interest = interest();
            boolean wanted = kind == StoreEvent.Kind.EXPIRED ? interest.expirations() : interest.changes();
            if (wanted) {
                StoreEvent event =
                        new StoreEvent(kind, keyText, operationId, payload, old == null ? null : old.payload());
                List.copyOf(ears.values()).forEach(ear -> ear.listener.accept(event));
            }
        }
    }
}
