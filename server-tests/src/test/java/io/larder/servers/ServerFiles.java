package io.larder.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes what a server needs on disk before it starts, anew for each run: a run that was killed leaves applications behind,
 * which GlassFish and Payara then refuse to deploy again. Nothing listens on other addresses than the loopback.
 */
record ServerFiles(Path home, Map<String, Integer> ports, IntSupplier freePort, String redis, Path shop) {

    private static final String NAME = "larder";
    private static final Pattern PORT = Pattern.compile("( port|_PORT\" value|start-port|das-port)=\"(\\d+)\"");

    /** Servers that take all they need on their command line need nothing here. */
    void write(String server) throws IOException {
        switch (server) {
            case "liberty" -> writeLibertyServer();
            case "glassfish" -> {
                writeDomain(List.of("-Dlarder.redis=" + redis));
                AsAdmin.standInForMissing(home.resolve("glassfish/modules/admin-cli.jar"));
            }
            // Payara's own API sees two providers, its own and the application's, and has to be told which one is
            // meant.
            case "payara" ->
                writeDomain(List.of(
                        "-Dlarder.redis=" + redis,
                        "-Djavax.cache.spi.CachingProvider=io.larder.spi.LarderCachingProvider"));
            default -> {}
        }
    }

    private void writeLibertyServer() throws IOException {
        Path server = home.resolve("usr/servers").resolve(NAME);
        delete(server);
        Files.createDirectories(server);
        try (InputStream config = ServerFiles.class.getResourceAsStream("/liberty/server.xml")) {
            Files.copy(Objects.requireNonNull(config), server.resolve("server.xml"));
        }
        Files.writeString(server.resolve("bootstrap.properties"), "test.port.http=" + ports.get("http") + "\n");
        copyDriver(Files.createDirectories(server.resolve("lib/global")));
    }

    /** Open Liberty looks for the driver of an application's data source in its own libraries alone. */
    private void copyDriver(Path libraries) throws IOException {
        try (FileSystem war = FileSystems.newFileSystem(shop);
                DirectoryStream<Path> drivers = Files.newDirectoryStream(war.getPath("/WEB-INF/lib"), "h2-*.jar")) {
            for (Path driver : drivers) {
                Files.copy(driver, libraries.resolve(driver.getFileName().toString()));
            }
        }
    }

    private void writeDomain(List<String> jvmOptions) throws IOException {
        Path domains = home.resolve("glassfish/domains");
        Path domain = domains.resolve(NAME);
        delete(domain);
        copy(domains.resolve("domain1"), domain);
        Path config = domain.resolve("config/domain.xml");
        Files.writeString(config, adapted(Files.readString(config), jvmOptions));
    }

    private String adapted(String domainXml, List<String> jvmOptions) {
        StringBuilder options =
                new StringBuilder("$0\n        <jvm-options>-XX:SoftRefLRUPolicyMSPerMB=0</jvm-options>");
        jvmOptions.forEach(option ->
                options.append("\n        <jvm-options>").append(option).append("</jvm-options>"));
        String onLoopback = domainXml
                .replace("0.0.0.0", "127.0.0.1")
                .replace("<network-listener port=", "<network-listener address=\"127.0.0.1\" port=");
        String withPorts = PORT.matcher(onLoopback).replaceAll(found -> found.group(1) + "=\"" + port(found) + '"');
        return Pattern.compile("<java-config [^>]*>").matcher(withPorts).replaceFirst(options.toString());
    }

    private int port(MatchResult found) {
        return switch (found.group(2)) {
            case "8080" -> Objects.requireNonNull(ports.get("http"));
            case "8181" -> Objects.requireNonNull(ports.get("https"));
            case "4848" -> Objects.requireNonNull(ports.get("admin"));
            default -> freePort.getAsInt();
        };
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(ServerFiles::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
