package io.larder.redisson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.codec.StringCodec;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What we publish in Redisson's place is Redisson: all of it but the provider, with what it needs, and no less. */
class RedissonWithoutJCacheTest {

    private static final Path CLASSES = Path.of("target", "classes");

    private static final Path REDISSON_POM = CLASSES.resolve("META-INF/maven/org.redisson/redisson/pom.xml");

    @Test
    void classes_compared_differFromRedissonByTheProviderOnly() throws IOException {
        try (JarFile original = originalJar()) {
            Set<String> leftOut = new TreeSet<>();
            for (Enumeration<JarEntry> entries = original.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory() && !Files.exists(CLASSES.resolve(entry.getName()))) {
                    leftOut.add(entry.getName());
                } else if (!entry.isDirectory()) {
                    assertThat(CLASSES.resolve(entry.getName())).hasBinaryContent(bytes(original, entry));
                }
            }

            assertThat(leftOut)
                    .contains(
                            "META-INF/services/javax.cache.spi.CachingProvider",
                            "org/redisson/jcache/JCachingProvider.class")
                    .allMatch(name -> name.equals("META-INF/MANIFEST.MF")
                            || name.equals("META-INF/services/javax.cache.spi.CachingProvider")
                            || name.startsWith("org/redisson/jcache/"));
        }
    }

    @Test
    void classes_packed_holdTheEventCodecOnly() throws IOException {
        try (Stream<Path> jcache = Files.walk(CLASSES.resolve("org/redisson/jcache"))) {
            assertThat(jcache.filter(Files::isRegularFile)
                            .map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("JCacheEventCodec.class", "JCacheEventCodec$1.class");
        }
    }

    @Test
    void baseCodec_loadedWithoutTheProvider_links() {
        assertThat(BaseCodec.class.getDeclaredMethods()).isNotEmpty();
        assertThat(StringCodec.INSTANCE.getValueEncoder()).isNotNull();
    }

    @Test
    void licence_packed_isRedissonsWithOurChanges() {
        assertThat(CLASSES.resolve("META-INF/LICENSE.txt")).content().contains("Licensed under the Apache License");
        assertThat(CLASSES.resolve("META-INF/LICENSE")).content().contains("TERMS AND CONDITIONS FOR USE");
        assertThat(CLASSES.resolve("META-INF/NOTICE")).isNotEmptyFile();
        assertThat(CLASSES.resolve("META-INF/REDISSON-CHANGES.txt")).content().contains("Left out:");
    }

    @Test
    void dependencies_declared_areWhatRedissonAsksFor() {
        assertThat(neededBy(Path.of("pom.xml"))).containsExactlyInAnyOrderElementsOf(neededBy(REDISSON_POM));
    }

    /** What reaches the application: neither provided nor for tests nor optional. */
    private static List<String> neededBy(Path pom) {
        String needed = "/*[local-name()='project']/*[local-name()='dependencies']/*[local-name()='dependency']"
                + "[not(*[local-name()='scope' and (.='provided' or .='test')])]"
                + "[not(*[local-name()='optional' and .='true'])]";
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            XPath xpath = XPathFactory.newInstance().newXPath();
            NodeList nodes = (NodeList) xpath.evaluate(needed, document, XPathConstants.NODESET);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                names.add(xpath.evaluate("*[local-name()='groupId']", nodes.item(i)) + ":"
                        + xpath.evaluate("*[local-name()='artifactId']", nodes.item(i)));
            }
            assertThat(names).as("dependencies in %s", pom).isNotEmpty();
            return names;
        } catch (Exception e) {
            throw new IllegalStateException("cannot read " + pom, e);
        }
    }

    private static JarFile originalJar() throws IOException {
        return new JarFile(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(element -> element.matches(".*redisson-\\d[^/\\\\]*\\.jar"))
                .findFirst()
                .orElseThrow());
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
