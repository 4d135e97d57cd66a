package io.larder.benchmarks.run;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Plan;
import io.larder.benchmarks.plan.Scenario;
import io.larder.benchmarks.report.Goals;
import io.larder.benchmarks.report.Results;
import io.larder.benchmarks.report.Tables;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Carries out a plan: for each topology new servers and new workers. */
public final class Runner {

    private static final int MASTERS = 3;

    private final Plan plan;
    private final ClassPaths classPaths;
    private final Path folder;
    private final Consumer<String> out;
    private final Results results = new Results();
    private final List<String> servers = new ArrayList<>();

    /**
     * Creates one.
     *
     * @param home the folder of the module
     * @param folder where the workers' output goes
     * @param out takes the lines of the tables
     */
    public Runner(Plan plan, Path home, Path folder, Consumer<String> out) {
        this.plan = plan;
        this.classPaths = new ClassPaths(home);
        this.folder = folder;
        this.out = out;
    }

    /** Measures everything and prints it. */
    public Results run() {
        Tables tables = new Tables(results);
        for (String topology : plan.topologies()) {
            try (RedisDeployment redis =
                    topology.equals("cluster") ? RedisServers.cluster(MASTERS) : RedisServers.standalone()) {
                servers.add(redis.serverVersion() + ", " + topology);
                out.accept(redis.serverVersion() + ", " + topology);
                compare(topology, redis, scenario -> print(tables.throughput(scenario)));
            }
        }
        print("Latencies", tables.latencies());
        print("Memory of the servers", tables.footprints());
        print("What to know", tables.remarks());
        print("Goals, for 200 B standalone", Goals.judge(results));
        return results;
    }

    /** The servers that were measured on. */
    public List<String> servers() {
        return Collections.unmodifiableList(servers);
    }

    private void compare(String topology, RedisDeployment redis, Consumer<Scenario> afterEach) {
        List<WorkerProcess> workers = new ArrayList<>();
        try {
            for (PeerKind kind : plan.peers(topology)) {
                workers.add(WorkerProcess.start(
                        kind, classPaths, redis.address(), folder.resolve("worker-" + topology + "-" + kind + ".log")));
            }
            new Comparison(plan, redis, workers, results).run(topology, afterEach);
        } finally {
            workers.forEach(WorkerProcess::close);
        }
    }

    private void print(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            out.accept("");
            out.accept("== " + heading);
            lines.forEach(out);
        }
    }

    private void print(List<String> lines) {
        if (!lines.isEmpty()) {
            out.accept("");
            lines.forEach(out);
        }
    }
}
