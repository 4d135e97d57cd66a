package io.larder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that are gone when the JVM is. */
final class TempFolders {

    private TempFolders() {}

    static Path create(String prefix) {
        try {
            Path folder = Files.createTempDirectory(prefix);
            AtExit.run(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        if (Files.exists(folder)) {
            contents(folder).forEach(path -> path.toFile().delete());
        }
    }

    private static List<Path> contents(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
