package io.larder.internal.near;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.internal.store.NearAnswer;
import io.larder.internal.store.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every order in which questions, answers and what is told can meet at a slot. */
class NearCacheTest {

    private static final String TEXT = "s:key";
    private static final String KEY = "key";

    private final NearCache<Object> near = near(limits(true), List.of());

    private static NearLimits limits(boolean absent) {
        return new NearLimits(100, Optional.empty(), Duration.ofMinutes(1).toNanos(), absent);
    }

    private static NearCache<Object> near(NearLimits limits, List<String> immutable) {
        return new NearCache<>(limits, payload -> new String(payload, UTF_8), immutable);
    }

    @BeforeEach
    void begin() {
        near.begin();
    }

    private @Nullable Object got() {
        return near.get(KEY, System.nanoTime());
    }

    private static NearAnswer entry(long version) {
        return new NearAnswer(stored(version), NearAnswer.ETERNAL);
    }

    private static StoredEntry stored(long version) {
        return new StoredEntry(version, ("v" + version).getBytes(UTF_8));
    }

    private static NearAnswer nothing() {
        return new NearAnswer(null, 0);
    }

    // --- keeping ---------------------------------------------------------------------------------------------------

    @Test
    void answer_nothingHappenedMeanwhile_isKept() {
        near.ask(TEXT).answered(entry(1));

        assertThat(got()).isEqualTo("v1");
        assertThat(near.size()).isOne();
    }

    @Test
    void answer_ofAKeyThatIsNotPlain_isKeptByItsText() {
        near.ask("dd:5").answered(entry(1));

        assertThat(near.get(NearCache.keyOf("dd:5"), System.nanoTime())).isEqualTo("v1");
    }

    @Test
    void answer_thatThereIsNothing_isKeptWhereThatIsWanted() {
        near.ask(TEXT).answered(nothing());
        NearCache<Object> other = near(limits(false), List.of());
        other.begin();
        other.ask(TEXT).answered(nothing());

        assertThat(got()).isNull();
        assertThat(near.isAbsent(KEY, System.nanoTime())).isTrue();
        assertThat(other.isAbsent(KEY, System.nanoTime())).isFalse();
        assertThat(other.size()).isZero();
    }

    @Test
    void answer_olderThanTheMaximumAge_isNotPassedOn() {
        near.ask(TEXT).answered(entry(1));
        long later = System.nanoTime() + Duration.ofMinutes(1).toNanos();

        assertThat(near.get(KEY, later)).isNull();
        assertThat(got()).isEqualTo("v1");
    }

    @Test
    void answer_ofAnEntryThatIsToExpire_isPassedOnNoLonger() {
        near.ask(TEXT).answered(new NearAnswer(stored(1), 1000));
        long now = System.nanoTime();

        assertThat(near.get(KEY, now + Duration.ofMillis(900).toNanos())).isEqualTo("v1");
        assertThat(near.get(KEY, now + Duration.ofSeconds(1).toNanos())).isNull();
    }

    @Test
    void answer_ofAnEntryThatIsGoneByNow_isNotKept() {
        near.ask(TEXT).answered(new NearAnswer(stored(1), -2));

        assertThat(got()).isNull();
    }

    @Test
    void tidy_somethingIsTooOld_letsItGo() {
        NearCache<Object> brief = near(new NearLimits(100, Optional.empty(), 1, false), List.of());
        brief.begin();
        brief.ask(TEXT).answered(entry(1));

        brief.tidy();

        assertThat(brief.size()).isZero();
    }

    @Test
    void weight_isLimited_holds() {
        NearCache<Object> small =
                near(new NearLimits(1, Optional.of(300), Duration.ofMinutes(1).toNanos(), false), List.of());
        small.begin();
        for (int i = 0; i < 1000; i++) {
            small.ask("i:" + i).answered(new NearAnswer(new StoredEntry(i, new byte[99]), NearAnswer.ETERNAL));
        }

        assertThat(small.size()).isBetween(1L, 3L);
    }

    // --- what is told ----------------------------------------------------------------------------------------------

    @Test
    void change_afterTheAnswer_killsIt() {
        near.ask(TEXT).answered(entry(1));

        near.changed(TEXT);

        assertThat(got()).isNull();
        assertThat(near.invalidations()).isOne();
    }

    @Test
    void change_betweenQuestionAndAnswer_keepsTheAnswerOut() {
        NearCache<Object>.Question question = near.ask(TEXT);

        near.changed(TEXT);
        question.answered(entry(1));

        assertThat(got()).isNull();
    }

