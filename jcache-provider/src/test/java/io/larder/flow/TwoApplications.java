package io.larder.flow;

import io.larder.pressure.ChildJvm;
import io.larder.pressure.Jvms;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two JVMs that run flows on one database, of which this JVM is the server. For one thread. */
final class TwoApplications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TwoApplications.class);
    private static final int THREADS = 8;

    private final Server server;
    private final Database database;
    private final List<ChildJvm> applications;
    private int run;

    /**
     * Starts them.
     *
     * @param environment of the second one, beside this JVM's own
     */
    TwoApplications(Jvms jvms, Map<String, String> environment) {
        try {
            server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:flows;DB_CLOSE_DELAY=-1";
        database = new Database(url);
        applications = List.of(jvms.start(FlowRole.class, url), jvms.start(environment, FlowRole.class, url));
        applications.forEach(application -> application.await("ready"));
    }

    Database database() {
        return database;
    }

    /** Returns what the clock of each said when it was ready, in milliseconds. */
    List<Long> clocks() {
        return applications.stream()
                .map(application -> Long.valueOf(application.await("ready")))
                .toList();
    }

    /** Lets both serve their users, then makes the checks. */
    void run(FlowKind flow, boolean guarded, int turns, Runnable checks) {
        run++;
        flow.prepare(database);
        tell("begin " + run + " " + flow.name() + " " + guarded);
        applications.forEach(application -> application.await("begun", run));
        try {
            long start = System.nanoTime();
            tell("go " + THREADS + " " + turns);
            applications.forEach(application -> application.await("failures", run));
            LOG.info("{}, guarded {}: {} ms", flow, guarded, (System.nanoTime() - start) / 1_000_000);
            checks.run();
        } finally {
            tell("end");
            applications.forEach(application -> application.await("near", run));
        }
    }

    private void tell(String line) {
        applications.forEach(application -> application.tell(line));
    }

    /** Returns what went wrong in each of them in the latest run. */
    List<String> failures() {
        return latest("failures");
    }

    /** Returns how many answers of its near caches each of them got in the latest run. */
    List<String> nearHits() {
        return latest("near");
    }

    private List<String> latest(String word) {
        return applications.stream()
                .map(application -> application.said(word).get(run - 1))
                .toList();
    }

    /** Returns what the caches of each of them answer now. */
    List<String> cached() {
        return applications.stream()
                .map(application -> {
                    int before = application.said("cached").size();
                    application.tell("look");
                    return application.await("cached", before + 1).get(before);
                })
                .toList();
    }

    /** Ends the database; the JVMs are ended by whoever started them. */
    @Override
    public void close() {
        server.stop();
    }
}
