package io.larder.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether the TCK's tests of the annotations really ran: without beans it leaves out every one, and calls that a
 * success.
 */
class TckAnnotationCountIT {

    private static final int TESTS = 12;

    @ParameterizedTest
    @MethodSource("runs")
    void run_counted_isCompleteAndGreen(String name, TckResult run) {
        System.out.println("Annotations of the TCK 1.1.1, " + name + ": executed " + run.executed() + ", failed "
                + run.failed() + ", excluded " + run.excluded().size());
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(run.tests()).as("tests").isEqualTo(TESTS);
        softly.assertThat(run.excluded())
                .as("excluded, all of them if the beans were not to be had")
                .isEmpty();
        softly.assertThat(run.failed()).as("failed").isZero();
        softly.assertThat(run.skipped()).as("skipped by JUnit").isZero();
        softly.assertAll();
    }

    private static Stream<Arguments> runs() {
        String runs = System.getProperty("test.tck.runs");
        assertThat(runs).as("the runs to look at").isNotEmpty();
        Path folder = Path.of(System.getProperty("test.tck.results"));
        return Arrays.stream(runs.split(",", -1)).map(run -> Arguments.of(run, TckResult.read(folder, run)));
    }
}
