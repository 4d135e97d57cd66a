package io.larder.internal.config;

import io.larder.LarderConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** All the sources of a configuration, each to be filled by a test, with a folder of its own as class path. */
final class LoaderTesting implements AutoCloseable {

    final Map<String, String> systemProperties = new HashMap<>();
    final Map<String, String> environment = new HashMap<>();
    final Properties properties = new Properties();
    final Path folder;
    private final URLClassLoader classLoader;
    private URI managerUri = URI.create("urn:test");

    LoaderTesting(Path folder) throws IOException {
        this.folder = folder;
        this.classLoader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    }

    LoaderTesting uri(String uri) {
        this.managerUri = URI.create(uri);
        return this;
    }

    LoaderTesting yaml(String content) throws IOException {
        return file("larder.yaml", content);
    }

    LoaderTesting file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        return this;
    }

    LoaderTesting property(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    LoaderTesting system(String key, String value) {
        systemProperties.put(key, value);
        return this;
    }

    LoaderTesting environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    LarderConfiguration load() {
        return new ConfigurationLoader(new Surroundings(systemProperties, environment))
                .loadFor(managerUri, classLoader, properties);
    }

    @Override
    public void close() throws IOException {
        classLoader.close();
    }
}
