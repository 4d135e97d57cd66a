package io.larder.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each error of the annotations has its page. */
class DocumentationTest {

    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path PAGES = MODULE.resolve("../docs/errors");
    private static final Pattern ERROR_ID = Pattern.compile("LRD-6\\d\\d");

    /** The ids as they stand in messages, not in comments. */
    private static List<String> ids() throws IOException {
        Pattern quoted = Pattern.compile("\"" + ERROR_ID + "\"");
        try (Stream<Path> sources = Files.list(MODULE.resolve("src/main/java/io/larder/cdi/internal/error"))) {
            return sources.map(DocumentationTest::text)
                    .flatMap(text -> quoted.matcher(text).results())
                    .map(MatchResult::group)
                    .map(id -> id.replace("\"", ""))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void errors_haveOnePageEach() throws Exception {
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".md", ""))
                            .filter(name -> ERROR_ID.matcher(name).matches()))
                    .containsExactlyInAnyOrderElementsOf(ids())
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void pages_sayWhatHappenedWhyAndWhatToDo(String id) throws Exception {
        assertThat(Files.readString(PAGES.resolve(id + ".md")))
                .startsWith("# " + id + ": ")
                .contains("**What happened.**", "**Why.**", "**What to do.**");
    }
}
