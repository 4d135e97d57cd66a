package io.larder.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random sequences of operations on the reference implementation and on Larder: whatever an application can see is the
 * same after each. A failure names the sequence's seed; {@code -Dtest.reference.seed=<seed>} runs it alone.
 */
@ParameterizedClass
@EnumSource(Topology.class)
class ReferenceComparisonIT {

    private static final int SEQUENCES = 200;
    private static final int OPERATIONS = 50;

    private static ReferenceProvider reference;

    @RegisterExtension
    final LarderCaches larder;

    private final Topology topology;
    private final long firstSeed;

    ReferenceComparisonIT(Topology topology) {
        larder = new LarderCaches(topology);
        this.topology = topology;
        firstSeed = Long.getLong("test.reference.seed", topology == Topology.STANDALONE ? 1_000 : 2_000);
    }

    @BeforeAll
    static void open() {
        reference = new ReferenceProvider();
    }

    @AfterAll
    static void close() throws IOException {
        reference.close();
    }

    @RepeatedTest(SEQUENCES)
    void randomSequence_onBoth_looksTheSame(RepetitionInfo repetition) {
        if (System.getProperty("test.reference.seed") == null) {
            compare(firstSeed + repetition.getCurrentRepetition());
        } else if (repetition.getCurrentRepetition() == 1) {
            compare(firstSeed);
        }
    }

    private void compare(long seed) {
        Random random = new Random(seed);
        Setup setup = Setup.random(random);
        // In a cluster a message may still be under way to a subscription that begins after it was published.
        boolean listens = topology == Topology.CLUSTER || random.nextBoolean();
        CacheManager referenceManager = reference.manager();
        Subject expected = new Subject(referenceManager, "sequence" + seed, setup, listens);
        Subject actual = new Subject(larder.manager(), "sequence" + seed, setup, listens);
        try {
            new Sequence(seed, random, setup, expected, actual).run();
        } finally {
            referenceManager.destroyCache("sequence" + seed);
        }
    }

    /** One sequence under way. */
    private static final class Sequence {

        private final long seed;
        private final Random random;
        private final Setup setup;
        private final Subject expected;
        private final Subject actual;
        private final Steps steps;
        private final List<String> done = new ArrayList<>();
        private boolean listening;
        private boolean counting = true;

        Sequence(long seed, Random random, Setup setup, Subject expected, Subject actual) {
            this.seed = seed;
            this.random = random;
            this.setup = setup;
            this.expected = expected;
            this.actual = actual;
            this.steps = new Steps(random, setup, expected.cache());
        }

        void run() {
            for (int i = 0; i < OPERATIONS; i++) {
                switchSomething(random.nextInt(25));
                boolean failing = random.nextInt(12) == 0;
                step(steps.next(failing), failing);
            }
            step(
                    new Step("contents", cache -> {
                        TreeMap<Integer, String> contents = new TreeMap<>();
                        cache.forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
                        return contents;
                    }),
                    false);
        }

        private void switchSomething(int drawn) {
            if (drawn == 0) {
                listening = !listening;
                done.add("listening " + listening);
                List.of(expected, actual).forEach(subject -> subject.listen(listening));
            } else if (drawn == 1) {
                counting = !counting;
                done.add("counting " + counting);
                List.of(expected, actual).forEach(subject -> subject.count(counting));
            }
        }

        private void step(Step step, boolean failing) {
            done.add(step + (failing ? ", loader and writer failing" : ""));
            assertThat(actual.run(step, failing))
                    .as("seed %d, %s, after%n%s%nthe outcome of the last", seed, setup, String.join("\n", done))
                    .isEqualTo(expected.run(step, failing));
        }
    }
}
