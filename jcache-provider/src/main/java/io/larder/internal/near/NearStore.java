package io.larder.internal.near;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A store whose answers a near cache sees before anybody else does: reads are kept or taken note of, and what this JVM
 * changes is forgotten before the caller knows that it is changed. Thread-safe.
 */
public final class NearStore implements EntryStore {

    private final EntryStore store;
    private final NearCache<?> near;
    private final ToLongFunction<NearAnswer> keptMillis;

    /**
     * Puts a near cache in front of a store; {@link #open} begins.
     *
     * @param keptMillis how long the near cache may answer with what was read
     */
    public NearStore(EntryStore store, NearCache<?> near, ToLongFunction<NearAnswer> keptMillis) {
        this.store = store;
        this.near = near;
        this.keptMillis = keptMillis;
    }

    /** Lets the near cache be told of changes. */
    public void open() {
        store.follow(near);
    }

    // --- reading ---------------------------------------------------------------------------------------------------

    @Override
    public CompletionStage<@Nullable StoredEntry> read(String keyText) {
        return passed(readTimed(keyText), NearAnswer::entry, (read, failure) -> {});
    }

    @Override
    public CompletionStage<NearAnswer> readTimed(String keyText) {
        NearCache<?>.Question question = near.ask(keyText);
        return passed(store.readTimed(keyText), Function.identity(), (read, failure) -> tell(question, read));
    }

    private void tell(NearCache<?>.Question question, @Nullable NearAnswer read) {
        if (read == null) {
            question.failed();
        } else {
            question.answered(new NearAnswer(read.entry(), keptMillis.applyAsLong(read)));
        }
    }

    @Override
    public CompletionStage<@Nullable TimedEntry> readWithTtl(String keyText) {
        return passed(store.readWithTtl(keyText), Function.identity(), (read, failure) -> {
            if (failure == null) {
                near.observe(keyText, read == null ? null : read.entry());
            }
        });
    }

    @Override
    public CompletionStage<List<@Nullable StoredEntry>> readAll(List<String> keyTexts) {
        return passed(readAllTimed(keyTexts), NearStore::entries, (read, failure) -> {});
    }

    private static List<@Nullable StoredEntry> entries(List<NearAnswer> read) {
        List<@Nullable StoredEntry> entries = new ArrayList<>(read.size());
        read.forEach(one -> entries.add(one.entry()));
        return entries;
    }

    @Override
    public CompletionStage<List<NearAnswer>> readAllTimed(List<String> keyTexts) {
        List<NearCache<?>.Question> questions = new ArrayList<>(keyTexts.size());
        keyTexts.forEach(keyText -> questions.add(near.ask(keyText)));
        return passed(store.readAllTimed(keyTexts), Function.identity(), (read, failure) -> {
            for (int i = 0; i < questions.size(); i++) {
                tell(questions.get(i), read == null ? null : read.get(i));
            }
        });
    }

    @Override
    public EntryScan scan(int pageSize, List<Glob> keyTexts) {
        EntryScan scan = store.scan(pageSize, keyTexts);
        return () -> passed(scan.next(), Function.identity(), (page, failure) -> observe(page));
    }

    private void observe(@Nullable List<ScannedEntry> page) {
        if (page != null) {
            page.forEach(one -> near.observe(one.keyText(), one.entry()));
        }
    }

    // --- changing --------------------------------------------------------------------------------------------------

    @Override
    public CompletionStage<@Nullable StoredEntry> readAndTouch(String keyText, Ttl ttl) {
        return changing(keyText, store.readAndTouch(keyText, ttl));
    }

    @Override
    public CompletionStage<Boolean> touch(String keyText, long version, Ttl ttl) {
        return changing(keyText, store.touch(keyText, version, ttl));
    }

    @Override
    public CompletionStage<Boolean> expire(String keyText, Ttl ttl) {
        return changing(keyText, store.expire(keyText, ttl));
    }

    @Override
    public CompletionStage<WriteResult> write(Write write) {
        return changing(write.keyText(), store.write(write));
    }

    @Override
    public List<CompletionStage<WriteResult>> writeAll(List<Write> writes) {
        return changing(writes, Write::keyText, store.writeAll(writes));
    }

    @Override
    public CompletionStage<RemovalResult> remove(Removal removal) {
        return changing(removal.keyText(), store.remove(removal));
    }

    @Override
    public List<CompletionStage<RemovalResult>> removeAll(List<Removal> removals) {
        return changing(removals, Removal::keyText, store.removeAll(removals));
    }

