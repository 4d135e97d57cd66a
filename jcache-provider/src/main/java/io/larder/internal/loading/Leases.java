package io.larder.internal.loading;

import io.larder.internal.store.EntryStore;
import io.larder.internal.store.LoadRequest;
import io.larder.internal.store.LoadSettlement;
import io.larder.internal.store.LoadStart;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/**
 * How long other JVMs leave a load to the one that began it, and what renews that while it lives. Thread-safe.
 *
 * <p>A lease is short, so that a JVM that died is replaced soon; loads may be long, so leases are renewed, three times
 * before they would end.
 */
public final class Leases {

    private static final int RENEWALS_PER_LEASE = 3;

    private final EntryStore store;
    private final Renewals renewals;
    private final long millis;

    /**
     * Prepares.
     *
     * @param scheduler what renews; its threads only send requests
     * @param millis how long a lease lasts; 0 if other JVMs are not to be kept away at all
     */
    public Leases(EntryStore store, ScheduledExecutorService scheduler, long millis) {
        this.store = store;
        this.renewals = new Renewals(scheduler, millis / RENEWALS_PER_LEASE);
        this.millis = millis;
    }

    /** Returns whether other JVMs are kept away. */
    public boolean isShared() {
        return millis > 0;
    }

    /** Returns how long a lease lasts. */
    public long millis() {
        return millis;
    }

    /**
     * A load that this JVM has begun.
     *
     * @param keyText the key in its printable form
     * @param token the token of the load
     */
    public record Lease(String keyText, long token) {}

    /** Asks for leases, one request or many that are pipelined. */
    public List<CompletionStage<LoadStart>> begin(List<LoadRequest> requests) {
        return requests.size() == 1 ? List.of(store.beginLoad(requests.get(0))) : store.beginLoads(requests);
    }

    /** Tells what became of leases, one request or many that are pipelined. */
    public List<CompletionStage<Boolean>> settle(List<LoadSettlement> settlements) {
        return settlements.size() == 1 ? List.of(store.settleLoad(settlements.get(0))) : store.settleLoads(settlements);
    }

    /** Something that goes on until it is ended. */
    @FunctionalInterface
    public interface Renewal {

        /** Ends it: nothing is renewed afterwards, nor while this is called. */
        void end();
    }

    /** Calls again and again what renews a lease of another kind, until the renewal is ended. */
    public Renewal renewing(Runnable lease) {
        return renewals.begin(lease);
    }

    /** Renews leases until the renewal is ended. One that is lost meanwhile is lost: nothing is begun again. */
    public Renewal renewing(List<Lease> leases) {
        if (leases.isEmpty()) {
            return () -> {};
        }
        return renewing(() -> renew(leases));
    }

    private void renew(List<Lease> leases) {
        settle(leases.stream().map(this::renewed).toList());
    }

    private LoadSettlement renewed(Lease lease) {
        return LoadSettlement.renewed(lease.keyText(), lease.token(), millis);
    }
}
