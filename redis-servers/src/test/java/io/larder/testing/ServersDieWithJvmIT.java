package io.larder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No test run, however it ends, leaves a server behind. */
class ServersDieWithJvmIT {

    /** Starts a server, says which, and ends as it is told. */
    public static final class Child {

        /** {@code exit} ends normally; anything else waits to be killed, or for the end of the JVM that started this one. */
        public static void main(String[] args) throws IOException {
            RedisDeployment redis = RedisServers.standalone();
            System.out.println(redis.nodes().get(0).pid());
            if (!args[0].equals("exit")) {
                System.in.readAllBytes();
            }
        }

        private Child() {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "killed"})
    void jvm_ended_serverGone(String how) throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = jvm.inputReader(StandardCharsets.US_ASCII)) {
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            if (how.equals("killed")) {
                jvm.destroyForcibly();
            }
            assertThat(server.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
        } finally {
            jvm.destroyForcibly();
        }
    }
}
