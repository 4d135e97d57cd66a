package io.larder.benchmarks.run;

import io.larder.benchmarks.plan.Operation;
import io.larder.benchmarks.plan.Plan;
import io.larder.benchmarks.plan.Scenario;
import io.larder.benchmarks.report.Footprint;
import io.larder.benchmarks.report.LatencyRound;
import io.larder.benchmarks.report.Results;
import io.larder.benchmarks.report.Round;
import io.larder.benchmarks.worker.Reply;
import io.larder.testing.RedisDeployment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All peers on the servers of one topology: rounds interleaved, and only one of them at work at any time. */
final class Comparison {

    private final Plan plan;
    private final RedisDeployment redis;
    private final ServerMeter meter;
    private final List<WorkerProcess> workers;
    private final Results results;

    Comparison(Plan plan, RedisDeployment redis, List<WorkerProcess> workers, Results results) {
        this.plan = plan;
        this.redis = redis;
        this.meter = new ServerMeter(redis);
        this.workers = workers;
        this.results = results;
    }

    void run(String topology, Consumer<Scenario> afterEach) {
        warmUp(plan.warmUp(topology));
        for (Scenario scenario : plan.scenarios()) {
            if (scenario.topology().equals(topology)) {
                throughput(scenario);
                afterEach.accept(scenario);
            }
        }
        for (Scenario scenario : plan.atRate()) {
            if (scenario.topology().equals(topology)) {
                latency(scenario);
            }
        }
        if (plan.footprintEntries() > 0) {
            plan.scenarios().stream()
                    .filter(scenario -> scenario.topology().equals(topology))
                    .mapToInt(Scenario::valueBytes)
                    .distinct()
                    .forEach(valueBytes -> footprint(topology, valueBytes));
        }
    }

    /** Once for all points: until its code is compiled, which takes seconds, a peer shows a fraction of what it can do. */
    private void warmUp(List<Scenario> scenarios) {
        for (WorkerProcess worker : workers) {
            for (Scenario scenario : scenarios) {
                if (plan.warmUpSeconds() > 0 && worker.offers(scenario.operation())) {
                    measure(worker, scenario, 0, plan.warmUpSeconds() / scenarios.size());
                }
            }
        }
    }

    private void throughput(Scenario scenario) {
        List<WorkerProcess> able = able(scenario);
        for (WorkerProcess worker : able) {
            results.remark(worker.kind(), scenario.operation(), worker.remark(scenario.operation()));
            if (plan.warmUpSeconds() > 0) {
                measure(worker, scenario, 0, plan.seconds());
            }
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (WorkerProcess worker : inTurn(able, round)) {
                results.add(measure(worker, scenario, round, plan.seconds()));
            }
        }
    }

    private Round measure(WorkerProcess worker, Scenario scenario, int number, double seconds) {
        Tally tally = new Tally();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            worker.prepare(scenario);
            ServerMeter.Reading before = meter.read(worker.ownServers());
            Reply.Measured measured = worker.run(scenario, seconds);
            tally.add(measured, meter.read(worker.ownServers()).since(before));
            tidy(worker, scenario);
        } while (scenario.operation().isOneByOne() && System.nanoTime() < end); // one by one: each needs entries
        return tally.round(scenario, worker.kind(), number);
    }

    private void latency(Scenario scenario) {
        List<WorkerProcess> able = able(scenario);
        for (int round = plan.warmUpSeconds() > 0 ? 0 : 1; round <= plan.rounds(); round++) {
            for (WorkerProcess worker : inTurn(able, round)) {
                worker.prepare(scenario);
                Reply.Latencies found = worker.runAtRate(scenario, plan.callsPerSecond(), plan.seconds());
                tidy(worker, scenario);
                if (round > 0) { // the first is for warming up
                    results.add(new LatencyRound(
                            scenario,
                            worker.kind(),
                            round,
                            plan.callsPerSecond(),
                            found.callsPerSecond(),
                            found.p50(),
                            found.p99(),
                            found.p999(),
                            found.max()));
                }
            }
        }
    }

    private void footprint(String topology, int valueBytes) {
        for (WorkerProcess worker : workers) {
            if (!worker.kind().isOnRedis() || !worker.offers(Operation.PUT)) {
                continue;
            }
            worker.clear();
            redis.flush();
            long before = meter.usedMemory();
            worker.fill(plan.footprintEntries(), valueBytes);
            double bytes = (meter.usedMemory() - before) / (double) plan.footprintEntries();
            results.add(new Footprint(topology, worker.kind(), valueBytes, plan.footprintEntries(), bytes));
            worker.clear();
            redis.flush();
        }
    }

    /** Lets nothing stay that would grow from round to round, or be swept while somebody else is measured. */
    private void tidy(WorkerProcess worker, Scenario scenario) {
        if (scenario.operation().wantsFreshKeys()) {
            worker.clear();
        }
        redis.flush();
    }

    private List<WorkerProcess> able(Scenario scenario) {
        return workers.stream()
                .filter(worker -> worker.offers(scenario.operation()))
                .toList();
    }

    /** Round by round another peer begins, so that none always comes after the same one. */
    private static List<WorkerProcess> inTurn(List<WorkerProcess> workers, int round) {
        List<WorkerProcess> turned = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            turned.add(workers.get((i + round) % workers.size()));
        }
        return turned;
    }
}
