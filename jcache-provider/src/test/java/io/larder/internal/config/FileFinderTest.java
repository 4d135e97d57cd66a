package io.larder.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.LarderConfiguration;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file is read: by URI, by key, by default, and through which class loader. */
class FileFinderTest {

    private LoaderTesting sources;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        sources = new LoaderTesting(folder).system("larder.redis", "redis://h");
    }

    @AfterEach
    void close() throws IOException {
        sources.close();
    }

    private String keyPrefix() {
        return sources.load().connection().keyPrefix();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:x",
                "my-manager",
                "io.larder.spi.LarderCachingProvider",
                "my/manager",
                "http://example.com/manager",
                "vendor:name.with.dots"
            })
    void managerUri_plainName_readsTheDefaultFile(String uri) throws Exception {
        sources.yaml("key-prefix: by-default").uri(uri);

        assertThat(keyPrefix()).isEqualTo("by-default");
    }

    @Test
    void defaultFile_notThere_isNoError() {
        assertThat(keyPrefix()).isEqualTo("larder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classpath:other.yaml",
                "classpath:/other.yaml",
                "CLASSPATH:other.yaml",
                "classpath:other.yaml?manager=2",
                "classpath:other.yaml#two",
                "classpath:other.yml"
            })
    void managerUri_classpath_readsTheResource(String uri) throws Exception {
        sources.yaml("key-prefix: by-default")
                .file("other.yaml", "key-prefix: other")
                .file("other.yml", "key-prefix: other")
                .uri(uri);

        assertThat(keyPrefix()).isEqualTo("other");
    }

    @Test
    void managerUri_file_readsIt() throws Exception {
        sources.file("a file.yaml", "key-prefix: from-file")
                .uri(sources.folder.resolve("a file.yaml").toUri().toString());

        assertThat(keyPrefix()).isEqualTo("from-file");
    }

    @Test
    void managerUri_fileChangedBetweenManagers_isReadAgain() throws Exception {
        sources.uri(jar("key-prefix: one"));
        assertThat(keyPrefix()).isEqualTo("one");

        sources.uri(jar("key-prefix: two"));
        assertThat(keyPrefix()).isEqualTo("two");
    }

    private String jar(String content) throws IOException {
        Path jar = sources.folder.resolve("app.jar");
        Files.deleteIfExists(jar);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("conf/larder-prod.yaml"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return "jar:" + jar.toUri() + "!/conf/larder-prod.yaml";
    }

    @Test
    void managerUri_resourceInJarOfTheClassLoader_isRead() throws Exception {
        jar("key-prefix: in-jar");
        URL jar = sources.folder.resolve("app.jar").toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
            assertThat(load("classpath:conf/larder-prod.yaml", loader)
                            .connection()
                            .keyPrefix())
                    .isEqualTo("in-jar");
        }
    }

    private LarderConfiguration load(String uri, ClassLoader loader) {
        return new ConfigurationLoader(new Surroundings(sources.systemProperties, sources.environment))
                .loadFor(URI.create(uri), loader, new Properties());
    }

    @Test
    void classpath_missingInTheGivenLoader_isLookedUpInTheContextLoader(@TempDir Path other) throws Exception {
        Files.writeString(other.resolve("other.yaml"), "key-prefix: context");
        sources.uri("classpath:other.yaml");
        assertThatThrownBy(this::keyPrefix).hasMessageStartingWith("LRD-105: ");

        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader context =
                new URLClassLoader(new URL[] {other.toUri().toURL()}, null)) {
            thread.setContextClassLoader(context);
            assertThat(keyPrefix()).isEqualTo("context");
            sources.file("other.yaml", "key-prefix: given");
            assertThat(keyPrefix()).isEqualTo("given");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void classpath_missingEverywhereElse_isLookedUpInLardersOwnLoader() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
            thread.setContextClassLoader(null);
            assertThat(load("classpath:larder-of-provider.yaml", nothing)
                            .connection()
                            .keyPrefix())
                    .isEqualTo("provider");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void configKey_inEachSource_namesTheFile() throws Exception {
        sources.yaml("key-prefix: by-default");
        for (String name : new String[] {"properties", "system", "environment", "uri"}) {
            sources.file(name + ".yaml", "key-prefix: by-" + name);
        }

        sources.property("larder.config", "classpath:properties.yaml");
        assertThat(keyPrefix()).isEqualTo("by-properties");
        sources.system("larder.config", sources.folder.resolve("system.yaml").toString());
        assertThat(keyPrefix()).isEqualTo("by-system");
        sources.environment(
                "LARDER_CONFIG",
                sources.folder.resolve("environment.yaml").toUri().toString());
        assertThat(keyPrefix()).isEqualTo("by-environment");
        sources.uri("classpath:uri.yaml");
        assertThat(keyPrefix()).isEqualTo("by-uri");
    }

    @Test
    void configKey_relativePath_isOfTheWorkingDirectory() {
        sources.property("larder.config", "no-such-file.yaml");

        assertThatThrownBy(sources::load)
                .hasMessageStartingWith("LRD-105: ")
                .hasMessageContaining(Path.of("no-such-file.yaml").toUri().toString())
                .hasMessageContaining("the key larder.config in the Properties argument");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            classpath:missing.yaml,                     LRD-105, is not there
            file:/no/such/file.yaml,                    LRD-105, is not there
            jar:file:/no/such.jar!/larder.yaml,         LRD-105, is not there
            file:/no/such/file.xml,                     LRD-107, is YAML
            classpath:ehcache.xml,                      LRD-107, is YAML
            redisson.json,                              LRD-107, is YAML
            urn:hazelcast.XML,                          LRD-107, is YAML
            classpath:larder,                           LRD-107, is YAML
            file:/etc/larder/,                          LRD-107, is YAML
            jar:file:/a.jar!/META-INF/MANIFEST.MF,      LRD-107, is YAML
            larder-prod.yaml,                           LRD-107, says where to look
            no-such-scheme:/larder.yaml,                LRD-107, one that this JVM can open
            """)
    void managerUri_ofNoFileOfLarder_isRefused(String uri, String id, String why) {
        assertThatThrownBy(sources.uri(uri)::load)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(id + ": ")
                .hasMessageContaining("the URI of the cache manager")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            prod.xml,                                   LRD-107
            http://u:s3cret@h/larder.yaml,              LRD-107
            'bad uri:larder .yaml',                     LRD-105
            'classpath:larder .yaml',                   LRD-103
            """)
    void configKey_ofNoFileOfLarder_isRefused(String file, String id) {
        sources.environment("LARDER_CONFIG", file);

        assertThatThrownBy(sources::load)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(id + ": ")
                .hasMessageContaining("larder.config")
                .hasMessageContaining("environment variable LARDER_CONFIG")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void file_thatCannotBeRead_isRefusedWithTheCause() throws Exception {
        Path noJar = Files.writeString(sources.folder.resolve("no.jar"), "this is no jar");
        sources.uri("jar:" + noJar.toUri() + "!/larder.yaml");

        assertThatThrownBy(sources::load)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-105: ")
                .hasMessageContaining("cannot be read (ZipException)")
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void placeholders_inFile_comeFromEnvironmentAndSystemProperties() throws Exception {
        sources.systemProperties.putAll(Map.of("app.name", "shop"));
        sources.yaml("key-prefix: ${app.name}-${STAGE:-dev}");

        assertThat(keyPrefix()).isEqualTo("shop-dev");
        sources.environment("STAGE", "prod");
        assertThat(keyPrefix()).isEqualTo("shop-prod");
    }
}
