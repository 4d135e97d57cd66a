package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.cdi.annotation.CacheOptions;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.annotation.Locked;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Larder's own annotations that mean nothing end the deployment, and say why. */
class LarderDeploymentContract {

    @ApplicationScoped
    static class BrokenExpression {
        @Locked(key = "order:${id +}")
        public void order(long id) {}
    }

    @ApplicationScoped
    static class EndlessExpression {
        @Locked(key = "order:${id")
        public void order(long id) {}
    }

    @ApplicationScoped
    static class UnknownName {
        @Locked(key = "order:${order}")
        public void order(long id) {}
    }

    @ApplicationScoped
    static class ResultBeforeItIsThere {
        @Guarded(key = "order:${result}")
        public long order(long id) {
            return id;
        }
    }

    @ApplicationScoped
    static class ResultOfAPut {
        @CachePut
        @CacheTags("${result}")
        public long put(long id, @CacheValue String value) {
            return id;
        }
    }

    @ApplicationScoped
    static class ClassName {
        @CacheResult
        @CacheTags("${Runtime.getRuntime().exit(1)}")
        public long find(long id) {
            return id;
        }
    }

    @ApplicationScoped
    static class BrokenDuration {
        @Locked(key = "order", lease = "10 s")
        public void order() {}
    }

    @ApplicationScoped
    static class NoTime {
        @CacheResult
        @CacheOptions(ttl = "PT0S")
        public String find(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class TooMuchJitter {
        @CacheResult
        @CacheOptions(ttlJitter = 99)
        public String find(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class RefreshedStage {
        @CacheResult
        @CacheOptions(refreshAhead = 80)
        public CompletionStage<String> find(long id) {
            return CompletableFuture.completedFuture("");
        }
    }

    @ApplicationScoped
    static class NoCondition {
        @CacheResult
        @CacheOptions(unless = "result == null")
        public String find(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class NoTag {
        @InvalidateTags(
                value = {},
                caches = "*")
        public void change() {}
    }

    @ApplicationScoped
    static class NoCache {
        @InvalidateTags("tag")
        public void change() {}
    }

    @ApplicationScoped
    static class GuardThatWaitsForNothing {
        @Guarded(key = "a", oncePer = "PT1H", waitUpTo = "PT1S")
        public void change() {}
    }

    @ApplicationScoped
    static class TagsOfNothing {
        @CacheTags("tag")
        public String find(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class LockedStage {
        @Locked(key = "a")
        public CompletionStage<String> find(long id) {
            return CompletableFuture.completedFuture("");
        }
    }

    @ApplicationScoped
    static class LockedInVain {
        @Locked(key = "a")
        private void change() {}

        public void call() {
            change();
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(BrokenExpression.class, "LRD-614: ", "wrong with \"id +\""),
                Arguments.of(EndlessExpression.class, "LRD-614: ", "has no end"),
                Arguments.of(UnknownName.class, "LRD-615: ", "the name order"),
                Arguments.of(ResultBeforeItIsThere.class, "LRD-615: ", "the name result"),
                Arguments.of(ResultOfAPut.class, "LRD-615: ", "are over id, value, arg0, arg1."),
                Arguments.of(ClassName.class, "LRD-615: ", "the name Runtime"),
                Arguments.of(BrokenDuration.class, "LRD-617: ", "\"10 s\""),
                Arguments.of(NoTime.class, "LRD-617: ", "\"PT0S\""),
                Arguments.of(TooMuchJitter.class, "LRD-617: ", "0 to 90"),
                Arguments.of(RefreshedStage.class, "LRD-617: ", "one that returns a stage"),
                Arguments.of(NoCondition.class, "LRD-617: ", "result == null"),
                Arguments.of(NoTag.class, "LRD-617: ", "one tag at least"),
                Arguments.of(NoCache.class, "LRD-617: ", "names the caches"),
                Arguments.of(GuardThatWaitsForNothing.class, "LRD-617: ", "no turn to wait for"),
                Arguments.of(TagsOfNothing.class, "LRD-618: ", "@CacheTags"),
                Arguments.of(LockedStage.class, "LRD-619: ", "@Locked"),
                Arguments.of(LockedInVain.class, "LRD-607: ", "@Locked"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrong")
    void annotation_thatMeansNothing_endsTheDeployment(Class<?> beanClass, String id, String why) {
        assertThatThrownBy(() -> Application.startInVain(beanClass).close())
                .hasStackTraceContaining(id)
                .hasStackTraceContaining(why);
    }
}
