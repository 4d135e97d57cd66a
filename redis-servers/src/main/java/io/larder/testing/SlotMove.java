package io.larder.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Moves a slot of a cluster from one master to another the way {@code redis-cli --cluster reshard} does, in steps that a
 * test can take apart: begun, the slot is on both and clients are sent back and forth. Not thread-safe.
 */
public final class SlotMove {

    private static final int KEYS_PER_STEP = 10;

    private final RedisDeployment cluster;
    private final int slot;
    private final RedisNode from;
    private final RedisNode to;

    private SlotMove(RedisDeployment cluster, int slot, RedisNode from, RedisNode to) {
        this.cluster = cluster;
        this.slot = slot;
        this.from = from;
        this.to = to;
    }

    /** Returns the slot of a key. */
    public static int slotOf(RedisDeployment cluster, String key) {
        return Integer.parseInt(String.valueOf(cluster.nodes().get(0).command("CLUSTER", "KEYSLOT", key)));
    }

    /** Begins to move a slot from the master that has it to the next one. */
    public static SlotMove begin(RedisDeployment cluster, int slot) {
        List<RedisNode> masters = cluster.nodes();
        RedisNode from = ownerOf(cluster, slot);
        return begin(cluster, slot, from, masters.get((masters.indexOf(from) + 1) % masters.size()));
    }

    /**
     * The master that takes itself for the owner. What it is told of itself others may still contradict for a while: word
     * from the owner before it can reach them later than {@link #finish} did, and wins until the new owner is heard.
     */
    static RedisNode ownerOf(RedisDeployment cluster, int slot) {
        return cluster.nodes().stream()
                .filter(node -> isOwner(node, slot))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody has slot " + slot));
    }

    private static boolean isOwner(RedisNode node, int slot) {
        List<?> ranges = (List<?>) Objects.requireNonNull(node.command("CLUSTER", "SLOTS"));
        return ranges.stream()
                .map(range -> (List<?>) range)
                .filter(range -> (Long) range.get(0) <= slot && slot <= (Long) range.get(1))
                .map(range -> ((List<?>) range.get(2)).get(1))
                .anyMatch(port -> port.equals((long) node.port()));
    }

    /** Begins to move a slot: keys stay where they are, but those that are missing are looked for at the new place. */
    public static SlotMove begin(RedisDeployment cluster, int slot, RedisNode from, RedisNode to) {
        SlotMove move = new SlotMove(cluster, slot, from, to);
        move.setSlot(to, "IMPORTING", id(from));
        move.setSlot(from, "MIGRATING", id(to));
        return move;
    }

    /** Moves some keys; returns whether there were any. */
    public boolean moveSome() {
        Object found =
                from.command("CLUSTER", "GETKEYSINSLOT", Integer.toString(slot), Integer.toString(KEYS_PER_STEP));
        if (!(found instanceof List<?> keys) || keys.isEmpty()) {
            return false;
        }
        List<String> migrate =
                new ArrayList<>(List.of("MIGRATE", to.host(), Integer.toString(to.port()), "", "0", "5000", "KEYS"));
        keys.forEach(key -> migrate.add(String.valueOf(key)));
        from.command(migrate.toArray(String[]::new));
        return true;
    }

    /** Moves the rest and tells all masters where the slot is now; the new one first, so that it is never nobody's. */
    public void finish() {
        while (moveSome()) {
            // until none is left
        }
        // The owner to be takes the epoch after the last it knows of; another's later one would win the slot back.
        Await.until("one epoch in " + cluster, this::knowTheSameEpoch);
        String owner = id(to);
        setSlot(to, "NODE", owner);
        setSlot(from, "NODE", owner);
        cluster.nodes().forEach(node -> setSlot(node, "NODE", owner));
    }

    private boolean knowTheSameEpoch() {
        return cluster.nodes().stream().map(SlotMove::currentEpoch).distinct().count() == 1;
    }

    private static String currentEpoch(RedisNode node) {
        return String.valueOf(node.command("CLUSTER", "INFO"))
                .lines()
                .filter(line -> line.startsWith("cluster_current_epoch:"))
                .findFirst()
                .orElseThrow();
    }

    private void setSlot(RedisNode node, String state, String id) {
        node.command("CLUSTER", "SETSLOT", Integer.toString(slot), state, id);
    }

    private static String id(RedisNode node) {
        return String.valueOf(node.command("CLUSTER", "MYID"));
    }
}
