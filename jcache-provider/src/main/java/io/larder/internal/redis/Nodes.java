package io.larder.internal.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.redisson.connection.MasterSlaveEntry;

/** The nodes of one connection, each with the ways to it and the requests that wait for it. Thread-safe. */
final class Nodes {

    private final Masters masters;
    private final ScheduledExecutorService scheduler;
    private final Duration timeout;
    private final Map<MasterSlaveEntry, Node> known = new ConcurrentHashMap<>();
    private final Node unknown;

    Nodes(Masters masters, ScheduledExecutorService scheduler, Duration timeout) {
        this.masters = masters;
        this.scheduler = scheduler;
        this.timeout = timeout;
        unknown = new Node(null);
    }

    /** The requests for who holds a slot. */
    NodeQueue queue(int slot, boolean replicas) {
        Node node = node(slot);
        return replicas ? node.replicaQueue : node.masterQueue;
    }

    /**
     * Sends commands, those for one node together and in their order; each has its own answer.
     *
     * @return completes when all have, exceptionally if one fails
     */
    CompletionStage<?> send(List<? extends Command<?>> commands, boolean replicas) {
        Map<Link, List<Command<?>>> perNode = new LinkedHashMap<>();
        for (Command<?> command : commands) {
            Node node = node(command.slot());
            perNode.computeIfAbsent(replicas ? node.replicas : node.master, link -> new ArrayList<>())
                    .add(command);
        }
        perNode.forEach(Link::send);
        return CompletableFuture.allOf(commands.stream().map(Command::answer).toArray(CompletableFuture[]::new));
    }

    private Node node(int slot) {
        MasterSlaveEntry entry = masters.holding(slot);
        if (entry == null) {
            return unknown;
        }
        Node node = known.get(entry);
        return node == null ? discovered(entry) : node;
    }

    private Node discovered(MasterSlaveEntry entry) {
        known.keySet().retainAll(masters.all()); // a topology that changes for years must not fill the memory
        return known.computeIfAbsent(entry, Node::new);
    }

    /** Fails what waits and what is under way. */
    void close() {
        known.values().forEach(Node::close);
        unknown.close();
    }

    /** A master with its replicas. */
    private final class Node {

        private final Link master;
        private final Link replicas;
        private final NodeQueue masterQueue;
        private final NodeQueue replicaQueue;

        private Node(@Nullable MasterSlaveEntry entry) {
            master = new Link(masters, entry, false, timeout);
            replicas = new Link(masters, entry, true, timeout);
            masterQueue = new NodeQueue(master, masters, scheduler, timeout);
            replicaQueue = new NodeQueue(replicas, masters, scheduler, timeout);
        }

        private void close() {
            masterQueue.close();
            replicaQueue.close();
            master.close();
            replicas.close();
        }
    }
}
