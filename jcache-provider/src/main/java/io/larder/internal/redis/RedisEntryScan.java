package io.larder.internal.redis;

import io.larder.internal.store.EntryScan;
import io.larder.internal.store.Glob;
import io.larder.internal.store.ScannedEntry;
import io.larder.internal.store.StoredEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the entries of one cache, master by master. Remembers the keys it has shown, because {@code SCAN} may
 * show a key again. Not thread-safe.
 */
final class RedisEntryScan implements EntryScan {

    private static final int LEAST_KEYS_PER_SCAN = 250;

    private final EntryReader reader;
    private final int pageSize;
    private final List<Glob> keyTexts;
    private final Deque<Masters.Walk> walks;
    private final Set<String> shown = new HashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    RedisEntryScan(Masters masters, CacheKeys keys, EntryReader reader, int pageSize, List<Glob> keyTexts) {
        this.reader = reader;
        this.pageSize = pageSize;
        this.keyTexts = List.copyOf(keyTexts);
        walks = new ArrayDeque<>();
        for (Glob glob : keyTexts) {
            walks.addAll(masters.walks(keys.entryPattern(glob), Math.max(pageSize, LEAST_KEYS_PER_SCAN)));
        }
    }

    @Override
    public CompletionStage<List<ScannedEntry>> next() {
        if (waiting.size() < pageSize && !walks.isEmpty()) {
            return walkOn().thenCompose(names -> next());
        }
        return waiting.isEmpty() ? CompletableFuture.completedStage(List.of()) : page();
    }

    private CompletionStage<?> walkOn() {
        Masters.Walk walk = walks.getFirst();
        return walk.next().thenAccept(names -> {
            for (String name : names) {
                String keyText = CacheKeys.keyTextOf(name);
                if (isWanted(keyText) && shown.add(keyText)) {
                    waiting.add(keyText);
                }
            }
            if (walk.ended()) {
                walks.removeFirst();
            }
        });
    }

    /** Asked once more, for the star in front of the server's pattern may have taken a part of the key text. */
    private boolean isWanted(String keyText) {
        return keyTexts.stream().anyMatch(glob -> glob.matches(keyText));
    }

    private CompletionStage<List<ScannedEntry>> page() {
        List<String> keyTexts = new ArrayList<>(pageSize);
        while (keyTexts.size() < pageSize && !waiting.isEmpty()) {
            keyTexts.add(waiting.remove());
        }
        return reader.readAll(keyTexts).thenCompose(found -> {
            List<ScannedEntry> page = new ArrayList<>(keyTexts.size());
            for (int i = 0; i < keyTexts.size(); i++) {
                @Nullable StoredEntry entry = found.get(i);
                if (entry != null) {
                    page.add(new ScannedEntry(keyTexts.get(i), entry));
                }
            }
            return page.isEmpty() ? next() : CompletableFuture.completedStage(page);
        });
    }
}
