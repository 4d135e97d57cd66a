package io.larder.tck;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.cache.Caching;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Surrounds a run of the TCK, in its own JVM, with a Redis: starts it, points Larder at it, empties it after each test,
 * and writes the result down. Sleeps where {@code test.tck.run} names no run.
 *
 * <p>The TCK closes caches without destroying them and uses their names again, in other tests and with other types. In
 * Redis what a closed cache holds stays, as the specification allows, so each test gets an empty database. What was
 * there is counted before it goes.
 */
public final class TckRun implements TestExecutionListener {

    private final Optional<String> name = Optional.ofNullable(System.getProperty("test.tck.run"));
    private final Exclusions exclusions = new Exclusions();
    private final Tally tally = new Tally();
    private final LeftKeys leftKeys = new LeftKeys();
    private Optional<RedisDeployment> redis = Optional.empty();
    private Instant start = Instant.EPOCH;

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (name.isPresent() && redis.isEmpty()) {
            RedisDeployment started = RedisServers.target();
            redis = Optional.of(started);
            System.setProperty("larder.redis", started.address());
            exclusions.listen();
            start = Instant.now();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        redis.ifPresent(deployment -> finished(deployment, test, result));
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        tally.skipped(test.getUniqueId());
    }

    /** Perhaps not the last: what is written grows. */
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        redis.ifPresent(this::write);
    }

    private void finished(RedisDeployment deployment, TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != Status.SUCCESSFUL) {
            tally.failed(test.getUniqueId());
        }
        if (test.isTest()) {
            tally.ran(test.getUniqueId());
            leftKeys.count(methodName(test), deployment.keys());
            deployment.flush();
        }
    }

    private void write(RedisDeployment deployment) {
        Duration took = Duration.between(start, Instant.now());
        Caching.getCachingProvider().close();
        leftKeys.countAtTheEnd(deployment.keys());
        TckResult result = new TckResult(
                deployment.serverVersion(),
                deployment.topology(),
                Boolean.getBoolean("larder.defaults.near-cache"),
                tally.ran(),
                tally.failed(),
                tally.skipped(),
                exclusions.seen(),
                leftKeys.byKind(),
                leftKeys.atTheEnd(),
                took.toSeconds());
        result.write(Path.of(System.getProperty("test.tck.results")), name.orElseThrow(), leftKeys.byTest());
    }

    private static String methodName(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> method.getClassName() + '#' + method.getMethodName())
                .orElseGet(test::getUniqueId);
    }
}
