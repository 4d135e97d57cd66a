package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.pressure.RaceRole.Race;
import io.larder.testing.RedisServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two JVMs, 16 threads each, all after the same: of each thing that only one can get, exactly one gets it. */
class SingleWinnerIT {

    private static final Logger LOG = LoggerFactory.getLogger(SingleWinnerIT.class);
    private static final String CACHE = "races";
    private static final int THREADS = 16;
    private static final int ROUNDS = 100;

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::target);

    private Cache<Long, Long> cache;

    @BeforeEach
    void openCache() {
        cache = jvms.cache(CACHE);
    }

    @Test
    void putIfAbsent_twoJvms_oneWinsEachKey() {
        Map<Long, Long> winners = new HashMap<>();
        for (String won : run(Race.PUT_IF_ABSENT).said("won")) {
            String[] keyAndValue = won.split(" ", -1);
            assertThat(winners.put(Long.valueOf(keyAndValue[0]), Long.valueOf(keyAndValue[1])))
                    .as("an earlier winner of the key " + keyAndValue[0])
                    .isNull();
        }
        assertThat(winners).hasSize(ROUNDS);
        assertThat(cache.getAll(winners.keySet())).isEqualTo(winners);
    }

    @Test
    void removeValue_twoJvms_oneWinsEachKey() {
        LongStream.range(0, ROUNDS).forEach(key -> cache.put(key, 0L));
        assertThat(run(Race.REMOVE_VALUE).said("won").stream().map(SingleWinnerIT::first))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, ROUNDS).boxed().toList());
        assertThat(cache).isEmpty();
    }

    @Test
    void replaceValue_twoJvms_oneWinsEachStep() {
        cache.put(0L, 0L);
        long steps = 2L * THREADS * ROUNDS;
        assertThat(run(Race.REPLACE_VALUE).said("won").stream().map(SingleWinnerIT::first))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, steps).boxed().toList());
        assertThat(cache.get(0L)).isEqualTo(steps);
    }

    @Test
    void getAndPut_twoJvms_eachValueIsTakenOnce() {
        Outcome outcome = run(Race.GET_AND_PUT);
        assertThat(outcome.said("put")).hasSize(2 * THREADS * ROUNDS);
        assertThat(outcome.takenAndLeft()).containsExactlyInAnyOrderElementsOf(outcome.said("put"));
    }

    @Test
    void getAndReplace_twoJvms_eachValueIsTakenOnce() {
        cache.put(0L, 0L);
        Outcome outcome = run(Race.GET_AND_REPLACE);
        List<String> there = new ArrayList<>(outcome.said("put"));
        there.add("0");
        assertThat(outcome.takenAndLeft()).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void getAndRemove_twoJvms_eachValueIsTakenOnce() {
        Outcome outcome = run(Race.GET_AND_REMOVE);
        assertThat(outcome.said("took")).isNotEmpty();
        assertThat(outcome.takenAndLeft()).containsExactlyInAnyOrderElementsOf(outcome.said("put"));
    }

    private Outcome run(Race race) {
        try (ChildJvm one = racer(race, 0);
                ChildJvm two = racer(race, 1)) {
            List<ChildJvm> both = List.of(one, two);
            both.forEach(child -> child.await("ready"));
            both.forEach(child -> child.tell("go"));
            both.forEach(child -> child.await("done"));
            LOG.info("{}: {} and {} ms", race, one.await("millis"), two.await("millis"));
            return new Outcome(both, cache);
        }
    }

    private ChildJvm racer(Race race, int jvm) {
        return jvms.start(RaceRole.class, CACHE, race, THREADS, ROUNDS, jvm);
    }

    private static Long first(String line) {
        return Long.valueOf(line.substring(0, line.indexOf(' ')));
    }

    /** What two JVMs said, and what they left under the key 0. */
    private record Outcome(List<ChildJvm> jvms, Cache<Long, Long> cache) {

        List<String> said(String word) {
            return jvms.stream().flatMap(child -> child.said(word).stream()).toList();
        }

        List<String> takenAndLeft() {
            return Stream.concat(
                            said("took").stream(),
                            Stream.ofNullable(cache.get(0L)).map(String::valueOf))
                    .toList();
        }
    }
}
