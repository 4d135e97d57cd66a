package io.larder.benchmarks.worker;

import io.larder.benchmarks.peer.Item;
import io.larder.benchmarks.peer.Peer;
import io.larder.benchmarks.plan.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees to it that a peer does what is going to be measured: nothing is as fast as an operation that does nothing. */
final class PeerCheck {

    private static final Set<String> KEYS = Set.of("check-1", "check-2", "check-3");
    private static final Item OLD = Item.of(1, 200);
    private static final Item NEW = Item.of(2, 200);

    private final Peer peer;

    private PeerCheck(Peer peer) {
        this.peer = peer;
    }

    /** Fails if an operation that the peer offers doesn't do its work; leaves the peer empty where it can clear. */
    static void check(Peer peer) {
        PeerCheck check = new PeerCheck(peer);
        for (Operation operation : Operation.values()) {
            if (peer.offers().contains(operation)) {
                KEYS.forEach(key -> peer.put(key, OLD));
                check.check(operation);
            }
        }
    }

    private void check(Operation operation) {
        switch (operation) {
            case GET -> same(operation, OLD, peer.get("check-1"));
            case PUT -> {
                peer.put("check-1", NEW);
                same(operation, NEW, peer.get("check-1"));
            }
            case GET_ALL -> same(operation, items(OLD), new HashMap<>(peer.getAll(KEYS)));
            case PUT_ALL -> {
                peer.putAll(items(NEW));
                same(operation, items(NEW), new HashMap<>(peer.getAllNow(KEYS)));
            }
            case PUT_IF_ABSENT -> putIfAbsent(operation, "check-fresh-" + System.nanoTime());
            case REPLACE -> {
                same(operation, true, peer.replace("check-1", NEW));
                same(operation, NEW, peer.get("check-1"));
                same(operation, false, peer.replace("check-absent-" + System.nanoTime(), NEW));
            }
            case INVOKE, INVOKE_ONE_KEY -> {
                peer.countUp("check-1");
                same(operation, OLD.countedUp(), peer.getAllNow(KEYS).get("check-1"));
            }
            case READ_THROUGH -> {
                String key = "check-loaded-" + System.nanoTime();
                Item loaded = Item.load(key);
                same(operation, loaded, peer.readThrough(key));
                same(operation, loaded, peer.readThrough(key));
            }
            case ITERATE -> same(operation, true, peer.iterate() >= KEYS.size());
            case CLEAR -> {
                peer.clear();
                same(operation, null, peer.get("check-1"));
            }
            case GET_TAGGED -> {
                peer.putAllTagged(items(NEW));
                same(operation, NEW, peer.getTagged("check-1"));
            }
            case INVALIDATE_10, INVALIDATE_1000, INVALIDATE_100000, INVALIDATE_1000000 -> {
                peer.putAllTagged(items(NEW));
                peer.invalidate();
                same(operation, null, peer.getTagged("check-1"));
            }
        }
    }

    private void putIfAbsent(Operation operation, String key) {
        same(operation, true, peer.putIfAbsent(key, OLD));
        same(operation, false, peer.putIfAbsent(key, NEW));
        same(operation, OLD, peer.get(key));
    }

    private static Map<String, Item> items(Item item) {
        Map<String, Item> items = new HashMap<>();
        KEYS.forEach(key -> items.put(key, item));
        return items;
    }

    private static void same(Operation operation, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new IllegalStateException(
                    operation + " does not do its work: expected " + expected + ", got " + actual);
        }
    }
}
