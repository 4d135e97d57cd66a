package io.larder.benchmarks.worker;

import io.larder.benchmarks.peer.Item;
import io.larder.benchmarks.peer.Peer;
import io.larder.benchmarks.plan.Operation;
import io.larder.benchmarks.plan.Scenario;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Prepares and runs scenarios on one peer. For one thread. */
final class Measuring {

    private static final int TAGGED_BYTES = 20;

    private final Peer peer;
    private final Map<Integer, Workload> workloads = new HashMap<>();

    Measuring(Peer peer) {
        this.peer = peer;
        // Other processes may run JMH as well; who measures when is the runner's business.
        System.setProperty("jmh.ignoreLock", "true");
    }

    void prepare(Scenario scenario) {
        Workload workload = workload(scenario);
        Item.loadWith(scenario.valueBytes());
        if (scenario.operation().wantsFreshKeys()) {
            workload.renewFreshKeys();
        } else if (scenario.operation().tagged() > 0) {
            fill(scenario.operation().tagged(), TAGGED_BYTES, peer::putAllTagged);
        } else if (scenario.operation() == Operation.GET_TAGGED) {
            workload.fillTagged(peer);
        } else {
            peer.beginReads();
            workload.fill(peer);
            workload.readAhead(peer);
        }
        System.gc(); // or calls that make no garbage would go through what the filling left
        Subject.set(new Subject(peer, workload));
    }

    Reply run(Scenario scenario, double seconds) throws RunnerException {
        return scenario.operation().isOneByOne() ? runOnce(scenario) : runLoop(scenario, seconds);
    }

    private Reply runLoop(Scenario scenario, double seconds) throws RunnerException {
        double callsPerSecond = new Runner(new OptionsBuilder()
                        .include("^" + PeerBenchmark.class.getName().replace(".", "\\.") + "\\." + scenario.operation()
                                + "$")
                        .forks(0)
                        .threads(scenario.threads())
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds((long) (seconds * 1000)))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle()
                .getPrimaryResult()
                .getScore();
        long calls = PeerBenchmark.calls();
        long counted = scenario.operation().counts() ? workload(scenario).counted(peer) : calls;
        return new Reply.Measured(callsPerSecond, calls, PeerBenchmark.cpuNanos(), counted);
    }

    private Reply runOnce(Scenario scenario) {
        Call call = Call.of(scenario.operation(), peer, workload(scenario));
        long cpuAtStart = CpuTime.ownNanos();
        long start = System.nanoTime();
        call.make();
        long nanos = System.nanoTime() - start;
        return new Reply.Measured(1e9 / nanos, 1, CpuTime.ownNanos() - cpuAtStart, 1);
    }

    Reply runAtRate(Scenario scenario, int callsPerSecond, double seconds) {
        return new FixedRate(Call.of(scenario.operation(), peer, workload(scenario)), scenario.threads())
                .run(callsPerSecond, seconds);
    }

    void fill(int entries, int valueBytes) {
        fill(entries, valueBytes, peer::putAll);
    }

    private static void fill(int entries, int valueBytes, Consumer<Map<String, Item>> put) {
        int written = 0;
        Map<String, Item> batch = new HashMap<>();
        while (written < entries) {
            batch.put("filled-" + (1_000_000 + written), Item.of(written, valueBytes));
            written++;
            if (batch.size() == Workload.BATCH || written == entries) {
                put.accept(batch);
                batch.clear();
            }
        }
    }

    private Workload workload(Scenario scenario) {
        return workloads.computeIfAbsent(scenario.valueBytes(), Workload::new);
    }
}
