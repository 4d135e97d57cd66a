package io.larder.servers;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out the tests on a server that was not asked for, or cannot run on this JDK; the servers run on the tests' own. */
public final class RunOrNot implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return reason().map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is no reason against it"));
    }

    /** Returns why the server of this run is not started, or nothing if it is. */
    static Optional<String> reason() {
        if (System.getProperty("test.server") == null) {
            return Optional.empty(); // a run without a server
        }
        return isAskedFor() ? missingJdk() : Optional.of("-Dservers.only does not name it");
    }

    static boolean isAskedFor() {
        return System.getProperty("test.server.name", "").contains(System.getProperty("servers.only", ""));
    }

    private static Optional<String> missingJdk() {
        int needed = Integer.getInteger("test.server.java", 0);
        return Runtime.version().feature() < needed
                ? Optional.of("not run: needs Java " + needed + ", say where with -Dservers.jdk" + needed)
                : Optional.empty();
    }
}
