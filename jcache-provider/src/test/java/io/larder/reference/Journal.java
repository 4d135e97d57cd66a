package io.larder.reference;

import io.larder.fixture.OneByOneLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * What the loader, the writer and the expiry policy of one cache were asked. Loader and writer fail on demand. Calls of
 * one operation are kept by key, because neither implementation promises an order among keys.
 */
final class Journal {

    private final Map<String, Integer> calls = new TreeMap<>();
    private boolean failing;

    /** Lets loader and writer throw from here on, or not. */
    synchronized void fail(boolean fail) {
        failing = fail;
    }

    /** Returns how often what was asked since the last time. */
    synchronized Map<String, Integer> take() {
        Map<String, Integer> taken = new TreeMap<>(calls);
        calls.clear();
        return taken;
    }

    /** Of a call that fails, only the kind is kept: which of several keys comes first is nobody's promise. */
    private synchronized void note(String kind, String about) {
        calls.merge(failing ? kind : kind + about, 1, Integer::sum);
        if (failing) {
            throw new IllegalStateException("fails on demand");
        }
    }

    private synchronized void noteQuestion(String question) {
        calls.merge(question, 1, Integer::sum);
    }

    /** A loader that has a value for every second key. */
    final class Source implements OneByOneLoader<Integer, String> {

        @Override
        public @Nullable String load(Integer key) {
            note("load ", key.toString());
            return key % 2 == 0 ? "loaded" + key : null;
        }
    }

    /** A writer that takes what it has written out of the collection, as the spec wants it. */
    final class Sink implements CacheWriter<Integer, String> {

        @Override
        public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
            note("write ", entry.getKey() + "=" + entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
            for (Cache.Entry<? extends Integer, ? extends String> entry : List.copyOf(entries)) {
                write(entry);
                entries.remove(entry);
            }
        }

        @Override
        public void delete(Object key) {
            note("delete ", key.toString());
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            for (Object key : new ArrayList<>(keys)) {
                delete(key);
                keys.remove(key);
            }
        }
    }

    /** A policy that counts. */
    final class Policy implements ExpiryPolicy {

        private final Setup setup;

        Policy(Setup setup) {
            this.setup = setup;
        }

        @Override
        public Duration getExpiryForCreation() {
            noteQuestion("expiry for creation");
            return answer(setup.creation());
        }

        @Override
        @SuppressWarnings("NullAway") // the spec's null: no change
        public Duration getExpiryForAccess() {
            noteQuestion("expiry for access");
            return answer(setup.access());
        }

        @Override
        @SuppressWarnings("NullAway") // the spec's null: no change
        public Duration getExpiryForUpdate() {
            noteQuestion("expiry for update");
            return answer(setup.update());
        }

        @SuppressWarnings("NullAway") // the spec's null: no change
        private Duration answer(@Nullable Duration duration) {
            if (setup.policyThrows()) {
                throw new IllegalStateException("the policy fails");
            }
            return duration;
        }
    }
}
