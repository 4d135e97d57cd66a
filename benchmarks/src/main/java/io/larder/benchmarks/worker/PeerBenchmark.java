package io.larder.benchmarks.worker;

import io.larder.benchmarks.peer.Item;
import io.larder.benchmarks.peer.Peer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One method per operation, named after it. Run inside the worker, on the client that it has. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PeerBenchmark {

    private static final LongAdder CALLS = new LongAdder();
    private static volatile long cpuNanos;

    /** Called by JMH. */
    public PeerBenchmark() {}

    static long calls() {
        return CALLS.sum();
    }

    static long cpuNanos() {
        return cpuNanos;
    }

    /** What all threads share. */
    @State(Scope.Benchmark)
    public static class Shared {

        private final Peer peer = Subject.current().peer();
        private final Workload workload = Subject.current().workload();
        private long cpuAtStart;

        /** Called by JMH. */
        public Shared() {}

        /** Called by JMH before the threads start. */
        @Setup(Level.Iteration)
        public void start() {
            CALLS.reset();
            cpuAtStart = CpuTime.ownNanos();
        }

        /** Called by JMH when the threads have stopped. */
        @TearDown(Level.Iteration)
        public void stop() {
            cpuNanos = CpuTime.ownNanos() - cpuAtStart;
        }
    }

    /** What each thread has for itself. */
    @State(Scope.Thread)
    public static class Calls {

        private long made;

        /** Called by JMH. */
        public Calls() {}

        /** Called by JMH when the thread has stopped. */
        @TearDown(Level.Iteration)
        public void stop() {
            CALLS.add(made);
            made = 0;
        }
    }

    @Benchmark
    public @Nullable Item get(Shared shared, Calls calls) {
        calls.made++;
        return shared.peer.get(shared.workload.anyKey());
    }

    @Benchmark
    public @Nullable Item getTagged(Shared shared, Calls calls) {
        calls.made++;
        return shared.peer.getTagged(shared.workload.anyKey());
    }

    @Benchmark
    public void put(Shared shared, Calls calls) {
        calls.made++;
        shared.peer.put(shared.workload.anyKey(), shared.workload.anyItem());
    }

    @Benchmark
    public Map<String, Item> getAll(Shared shared, Calls calls) {
        calls.made++;
        return shared.peer.getAll(shared.workload.anyKeys());
    }

    @Benchmark
    public void putAll(Shared shared, Calls calls) {
        calls.made++;
        shared.peer.putAll(shared.workload.anyItems());
    }

    @Benchmark
    public boolean putIfAbsent(Shared shared, Calls calls) {
        calls.made++;
        return shared.peer.putIfAbsent(shared.workload.freshKey(), shared.workload.anyItem());
    }

    @Benchmark
    public boolean replace(Shared shared, Calls calls) {
        calls.made++;
        return shared.peer.replace(shared.workload.anyKey(), shared.workload.anyItem());
    }

    @Benchmark
    public void invoke(Shared shared, Calls calls) {
        calls.made++;
        shared.peer.countUp(shared.workload.anyKey());
    }

    @Benchmark
    public void invokeOneKey(Shared shared, Calls calls) {
        calls.made++;
        shared.peer.countUp(shared.workload.oneKey());
    }

    @Benchmark
    public @Nullable Item readThrough(Shared shared, Calls calls) {
        calls.made++;
        return shared.peer.readThrough(shared.workload.freshKey());
    }

    @Benchmark
    public int iterate(Shared shared, Calls calls) {
        calls.made++;
        return shared.peer.iterate();
    }
}
