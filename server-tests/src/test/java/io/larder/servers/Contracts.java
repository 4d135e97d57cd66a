package io.larder.servers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.larder.cdi.contract.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** The contracts of {@code cdi-integration}, in its jar of tests. */
final class Contracts {

    private static final String PACKAGE = Host.class.getPackageName();

    private Contracts() {}

    /**
     * Those that can be deployed, by the application they are deployed in: those tagged {@code alone} have one each, all
     * others share one. Those that start containers themselves are left out.
     */
    static Map<String, List<Class<?>>> applications() {
        return classNames().stream()
                .filter(name -> name.endsWith("Contract"))
                .<Class<?>>map(Contracts::load)
                .filter(contract -> usesAnApplication(contract))
                .collect(groupingBy(
                        contract -> isTagged(contract, "alone") ? contract.getSimpleName() : "contracts",
                        TreeMap::new,
                        toList()));
    }

    private static boolean usesAnApplication(Class<?> contract) {
        return Arrays.stream(contract.getDeclaredFields())
                .anyMatch(field -> field.getType().getName().equals(PACKAGE + ".Application"));
    }

    private static boolean isTagged(Class<?> contract, String tag) {
        return Arrays.stream(contract.getAnnotationsByType(Tag.class))
                .anyMatch(annotation -> annotation.value().equals(tag));
    }

    /** The contracts, their beans, and what all contracts share. */
    static Class<?>[] classesOf(List<Class<?>> contracts) {
        return classNames().stream()
                .filter(name ->
                        !name.contains("Contract") || contracts.stream().anyMatch(contract -> isPartOf(contract, name)))
                .<Class<?>>map(Contracts::load)
                .toArray(Class<?>[]::new);
    }

    private static boolean isPartOf(Class<?> contract, String name) {
        return name.equals(contract.getName()) || name.startsWith(contract.getName() + '$');
    }

    private static List<String> classNames() {
        try {
            Path root = Path.of(Host.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(root)) {
                return classNames(root);
            }
            try (FileSystem jar = FileSystems.newFileSystem(root)) {
                return classNames(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> classNames(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(PACKAGE.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> PACKAGE + '.' + name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Contracts.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
