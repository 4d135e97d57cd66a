package io.larder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** The program that every server of this JVM runs. */
final class ServerExecutable {

    /** Names another program, or a script that execs one. */
    static final String PROPERTY = "test.redis.server";

    private ServerExecutable() {}

    static Path path() {
        String named = System.getProperty(PROPERTY, "");
        return named.isBlank() ? Carried.PATH : existing(Path.of(named));
    }

    private static Path existing(Path program) {
        if (!Files.isExecutable(program)) {
            throw new IllegalArgumentException("-D" + PROPERTY + "=" + program
                    + " is no program that can be run: name a redis-server or valkey-server");
        }
        return program.toAbsolutePath();
    }

    /** Unpacked once, and only if it is used. */
    private static final class Carried {

        static final Path PATH = unpack();

        private static Path unpack() {
            try {
                Path folder = TempFolders.create("larder-redis-server");
                return ExecutableProvider.newJarResourceProvider(folder.toFile())
                        .get()
                        .toPath();
            } catch (IOException e) {
                throw new UncheckedIOException("embedded-redis carries no server for this platform", e);
            }
        }
    }
}
