package io.larder.internal.config;

import static java.util.function.Function.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.larder.CacheSettings;
import io.larder.LarderConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation says what the code does. */
class DocumentationTest {

    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path DOCS = MODULE.resolve("../docs");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|");
    private static final Pattern ERROR_ID = Pattern.compile("LRD-1\\d\\d");

    private static String section(String title) throws IOException {
        String page = Files.readString(DOCS.resolve("configuration.md"));
        String rest = page.substring(page.indexOf("\n## " + title + "\n") + 4);
        return rest.substring(0, rest.indexOf("\n## "));
    }

    private static List<String> keysIn(String section) {
        return FIRST_CELL
                .matcher(section)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void keysOfTheManager_areDocumentedOneByOne() throws Exception {
        assertThat(keysIn(section("Keys of the manager")))
                .containsExactlyElementsOf(Arrays.stream(ManagerKey.values())
                        .map(key -> "larder." + key.suffix())
                        .toList());
    }

    @Test
    void keysOfCaches_areDocumentedOneByOne() throws Exception {
        assertThat(keysIn(section("Keys of caches")))
                .containsExactlyElementsOf(
                        Arrays.stream(CacheKey.values()).map(CacheKey::suffix).toList());
    }

    @Test
    void defaults_inTheTables_areThoseOfTheCode() throws Exception {
        assertThat(section("Keys of caches"))
                .contains("| `" + CacheSettings.DEFAULT_PARTITIONS + "` |")
                .contains("| `" + CacheSettings.DEFAULT_SCAN_PAGE_SIZE + "` |")
                .contains("| `" + CacheSettings.DEFAULT_NEAR_CACHE_MAXIMUM_SIZE + "` |")
                .contains("| `" + CacheSettings.DEFAULT_NEAR_CACHE_MAXIMUM_AGE.toSeconds() + "s` |")
                .contains("| `" + CacheSettings.DEFAULT_LOAD_LEASE.toSeconds() + "s` |")
                .contains("| `" + CacheSettings.DEFAULT_LISTENER_TIMEOUT.toSeconds() + "s` |");
        var connection =
                LarderConfiguration.builder().redis("redis://h").build().connection();
        assertThat(section("Keys of the manager"))
                .contains("| `" + connection.keyPrefix() + "` |")
                .contains("| `" + connection.timeout().toSeconds() + "s` |")
                .contains("| `" + connection.connectTimeout().toSeconds() + "s` |");
    }

    @Test
    void environmentVariables_inTheText_areRead() throws Exception {
        List<String> known = Stream.concat(
                        Arrays.stream(ManagerKey.values()).map(key -> "larder." + key.suffix()),
                        Arrays.stream(CacheKey.values()).map(key -> "larder.defaults." + key.suffix()))
                .map(KeyedText::variable)
                .toList();

        assertThat(Pattern.compile("LARDER_[A-Z_]+")
                        .matcher(section("Sources"))
                        .results()
                        .map(MatchResult::group))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void firstExample_ofTheFile_loads(@TempDir Path folder) throws Exception {
        String page = Files.readString(DOCS.resolve("configuration.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8);
        try (LoaderTesting sources = new LoaderTesting(folder)) {
            LarderConfiguration configuration =
                    sources.yaml(example.substring(0, example.indexOf("```"))).load();

            assertThat(configuration.predefinedCaches()).containsExactly("products");
            assertThat(configuration.cacheSettings("orders.eu").statistics()).contains(true);
        }
    }

    @Test
    void errors_ofConfiguration_haveOnePageEach() throws Exception {
        String source =
                Files.readString(MODULE.resolve("src/main/java/io/larder/internal/error/ConfigurationErrors.java"));
        List<String> ids = ERROR_ID.matcher(source)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();

        Map<String, String> pages;
        try (Stream<Path> files = Files.list(DOCS.resolve("errors"))) {
            pages = files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .filter(name -> ERROR_ID.matcher(name).matches())
                    .collect(java.util.stream.Collectors.toMap(identity(), DocumentationTest::page));
        }

        assertThat(pages.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(pages)
                .allSatisfy((id, page) -> assertThat(page)
                        .startsWith("# " + id + ": ")
                        .contains("**What happened.**", "**Why.**", "**What to do.**"));
    }

    private static String page(String id) {
        try {
            return Files.readString(DOCS.resolve("errors").resolve(id + ".md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
