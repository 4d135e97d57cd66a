package io.larder.internal.provider;

import io.larder.LarderHealth;
import java.util.List;

/**
 * The health of one manager. Thread-safe.
 *
 * @param connections whose servers are asked
 * @param open throws if the manager is closed
 */
record ManagerHealth(Connections connections, Runnable open) implements LarderHealth {

    @Override
    public State state() {
        List<Servers> servers = servers();
        State ofEntries = servers.get(0).state();
        boolean allUp = servers.stream().allMatch(each -> each.state() == State.UP);
        return allUp || ofEntries == State.DOWN ? ofEntries : State.DEGRADED;
    }

    @Override
    public List<Servers> servers() {
        open.run();
        return connections.health();
    }
}
