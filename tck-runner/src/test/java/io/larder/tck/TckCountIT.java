package io.larder.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the TCK really ran, test by test: it turns excluded tests into successes, and a test not found into nothing. */
class TckCountIT {

    /** The core of TCK 1.1.1, without the annotations. */
    private static final int TESTS = 479;

    /** What is optional, and of no sense for a cache out of the JVM. */
    private static final int OF_STORE_BY_REFERENCE = 12;

    /** Tests that close a cache and never destroy it leave its settings, and by then no entries. */
    private static final String SETTINGS_OF_A_CACHE = "m";

    @BeforeAll
    static void printSummary() {
        System.out.println();
        runs().map(TckResult::summary).forEach(System.out::println);
        System.out.println();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void run_counted_isCompleteAndGreen(TckResult run) {
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(run.failed()).as("failed").isZero();
        softly.assertThat(run.skipped()).as("skipped by JUnit").isZero();
        softly.assertThat(run.tests()).as("tests").isEqualTo(TESTS);
        softly.assertThat(run.excluded()).as("excluded").contains(TckResult.TEST_OF_THE_EXCLUDE_LIST);
        softly.assertThat(run.leftOut())
                .as("left out")
                .hasSize(OF_STORE_BY_REFERENCE)
                .allMatch(TckCountIT::isOfStoreByReference);
        softly.assertThat(run.executed()).as("executed").isEqualTo(TESTS - OF_STORE_BY_REFERENCE);
        softly.assertThat(run.keysLeft().keySet())
                .as("kinds of keys left by tests")
                .isSubsetOf(mayStay(run));
        softly.assertThat(run.keysAtTheEnd()).as("keys left in Redis").isZero();
        softly.assertAll();
    }

    private static Stream<TckResult> runs() {
        String runs = System.getProperty("test.tck.runs");
        assertThat(runs).as("the runs to look at").isNotEmpty();
        Path folder = Path.of(System.getProperty("test.tck.results"));
        return Arrays.stream(runs.split(",", -1)).map(run -> TckResult.read(folder, run));
    }

    private static Set<String> mayStay(TckResult run) {
        return run.nearCaches()
                ? Set.of(SETTINGS_OF_A_CACHE, LeftKeys.WISHES_OF_NEAR_CACHES)
                : Set.of(SETTINGS_OF_A_CACHE);
    }

    private static boolean isOfStoreByReference(String test) {
        return test.startsWith("org.jsr107.tck.StoreByReferenceTest#")
                || test.equals("org.jsr107.tck.TypesTest#simpleAPINoGenericsAndNoTypeEnforcementStoreByReference");
    }
}
