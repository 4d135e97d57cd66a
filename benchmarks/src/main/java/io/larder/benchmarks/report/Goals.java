package io.larder.benchmarks.report;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Operation;
import io.larder.benchmarks.plan.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Larder is to reach, as ratios of medians in the same run. A goal that is missed is shown, and fails nothing. */
public final class Goals {

    private static final List<Goal> ALL = List.of(
            new Goal(Operation.GET, 32, PeerKind.REDISSON, 4),
            new Goal(Operation.GET, 32, PeerKind.LETTUCE, 2),
            new Goal(Operation.GET, 8, PeerKind.REDISSON, 2),
            new Goal(Operation.GET, 8, PeerKind.JEDIS, 1),
            new Goal(Operation.GET, 1, PeerKind.REDISSON, 1.3),
            new Goal(Operation.PUT, 32, PeerKind.REDISSON, 3),
            new Goal(Operation.GET_ALL, 1, PeerKind.REDISSON, 2),
            new Goal(Operation.GET_ALL, 16, PeerKind.REDISSON, 2),
            new Goal(Operation.PUT_ALL, 1, PeerKind.REDISSON, 4),
            new Goal(Operation.PUT_ALL, 16, PeerKind.REDISSON, 4),
            new Goal(Operation.INVOKE, 16, PeerKind.REDISSON, 2));

    private Goals() {}

    private record Goal(Operation operation, int threads, PeerKind peer, double ratio) {}

    /** Says of each goal whose point was measured whether it was met. */
    public static List<String> judge(Results results) {
        List<String> lines = new ArrayList<>();
        for (Goal goal : ALL) {
            Scenario scenario = new Scenario("standalone", goal.operation, 200, goal.threads);
            ratio(results, scenario, goal.peer)
                    .ifPresent(ratio -> lines.add(String.format(
                            Locale.ROOT,
                            "%-6s %-9s x%-3d %5.2f of %-16s wanted %.1f",
                            ratio >= goal.ratio && exact(results, scenario) ? "met" : "MISSED",
                            goal.operation,
                            goal.threads,
                            ratio,
                            goal.peer.title(),
                            goal.ratio)));
        }
        slower(results, lines);
        return lines;
    }

    private static void slower(Results results, List<String> lines) {
        int points = 0;
        List<String> slower = new ArrayList<>();
        for (Scenario scenario : results.scenarios()) {
            Optional<Double> ratio = ratio(results, scenario, PeerKind.REDISSON);
            if (ratio.isPresent()) {
                points++;
                if (ratio.get() < 1) {
                    slower.add(String.format(Locale.ROOT, "%s (%.2f)", scenario, ratio.get()));
                }
            }
        }
        if (points > 0) {
            lines.add((slower.isEmpty() ? "met    " : "MISSED ") + "nowhere slower than Redisson's JCache, at " + points
                    + " points" + (slower.isEmpty() ? "" : ": slower at " + String.join(", ", slower)));
        }
    }

    private static boolean exact(Results results, Scenario scenario) {
        return results.rounds(scenario, PeerKind.LARDER).stream().allMatch(round -> round.counted() == round.calls());
    }

    private static Optional<Double> ratio(Results results, Scenario scenario, PeerKind peer) {
        return results.throughput(scenario, PeerKind.LARDER)
                .flatMap(ours -> results.throughput(scenario, peer).map(theirs -> ours.median() / theirs.median()));
    }
}