    private <Q, R> List<CompletionStage<R>> changing(
            List<Q> requests, Function<Q, String> keyText, List<CompletionStage<R>> stages) {
        List<CompletionStage<R>> passed = new ArrayList<>(stages.size());
        for (int i = 0; i < stages.size(); i++) {
            passed.add(changing(keyText.apply(requests.get(i)), stages.get(i)));
        }
        return passed;
    }

    /** Whatever the answer is, and also if there is none: nobody knows then. */
    private <R extends @Nullable Object> CompletionStage<R> changing(String keyText, CompletionStage<R> stage) {
        return passed(stage, Function.identity(), (answer, failure) -> near.changed(keyText));
    }

    @Override
    public CompletionStage<LoadStart> beginLoad(LoadRequest load) {
        return observed(load, store.beginLoad(load));
    }

    @Override
    public List<CompletionStage<LoadStart>> beginLoads(List<LoadRequest> loads) {
        List<CompletionStage<LoadStart>> starts = store.beginLoads(loads);
        List<CompletionStage<LoadStart>> observed = new ArrayList<>(starts.size());
        for (int i = 0; i < starts.size(); i++) {
            observed.add(observed(loads.get(i), starts.get(i)));
        }
        return observed;
    }

    private CompletionStage<LoadStart> observed(LoadRequest load, CompletionStage<LoadStart> start) {
        return passed(start, Function.identity(), (found, failure) -> {
            if (found instanceof LoadStart.Present present) {
                near.observe(load.keyText(), present.entry());
            }
        });
    }

    @Override
    public CompletionStage<Boolean> settleLoad(LoadSettlement settlement) {
        return store.settleLoad(settlement);
    }

    @Override
    public List<CompletionStage<Boolean>> settleLoads(List<LoadSettlement> settlements) {
        return store.settleLoads(settlements);
    }

    @Override
    public CompletionStage<Boolean> leaseRefresh(String keyText, long token, long leaseMillis) {
        return store.leaseRefresh(keyText, token, leaseMillis);
    }

    @Override
    public CompletionStage<Boolean> endRefresh(String keyText, long token) {
        return store.endRefresh(keyText, token);
    }

    @Override
    public CompletionStage<@Nullable Void> clear() {
        return passed(store.clear(), Function.identity(), (done, failure) -> near.allChanged());
    }

    @Override
    public CompletionStage<@Nullable Void> invalidateTags(Collection<String> tags) {
        return passed(store.invalidateTags(tags), Function.identity(), (done, failure) -> near.allChanged());
    }

    @Override
    public CompletionStage<@Nullable Void> destroy() {
        return passed(store.destroy(), Function.identity(), (done, failure) -> near.end());
    }

    private static <T extends @Nullable Object, R extends @Nullable Object> CompletionStage<R> passed(
            CompletionStage<T> stage, Function<T, R> answer, BiConsumer<@Nullable T, @Nullable Throwable> first) {
        Passed<T, R> passed = new Passed<>(stage);
        stage.whenComplete((found, failure) -> {
            try {
                first.accept(found, failure);
            } finally { // or the caller would wait for ever
                if (failure == null) {
                    passed.complete(answer.apply(found));
                } else {
                    passed.completeExceptionally(failure);
                }
            }
        });
        return passed;
    }

    /** An answer that the near cache sees first; a caller that gives it up gives up the request. */
    private static final class Passed<T extends @Nullable Object, R extends @Nullable Object>
            extends CompletableFuture<R> {

        private final CompletionStage<T> asked;

        private Passed(CompletionStage<T> asked) {
            this.asked = asked;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            asked.toCompletableFuture().cancel(mayInterruptIfRunning);
            return super.cancel(mayInterruptIfRunning);
        }
    }

    // --- the rest --------------------------------------------------------------------------------------------------

    @Override
    public CompletionStage<TagPosition> tagPosition(String keyText) {
        return store.tagPosition(keyText);
    }

    @Override
    public CompletionStage<Long> estimatedSize() {
        return store.estimatedSize();
    }

    @Override
    public long unreadable() {
        return store.unreadable();
    }

    @Override
    public CompletionStage<@Nullable Void> listen(Interest interest, Consumer<StoreEvent> listener) {
        return store.listen(interest, listener);
    }

    @Override
    public void follow(Invalidations follower) {
        store.follow(follower);
    }

    @Override
    public CompletionStage<@Nullable Void> close() {
        near.end();
        return store.close();
    }
}
