package io.larder.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.JavaApplication;
import io.larder.testing.JavaApplication.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The native transport is used where it works, and nobody notices where it does not. */
class TransportTest {

    private static final String NIO = "transport: NIO";

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void best_onLinux_isEpoll() {
        assertSays("transport: EPOLL", seeing("").run());
    }

    @Test
    void best_noClassesOfIt_isJava() {
        assertSays(
                NIO, seeing("netty-transport-(classes|native)-(epoll|kqueue)").run());
    }

    @Test
    void best_classesWithoutTheLibrary_isJava() {
        assertSays(NIO, seeing("netty-transport-native-(epoll|kqueue)").run());
    }

    @Test
    void best_nowhereToUnpackTheLibrary_isJava(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String inAFile = file.resolve("folder").toString();
        assertSays(
                NIO,
                seeing("").systemProperty("io.netty.native.workdir", inAFile).run());
    }

    @Test
    void best_switchedOff_isJava() {
        assertSays(
                NIO,
                seeing("").systemProperty("io.netty.transport.noNative", "true").run());
    }

    @Test
    void eventLoops_ofMachines_areFew() {
        assertThat(ClientThreads.eventLoops(1)).isEqualTo(2);
        assertThat(ClientThreads.eventLoops(8)).isEqualTo(2);
        assertThat(ClientThreads.eventLoops(16)).isEqualTo(4);
        assertThat(ClientThreads.eventLoops(128)).isEqualTo(8);
    }

    private static void assertSays(String transport, Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output().strip()).isEqualTo(transport);
    }

    /** A JVM with this one's class path, but for the jars whose names begin so. */
    private static JavaApplication seeing(String leftOut) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(element -> leftOut.isEmpty()
                        || !Path.of(element).getFileName().toString().matches(leftOut + ".*"))
                .collect(Collectors.joining(File.pathSeparator));
        return JavaApplication.of(classPath, ChosenTransport.class.getName());
    }
}
