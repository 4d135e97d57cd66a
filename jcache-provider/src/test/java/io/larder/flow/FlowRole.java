package io.larder.flow;

import io.larder.fixture.NearFigures;
import io.larder.pressure.Managers;
import io.larder.pressure.Parent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.CacheManager;

/**
 * One of the JVMs of an application. Arguments: address, key prefix, URL of the database. It is told what to do by lines:
 * {@code begin RUN FLOW GUARDED}, then {@code go THREADS TURNS}, and {@code look} for what its caches answer.
 */
final class FlowRole {

    private final Parent parent = new Parent();
    private final Database database;
    private final CacheManager manager;
    private final ExecutorService users = Executors.newCachedThreadPool();

    private FlowRole(Database database, CacheManager manager) {
        this.database = database;
        this.manager = manager;
    }

    public static void main(String[] args) throws Exception {
        try (Managers managers = new Managers(args[0], args[1])) {
            new FlowRole(new Database(args[2]), managers.open()).serve();
        }
    }

    private void serve() throws InterruptedException {
        parent.tell("ready " + System.currentTimeMillis());
        while (true) {
            String[] begin = parent.next().split(" ", -1);
            Application application = new Application(database, manager, begin[1], Boolean.parseBoolean(begin[3]));
            Flow flow = FlowKind.valueOf(begin[2]).begin(application);
            flow.cached();
            parent.tell("begun");
            String[] go = parent.next().split(" ", -1);
            parent.tell("failures " + serve(flow, Integer.parseInt(go[1]), Integer.parseInt(go[2])));
            for (String told = parent.next(); told.equals("look"); told = parent.next()) {
                parent.tell("cached " + flow.cached());
            }
            parent.tell("near " + nearHits());
            manager.getCacheNames().forEach(manager::destroyCache);
        }
    }

    private List<String> serve(Flow flow, int threads, int turns) throws InterruptedException {
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(() -> {
                for (int turn = 0; turn < turns; turn++) {
                    flow.serve(turn);
                }
                return turns;
            });
        }
        List<String> failures = new ArrayList<>();
        for (Future<Integer> user : users.invokeAll(all)) {
            try {
                user.get();
            } catch (ExecutionException e) {
                failures.add(String.valueOf(e.getCause()).replace('\n', ' '));
            }
        }
        return failures;
    }

    private long nearHits() {
        long hits = 0;
        for (String name : manager.getCacheNames()) {
            hits += NearFigures.of(manager.getCache(name)).hits();
        }
        return hits;
    }
}
