package io.larder.benchmarks.worker;

import io.larder.benchmarks.peer.Peer;
import io.larder.benchmarks.plan.Operation;

/** One call of a peer, where JMH is not the one that calls. */
interface Call {

    void make();

    static Call of(Operation operation, Peer peer, Workload workload) {
        return switch (operation) {
            case GET -> () -> peer.get(workload.anyKey());
            case PUT -> () -> peer.put(workload.anyKey(), workload.anyItem());
            case GET_ALL -> () -> peer.getAll(workload.anyKeys());
            case PUT_ALL -> () -> peer.putAll(workload.anyItems());
            case PUT_IF_ABSENT -> () -> peer.putIfAbsent(workload.freshKey(), workload.anyItem());
            case REPLACE -> () -> peer.replace(workload.anyKey(), workload.anyItem());
            case INVOKE -> () -> peer.countUp(workload.anyKey());
            case INVOKE_ONE_KEY -> () -> peer.countUp(workload.oneKey());
            case READ_THROUGH -> () -> peer.readThrough(workload.freshKey());
            case ITERATE -> peer::iterate;
            case CLEAR -> peer::clear;
            case GET_TAGGED -> () -> peer.getTagged(workload.anyKey());
            case INVALIDATE_10, INVALIDATE_1000, INVALIDATE_100000, INVALIDATE_1000000 -> peer::invalidate;
        };
    }
}
