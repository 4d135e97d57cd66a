package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.testing.JavaApplication;
import io.larder.testing.JavaApplication.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With Larder: three JVMs with 50 threads each want one cold result, at once or later, and it is made once. It is made no
 * sooner than all of them have looked for it in vain.
 */
class LarderFleetContract {

    private static final int JVMS = 3;
    private static final int THREADS = 50;

    /** Less than a JVM is given. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    /** The application that runs three times. */
    @ApplicationScoped
    static class Reports {

        @CacheResult(cacheName = "reports")
        public String report(String name) {
            count("calls");
            return whenAllMissed(name);
        }

        @CacheResult(cacheName = "quotes")
        public CompletableFuture<String> quote(String name) {
            count("calls");
            return CompletableFuture.supplyAsync(() -> whenAllMissed(name));
        }

        private static String whenAllMissed(String name) {
            await().atMost(PATIENCE).until(() -> counted("missing") == JVMS);
            return name + " by " + ProcessHandle.current().pid();
        }

        static void count(String what) {
            caches().invoke(what, (entry, arguments) -> {
                entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                return null;
            });
        }

        private static int counted(String what) {
            Integer count = caches().get(what);
            return count == null ? 0 : count;
        }

        private static Cache<String, Integer> caches() {
            CacheManager manager = Application.caches();
            synchronized (Reports.class) {
                Cache<String, Integer> there = manager.getCache("counts");
                return there == null ? manager.createCache("counts", new MutableConfiguration<>()) : there;
            }
        }
    }

    /** One of the JVMs. */
    static final class Member {

        private Member() {}

        /** Calls the named method with all threads, says when none of them has found a result, and prints what they got. */
        public static void main(String[] args) throws Exception {
            String cacheName = args[0] + 's';
            try (SeContainer container = Application.start(Reports.class)) {
                Application.caches().createCache(cacheName, new MutableConfiguration<>().setStatisticsEnabled(true));
                Reports reports = container.select(Reports.class).get();
                Callable<String> call = args[0].equals("report") ? () -> reports.report("sales") : () -> quote(reports);
                System.err.println("got " + all(cacheName, call));
            }
            Application.caches().close();
        }

        private static String quote(Reports reports) throws Exception {
            return reports.quote("sales").get();
        }

        private static Set<String> all(String cacheName, Callable<String> call) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(call));
            }
            await().atMost(PATIENCE).until(() -> misses(cacheName) == THREADS);
            Reports.count("missing");
            Set<String> got = new HashSet<>();
            for (Future<String> result : results) {
                got.add(result.get());
            }
            threads.shutdown();
            return got;
        }

        private static long misses(String cacheName) throws JMException {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cacheName + ",*");
            return (long)
                    beans.getAttribute(beans.queryNames(name, null).iterator().next(), "CacheMisses");
        }
    }

    @RegisterExtension
    final BeforeEachCallback redis = Redis::empty;

    @ParameterizedTest
    @ValueSource(strings = {"report", "quote"})
    void result_wantedByThreeJvms_isMadeOnce(String method) throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(JVMS);
        List<Future<Outcome>> members = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            members.add(starters.submit(() -> runMember(method)));
        }
        Set<String> got = new HashSet<>();
        for (Future<Outcome> member : members) {
            Outcome outcome = member.get();
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            got.addAll(outcome.linesWith("got [sales by "));
        }
        starters.shutdown();

        assertThat(got).as("what 150 threads got").hasSize(1);
        assertThat(Reports.counted("calls")).isEqualTo(1);
        Application.caches().getCacheNames().forEach(Application.caches()::destroyCache);
    }

    private static Outcome runMember(String method) {
        return JavaApplication.of(System.getProperty("java.class.path"), Member.class.getName())
                .systemProperty("larder.redis", System.getProperty("larder.redis"))
                .run(method);
    }
}
