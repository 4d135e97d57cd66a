package io.larder.internal.operation;

import io.larder.internal.loading.Leases;
import io.larder.internal.loading.Leases.Lease;
import io.larder.internal.store.Condition;
import io.larder.internal.store.LoadRequest;
import io.larder.internal.store.LoadSettlement;
import io.larder.internal.store.LoadStart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What a write-through of absent entries depends on: nothing there can be compared with, so the store notes that a value
 * is on its way, as it does for a load. A removal that comes while the writer is called takes the note away, and the
 * write that would bring back what was removed is refused. Thread-safe.
 *
 * <p>A note that is there already serves as well: of those who share it one writes, and the others find an entry.
 */
final class Claims {

    private final Leases leases;

    Claims(Leases leases) {
        this.leases = leases;
    }

    /** Notes that values are on their way. One pipelined round trip; none where other JVMs are not to be kept away. */
    Claim on(List<String> keyTexts) {
        if (!leases.isShared() || keyTexts.isEmpty()) {
            Map<String, Condition> conditions = new HashMap<>();
            keyTexts.forEach(keyText -> conditions.put(keyText, Condition.IF_ABSENT));
            return new Claim(conditions, List.of());
        }
        List<LoadRequest> requests = keyTexts.stream().map(this::request).toList();
        List<CompletionStage<LoadStart>> starts = leases.begin(requests);
        Map<String, Condition> conditions = new HashMap<>();
        List<Lease> own = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            LoadRequest request = requests.get(i);
            LoadStart start = Await.result(starts.get(i));
            if (start == LoadStart.BEGUN) {
                own.add(new Lease(request.keyText(), request.token()));
                conditions.put(request.keyText(), Condition.ifLoading(request.token()));
            } else if (start instanceof LoadStart.Busy busy) {
                conditions.put(request.keyText(), Condition.ifLoading(busy.token()));
            }
        }
        return new Claim(conditions, own);
    }

    private LoadRequest request(String keyText) {
        return new LoadRequest(keyText, ThreadLocalRandom.current().nextLong(), leases.millis(), null, true);
    }

    private static void awaitQuietly(CompletionStage<Boolean> answer) {
        try {
            Await.result(answer);
        } catch (CacheException e) {
            // The failure that brought us here is the one to be told.
        }
    }

    /** Prepares a claim for one who may need it. */
    Reserve reserve(String keyText) {
        return new Reserve(keyText);
    }

    /** A claim on one entry that is made when it is needed, and taken back unless it is used. Used by one thread. */
    final class Reserve implements AutoCloseable {

        private final String keyText;
        private @Nullable Claim claim;
        private boolean used;

        private Reserve(String keyText) {
            this.keyText = keyText;
        }

        /** Makes the claim, once. */
        void make() {
            if (claim == null) {
                claim = on(List.of(keyText));
            }
        }

        boolean isMade() {
            return claim != null;
        }

        /** Returns the condition to write on, the given one if there is no claim or an entry by now. */
        Condition use(Condition other) {
            used = true;
            return claim == null ? other : claim.condition(keyText).orElse(other);
        }

        /** Says that the write was refused; for a tag that was invalidated, the claim is still there then. */
        void refused() {
            used = false;
        }

        @Override
        public void close() {
            if (claim != null) {
                claim.close();
                if (!used) {
                    claim.takeBack();
                }
            }
        }
    }

    /** Notes of one write, renewed until it is closed. */
    final class Claim implements AutoCloseable {

        private final Map<String, Condition> conditions;
        private final List<Lease> own;
        private final Leases.Renewal renewal;

        private Claim(Map<String, Condition> conditions, List<Lease> own) {
            this.conditions = conditions;
            this.own = own;
            this.renewal = leases.renewing(own);
        }

        /** Returns the condition to write on, empty if there is an entry by now. */
        Optional<Condition> condition(String keyText) {
            return Optional.ofNullable(conditions.get(keyText));
        }

        /** Takes away the notes of values that will not come; where that fails, they go with their lease. */
        void takeBack() {
            takeBack(conditions.keySet());
        }

        /** Takes away the notes of some of the values. */
        void takeBack(Collection<String> keyTexts) {
            List<LoadSettlement> settlements = own.stream()
                    .filter(lease -> keyTexts.contains(lease.keyText()))
                    .map(lease -> LoadSettlement.takenBack(lease.keyText(), lease.token()))
                    .toList();
            if (!settlements.isEmpty()) {
                leases.settle(settlements).forEach(Claims::awaitQuietly);
            }
        }

        @Override
        public void close() {
            renewal.end();
        }
    }
}
