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

    private static final double A_THIRD = 1 / 3.0;

    private static final List<Goal> ALL = List.of(
            new Goal(Operation.GET, 32, PeerKind.LARDER, PeerKind.REDISSON, 4),
            new Goal(Operation.GET, 32, PeerKind.LARDER, PeerKind.LETTUCE, 2),
            new Goal(Operation.GET, 8, PeerKind.LARDER, PeerKind.REDISSON, 2),
            new Goal(Operation.GET, 8, PeerKind.LARDER, PeerKind.JEDIS, 1),
            new Goal(Operation.GET, 1, PeerKind.LARDER, PeerKind.REDISSON, 1.3),
            new Goal(Operation.PUT, 32, PeerKind.LARDER, PeerKind.REDISSON, 3),
            new Goal(Operation.GET_ALL, 1, PeerKind.LARDER, PeerKind.REDISSON, 2),
            new Goal(Operation.GET_ALL, 16, PeerKind.LARDER, PeerKind.REDISSON, 2),
            new Goal(Operation.PUT_ALL, 1, PeerKind.LARDER, PeerKind.REDISSON, 4),
            new Goal(Operation.PUT_ALL, 16, PeerKind.LARDER, PeerKind.REDISSON, 4),
            new Goal(Operation.INVOKE, 16, PeerKind.LARDER, PeerKind.REDISSON, 2),
            new Goal(Operation.GET, 1, PeerKind.LARDER_NEAR_IMMUTABLE, PeerKind.CAFFEINE, A_THIRD),
            new Goal(Operation.GET, 8, PeerKind.LARDER_NEAR_IMMUTABLE, PeerKind.CAFFEINE, A_THIRD),
            new Goal(Operation.GET, 1, PeerKind.LARDER_NEAR, PeerKind.CAFFEINE_JCACHE, 5),
            new Goal(Operation.GET, 8, PeerKind.LARDER_NEAR, PeerKind.CAFFEINE_JCACHE, 5));

    /** How much slower a read of a tagged entry may be. */
    private static final double TAGGED = 1.5;

    /** How much slower the invalidation of very many entries may be than that of ten: they differ by chance only. */
    private static final double FLAT = 2;

    /** What an invalidation may take, in calls per second: 10 ms. */
    private static final double INVALIDATIONS = 100;

    private Goals() {}

    private record Goal(Operation operation, int threads, PeerKind ours, PeerKind peer, double ratio) {}

    /** Says of each goal whose point was measured whether it was met. */
    public static List<String> judge(Results results) {
        List<String> lines = new ArrayList<>();
        for (Goal goal : ALL) {
            Scenario scenario = new Scenario("standalone", goal.operation, 200, goal.threads);
            ratio(results, scenario, goal.ours, goal.peer)
                    .ifPresent(ratio -> lines.add(String.format(
                            Locale.ROOT,
                            "%-6s %-9s x%-3d %s%5.2f of %-16s wanted %.1f",
                            ratio >= goal.ratio && exact(results, scenario) ? "met" : "MISSED",
                            goal.operation,
                            goal.threads,
                            goal.ours == PeerKind.LARDER ? "" : goal.ours.title() + " ",
                            ratio,
                            goal.peer.title(),
                            goal.ratio)));
        }
        tags(results, lines);
        slower(results, lines);
        return lines;
    }

    private static void tags(Results results, List<String> lines) {
        for (int threads : List.of(1, 8, 32)) {
            median(results, Operation.GET, threads)
                    .flatMap(plain ->
                            median(results, Operation.GET_TAGGED, threads).map(tagged -> plain / tagged))
                    .ifPresent(times -> lines.add(String.format(
                            Locale.ROOT,
                            "%-6s a tagged get x%-3d takes %.2f times an untagged one, wanted %.1f",
                            times <= TAGGED ? "met" : "MISSED",
                            threads,
                            times,
                            TAGGED)));
        }
        Optional<Double> ten = median(results, Operation.INVALIDATE_10, 1);
        for (Operation many : List.of(
                Operation.INVALIDATE_10,
                Operation.INVALIDATE_1000,
                Operation.INVALIDATE_100000,
                Operation.INVALIDATE_1000000)) {
            median(results, many, 1)
                    .ifPresent(perSecond -> lines.add(String.format(
                            Locale.ROOT,
                            "%-6s %-20s %.2f ms, %.2f times that of ten, wanted 10 ms and %.0f times",
                            perSecond >= INVALIDATIONS && ten.orElse(perSecond) / perSecond <= FLAT ? "met" : "MISSED",
                            many,
                            1000 / perSecond,
                            ten.orElse(perSecond) / perSecond,
                            FLAT)));
        }
    }

    private static Optional<Double> median(Results results, Operation operation, int threads) {
        return results.throughput(new Scenario("standalone", operation, 200, threads), PeerKind.LARDER)
                .map(Spread::median);
    }

    private static void slower(Results results, List<String> lines) {
        int points = 0;
        List<String> slower = new ArrayList<>();
        for (Scenario scenario : results.scenarios()) {
            Optional<Double> ratio = ratio(results, scenario, PeerKind.LARDER, PeerKind.REDISSON);
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

    private static Optional<Double> ratio(Results results, Scenario scenario, PeerKind own, PeerKind peer) {
        return results.throughput(scenario, own)
                .flatMap(ours -> results.throughput(scenario, peer).map(theirs -> ours.median() / theirs.median()));
    }
}