    @Test
    void change_betweenQuestionAndAnswerAndAnotherQuestion_keepsOnlyTheFirstAnswerOut() {
        NearCache<Object>.Question first = near.ask(TEXT);
        near.changed(TEXT);
        NearCache<Object>.Question second = near.ask(TEXT);

        second.answered(entry(2));
        assertThat(got()).isEqualTo("v2");
        first.answered(entry(1));
        assertThat(got()).isNull();
    }

    @Test
    void change_ofAnotherKey_changesNothing() {
        near.ask(TEXT).answered(entry(1));

        near.changed("s:other");

        assertThat(got()).isEqualTo("v1");
        assertThat(near.invalidations()).isZero();
    }

    @Test
    void changeOfAll_beforeAndAfterAnswers_keepsThemOut() {
        NearCache<Object>.Question question = near.ask(TEXT);
        near.ask("s:other").answered(entry(1));

        near.allChanged();
        question.answered(entry(1));

        assertThat(got()).isNull();
        assertThat(near.get("other", System.nanoTime())).isNull();
        near.ask(TEXT).answered(entry(2));
        assertThat(got()).isEqualTo("v2");
    }

    @Test
    void end_untilBegun_keepsNothing() {
        near.ask(TEXT).answered(entry(1));
        NearCache<Object>.Question question = near.ask("s:other");
        near.end();
        near.ask(TEXT).answered(entry(1));
        assertThat(got()).isNull();
        NearCache<Object>.Question unfollowed = near.ask(TEXT);

        near.begin();
        assertThat(got()).isNull();
        question.answered(entry(1));
        unfollowed.answered(entry(1));

        assertThat(near.get("other", System.nanoTime())).isNull();
        assertThat(got()).isNull();
        near.changed(TEXT);
        near.allChanged();
    }

    // --- tags ------------------------------------------------------------------------------------------------------

    private static NearAnswer tagged(long version, String... tags) {
        return new NearAnswer(
                new StoredEntry(version, ("v" + version).getBytes(UTF_8), List.of(tags), null), NearAnswer.ETERNAL);
    }

    @Test
    void tags_afterTheAnswer_killWhatHasOneOfThemAndNothingElse() {
        near.ask(TEXT).answered(tagged(1, "a", "b"));
        near.ask("s:second").answered(tagged(2, "b"));
        near.ask("s:third").answered(tagged(3, "c"));
        near.ask("s:fourth").answered(entry(4));

        near.tagsChanged(List.of("a", "x"));
        assertThat(got()).isNull();
        assertThat(near.get("second", System.nanoTime())).isEqualTo("v2");
        near.tagsChanged(List.of("b"));

        assertThat(near.get("second", System.nanoTime())).isNull();
        assertThat(near.get("third", System.nanoTime())).isEqualTo("v3");
        assertThat(near.get("fourth", System.nanoTime())).isEqualTo("v4");
        near.tidy();
        assertThat(near.size()).isEqualTo(2);
        assertThat(near.invalidations()).isEqualTo(2);
    }

    @Test
    void tags_afterTheAnswer_letTheNextOneIn() {
        near.ask(TEXT).answered(tagged(1, "a"));
        near.tagsChanged(List.of("a"));

        near.ask(TEXT).answered(tagged(2, "a"));

        assertThat(got()).isEqualTo("v2");
        assertThat(near.invalidations()).isOne();
        near.tagsChanged(List.of("a"));
        assertThat(got()).isNull();
    }

    @Test
    void tags_betweenQuestionAndAnswer_keepTheAnswerOut() {
        NearCache<Object>.Question question = near.ask(TEXT);
        NearCache<Object>.Question ofAnother = near.ask("s:other");
        NearCache<Object>.Question ofNone = near.ask("s:none");

        near.tagsChanged(List.of("x", "a"));
        question.answered(tagged(1, "b", "a"));
        ofAnother.answered(tagged(2, "b"));
        ofNone.answered(entry(3));

        assertThat(got()).isNull();
        assertThat(near.get("other", System.nanoTime())).isEqualTo("v2");
        assertThat(near.get("none", System.nanoTime())).isEqualTo("v3");
        near.ask(TEXT).answered(tagged(4, "b", "a"));
        assertThat(got()).isEqualTo("v4");
    }

