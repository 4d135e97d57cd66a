package io.larder.servers.deployed;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Properties;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What came of each test: nothing, or the trace of what it failed with. */
final class Outcomes implements TestExecutionListener {

    private final Properties traces = new Properties();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (test.isTest()) {
            traces.setProperty("skipped." + test.getDisplayName(), reason);
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String trace = result.getThrowable().map(Outcomes::trace).orElse("");
        if (test.isTest() || !trace.isEmpty()) {
            traces.setProperty("test." + test.getDisplayName(), trace);
        }
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    Properties toProperties() {
        return traces;
    }
}
