package io.larder.benchmarks.run;

import io.larder.benchmarks.peer.PeerKind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class paths of the workers: that of this JVM; for Redisson's own provider without Larder, and with plain Redisson in
 * the place of the one without its provider, on the same dependencies.
 */
final class ClassPaths {

    private final String own = System.getProperty("java.class.path");
    private final Path redisson;

    ClassPaths(Path home) {
        redisson = home.resolve("target/redisson/redisson.jar");
        if (!Files.isRegularFile(redisson)) {
            throw new IllegalStateException("no " + redisson + ": build the module benchmarks first");
        }
    }

    String of(PeerKind kind) {
        return kind.isPlainRedisson() ? withPlainRedisson() : own;
    }

    private String withPlainRedisson() {
        Stream<String> others = Arrays.stream(own.split(File.pathSeparator, -1))
                .filter(entry -> !isOf("redisson-without-jcache", entry) && !isOf("jcache-provider", entry));
        return Stream.concat(Stream.of(redisson.toString()), others).collect(Collectors.joining(File.pathSeparator));
    }

    /** Whether a class path entry is a module's jar, or its folder of classes. */
    private static boolean isOf(String module, String entry) {
        Path path = Path.of(entry);
        return path.endsWith(Path.of(module, "target", "classes"))
                || path.getFileName().toString().matches(module + "-[0-9][^/]*\\.jar");
    }
}