    @Test
    void tags_soManyBetweenQuestionAndAnswerThatNobodyKnowsThem_keepTaggedAnswersOut() {
        NearCache<Object>.Question question = near.ask(TEXT);
        NearCache<Object>.Question ofNone = near.ask("s:none");

        for (int i = 0; i < 65; i++) {
            near.tagsChanged(List.of("other" + i));
        }
        question.answered(tagged(1, "a"));
        ofNone.answered(entry(2));

        assertThat(got()).isNull();
        assertThat(near.get("none", System.nanoTime())).isEqualTo("v2");
    }

    @Test
    void tags_whoseEntriesAreGone_areForgotten() {
        for (int i = 0; i < 10_000; i++) {
            near.ask("i:" + i).answered(tagged(i, "t" + i));
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            near.tidy();
            return near.marks() <= 200;
        });
    }

    // --- what others are answered ----------------------------------------------------------------------------------

    @Test
    void observation_ofAnotherVersion_killsWhatIsKept() {
        near.ask(TEXT).answered(entry(1));
        near.observe(TEXT, stored(1));
        assertThat(got()).isEqualTo("v1");

        near.observe(TEXT, stored(2));

        assertThat(got()).isNull();
    }

    @Test
    void observation_thatThereIsNothing_killsWhatIsKept() {
        near.ask(TEXT).answered(entry(1));

        near.observe(TEXT, null);

        assertThat(got()).isNull();
    }

    @Test
    void observation_ofAnotherVersionBeforeTheAnswer_keepsTheAnswerOut() {
        NearCache<Object>.Question question = near.ask(TEXT);

        near.observe(TEXT, stored(2));
        question.answered(entry(1));

        assertThat(got()).isNull();
        near.ask(TEXT).answered(entry(2));
        assertThat(got()).isEqualTo("v2");
    }

    @Test
    void observation_ofTwoVersionsBeforeTheAnswer_keepsTheAnswerOut() {
        NearCache<Object>.Question question = near.ask(TEXT);

        near.observe(TEXT, stored(1));
        near.observe(TEXT, stored(2));
        question.answered(entry(2));

        assertThat(got()).isNull();
    }

    @Test
    void questions_ofTwoAtOnceWithOneAnswer_areKept() {
        NearCache<Object>.Question first = near.ask(TEXT);
        NearCache<Object>.Question second = near.ask(TEXT);

        second.answered(entry(1));
        assertThat(got()).isNull();
        first.answered(entry(1));

        assertThat(got()).isEqualTo("v1");
    }

    @Test
    void question_ofAnotherThatIsAnsweredLater_killsWhatIsKeptUnlessItIsTheSame() {
        NearCache<Object>.Question first = near.ask(TEXT);
        NearCache<Object>.Question second = near.ask(TEXT);
        first.answered(entry(1));
        assertThat(got()).isEqualTo("v1");

        second.answered(entry(2));

        assertThat(got()).isNull();
    }

    @Test
    void question_thatFails_frees() {
        near.ask(TEXT).failed();

        assertThat(near.size()).isZero();
        near.ask(TEXT).answered(entry(1));
        assertThat(got()).isEqualTo("v1");
    }

    // --- values ----------------------------------------------------------------------------------------------------

    @Test
    void get_immutableValue_isTheSameObject() {
        near.ask(TEXT).answered(entry(1));

        assertThat(got()).isNotNull().isSameAs(got());
    }

    /** A value that could change. */
    private record Box(String content) {}

    @Test
    void get_otherValue_isACopyUnlessConfigured() {
        NearCache<Object> copying = new NearCache<>(limits(false), payload -> new Box("x"), List.of());
        NearCache<Object> sharing =
                new NearCache<>(limits(false), payload -> new Box("x"), List.of(Box.class.getName()));
        List.of(copying, sharing).forEach(each -> {
            each.begin();
            each.ask(TEXT).answered(entry(1));
        });

        assertThat(copying.get(KEY, System.nanoTime())).isEqualTo(new Box("x")).isNotSameAs(copying.get(KEY, 0));
        assertThat(sharing.get(KEY, System.nanoTime())).isEqualTo(new Box("x")).isSameAs(sharing.get(KEY, 0));
    }

    @Test
    void get_valueThatDoesNotDecode_asksRedisAndTriesOnlyOnce() {
        int[] tries = {0};
        NearCache<Object> unreadable = new NearCache<>(
                limits(false),
                payload -> {
                    tries[0]++;
                    return null;
                },
                List.of());
        unreadable.begin();
        unreadable.ask(TEXT).answered(entry(1));

        assertThat(unreadable.get(KEY, System.nanoTime())).isNull();
        assertThat(unreadable.get(KEY, System.nanoTime())).isNull();
        assertThat(tries[0]).isOne();
    }
}
