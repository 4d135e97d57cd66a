package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Annotations that mean nothing end the deployment, and say why. */
class DeploymentContract {

    @ApplicationScoped
    static class SeveralOnAMethod {
        @CacheResult
        @CacheRemove
        @CacheRemoveAll
        public String find(String id) {
            return id;
        }
    }

    @ApplicationScoped
    @CacheResult
    @CacheRemoveAll
    static class SeveralOnAClass {
        public String find(String id) {
            return id;
        }
    }

    @ApplicationScoped
    static class VoidResult {
        @CacheResult
        public void find(String id) {}
    }

    @ApplicationScoped
    static class FutureResult {
        @CacheResult
        public Future<String> find(String id) {
            return CompletableFuture.completedFuture(id);
        }
    }

    @ApplicationScoped
    static class StreamResult {
        @CacheResult
        public Stream<String> find(String id) {
            return Stream.of(id);
        }
    }

    @ApplicationScoped
    static class NoValue {
        @CachePut
        public void put(String id) {}
    }

    @ApplicationScoped
    static class TwoValues {
        @CachePut
        public void put(String id, @CacheValue String one, @CacheValue String two) {}
    }

    @ApplicationScoped
    static class StrayValue {
        @CacheRemove
        public void remove(String id, @CacheValue String one) {}
    }

    interface UnknownGenerator extends CacheKeyGenerator {}

    @ApplicationScoped
    static class NamesUnknownGenerator {
        @CacheResult(cacheKeyGenerator = UnknownGenerator.class)
        public String find(String id) {
            return id;
        }
    }

    public static class NeedsAnArgument implements CacheResolverFactory {

        public NeedsAnArgument(String argument) {
            assertThat(argument).isNotNull();
        }

        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends java.lang.annotation.Annotation> method) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            throw new UnsupportedOperationException();
        }
    }

    @ApplicationScoped
    static class NamesFactoryThatCannotBeCreated {
        @CacheRemoveAll(cacheResolverFactory = NeedsAnArgument.class)
        public void clear() {}
    }

    @ApplicationScoped
    static class PrivateMethod {
        public String find(String id) {
            return load(id);
        }

        @CacheResult
        private String load(String id) {
            return id;
        }
    }

    @ApplicationScoped
    static class StaticMethod {
        @CacheRemoveAll
        public static void clear() {}
    }

    @ApplicationScoped
    static class TwoManagers {
        @Produces
        CacheManager one() {
            return Caching.getCachingProvider().getCacheManager();
        }

        @Produces
        CacheManager two() {
            return Caching.getCachingProvider().getCacheManager();
        }

        @CacheResult
        public String find(String id) {
            return id;
        }
    }

    @ApplicationScoped
    static class TwoManagersForOthers {
        @Produces
        CacheManager one() {
            return Caching.getCachingProvider().getCacheManager();
        }

        @Produces
        CacheManager two() {
            return Caching.getCachingProvider().getCacheManager();
        }
    }

    static Stream<Arguments> wrong() {
        String here = DeploymentContract.class.getName() + '$';
        return Stream.of(
                Arguments.of(
                        SeveralOnAMethod.class,
                        "LRD-601: " + here + "SeveralOnAMethod.find(java.lang.String) has several"),
                Arguments.of(SeveralOnAClass.class, "LRD-601: " + here + "SeveralOnAClass has several"),
                Arguments.of(
                        VoidResult.class,
                        "LRD-602: " + here + "VoidResult.find(java.lang.String) has @CacheResult and returns void"),
                Arguments.of(FutureResult.class, "LRD-602: "),
                Arguments.of(StreamResult.class, "LRD-602: "),
                Arguments.of(NoValue.class, "LRD-603: " + here + "NoValue.put(java.lang.String) has @CachePut"),
                Arguments.of(TwoValues.class, "LRD-604: "),
                Arguments.of(
                        StrayValue.class,
                        "LRD-605: " + here + "StrayValue.remove(java.lang.String,java.lang.String) has @CacheRemove "),
                Arguments.of(
                        NamesUnknownGenerator.class,
                        "UnknownGenerator, which is not to be had: it is abstract, and no bean"),
                Arguments.of(
                        NamesFactoryThatCannotBeCreated.class,
                        "LRD-606: " + here + "NamesFactoryThatCannotBeCreated.clear() names " + here
                                + "NeedsAnArgument, which is not to be had: it has no public constructor"),
                Arguments.of(
                        PrivateMethod.class,
                        "LRD-607: " + here + "PrivateMethod.load(java.lang.String) has @CacheResult"),
                Arguments.of(StaticMethod.class, "LRD-607: " + here + "StaticMethod.clear() has @CacheRemoveAll"),
                Arguments.of(TwoManagers.class, "LRD-608: "));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void deployment_wrongAnnotation_failsAndSaysWhy(Class<?> bean, String message) {
        assertThatThrownBy(() -> Application.startInVain(bean).close()).hasStackTraceContaining(message);
    }

    @Test
    void deployment_severalProblems_namesAll() {
        assertThatThrownBy(() ->
                        Application.startInVain(VoidResult.class, NoValue.class).close())
                .hasStackTraceContaining("LRD-602: ")
                .hasStackTraceContaining("LRD-603: ");
    }

    @Test
    void deployment_severalManagersThatNoAnnotationWants_succeeds() {
        try (SeContainer container = Application.start(TwoManagersForOthers.class)) {
            assertThat(container.select(CacheManager.class).isAmbiguous()).isTrue();
        }
    }

    static class NoBean implements CacheResolver {
        @CacheResult
        public void find() {}

        @Override
        public <K, V> javax.cache.Cache<K, V> resolveCache(
                CacheInvocationContext<? extends java.lang.annotation.Annotation> call) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void deployment_wrongAnnotationOnAClassThatIsNoBean_succeeds() {
        try (SeContainer container = Application.start(Right.class)) {
            assertThat(container.select(NoBean.class).isUnsatisfied()).isTrue();
        }
    }

    @ApplicationScoped
    static class Right {}
}
