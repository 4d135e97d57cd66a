package io.larder.cdi.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Key generators, resolvers and their factories. */
class ResolutionContract {

    record TextKey(String text) implements GeneratedCacheKey {}

    /** No bean: created by its constructor. Writes down what it is told. */
    public static class Describing implements CacheKeyGenerator {

        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
            return new TextKey(call.getCacheAnnotation().annotationType().getSimpleName()
                    + ' '
                    + call.getCacheName()
                    + ' '
                    + call.getMethod().getName()
                    + ' '
                    + call.getAnnotations().size()
                    + ' '
                    + Arrays.stream(call.getAllParameters())
                            .map(p -> p.getParameterPosition() + ":"
                                    + p.getRawType().getSimpleName() + ":"
                                    + p.getAnnotations().size() + ":" + p.getValue())
                            .collect(Collectors.joining(","))
                    + ' '
                    + call.getKeyParameters().length
                    + ' '
                    + (call.getValueParameter() == null
                            ? "none"
                            : call.getValueParameter().getValue())
                    + ' '
                    + (call.getTarget() instanceof Described)
                    + call.unwrap(InvocationContext.class).getMethod().getName());
        }
    }

    @ApplicationScoped
    static class Described {

        @CacheResult(cacheName = "described", cacheKeyGenerator = Describing.class)
        public String find(@CacheKey String id, int other) {
            return id;
        }

        @CachePut(cacheName = "described", cacheKeyGenerator = Describing.class)
        public void put(String id, @CacheValue Long value) {}
    }

    @ApplicationScoped
    static class Prefix {
        String get() {
            return "bean ";
        }
    }

    /** A bean: it is injected. */
    @ApplicationScoped
    static class LowerCase implements CacheKeyGenerator {

        @Inject
        @SuppressWarnings("NullAway.Init")
        Prefix prefix;

        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
            String id = requireNonNull(call.getKeyParameters()[0].getValue()).toString();
            return new TextKey(prefix.get() + id.toLowerCase(Locale.ROOT));
        }
    }

    /** Resolves by the call: to the cache that the first parameter names. */
    public static class ByArgument implements CacheResolverFactory {

        static final AtomicInteger ASKED = new AtomicInteger();

        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            ASKED.incrementAndGet();
            return new Resolver("");
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            ASKED.incrementAndGet();
            return new Resolver(method.getCacheAnnotation().exceptionCacheName());
        }

        private record Resolver(String prefix) implements CacheResolver {
            @Override
            public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
                String name = prefix + call.getAllParameters()[0].getValue();
                Cache<K, V> there = Application.caches().getCache(name);
                return there == null ? Application.caches().createCache(name, new MutableConfiguration<K, V>()) : there;
            }
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheKeyGenerator = LowerCase.class, cacheResolverFactory = ByArgument.class)
    static class WithDefaults {

        private final AtomicInteger calls = Calls.counter();

        @CacheResult(exceptionCacheName = "failed ")
        public String find(String shop, @CacheKey String id) throws IOException {
            if (id.isEmpty()) {
                throw new IOException(id);
            }
            return id + '#' + calls.incrementAndGet();
        }

        @CacheRemoveAll
        public void clear(String shop) {}
    }

    public static class Forgetful implements CacheKeyGenerator {
        @Override
        @SuppressWarnings("NullAway")
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
            return null;
        }
    }

    @ApplicationScoped
    static class WithForgetful {
        @CacheResult(cacheName = "x", cacheKeyGenerator = Forgetful.class)
        public String find(String id) {
            return id;
        }
    }

    @RegisterExtension
    final Application application =
            Application.of(Described.class, Prefix.class, LowerCase.class, WithDefaults.class, WithForgetful.class);

    @Test
    void generator_thatIsNoBean_isCreatedAndToldAllThereIs() {
        application.get(Described.class).find("a", 7);
        application.get(Described.class).put("a", 8L);

        assertThat(Application.cache("described"))
                .extracting(Cache.Entry::getKey)
                .containsExactlyInAnyOrder(
                        new TextKey("CacheResult described find 1 0:String:1:a,1:int:0:7 1 none truefind"),
                        new TextKey("CachePut described put 1 0:String:0:a,1:Long:1:8 1 8 trueput"));
    }

    @Test
    void generator_thatIsABean_isTheContainers() throws Exception {
        application.get(WithDefaults.class).find("north", "A");

        assertThat(Application.cache("north")).extracting(Cache.Entry::getKey).containsExactly(new TextKey("bean a"));
    }

    @Test
    void generator_returnsNull_isNamed() {
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> application.get(WithForgetful.class).find("a"))
                .withMessageStartingWith("LRD-610: " + Forgetful.class.getName() + " returned null for ");
    }

    @Test
    void resolver_ofTheApplication_isAskedForEachCall() throws Exception {
        WithDefaults bean = application.get(WithDefaults.class);

        assertThat(bean.find("north", "a")).isEqualTo("a#1");
        assertThat(bean.find("NORTH".toLowerCase(Locale.ROOT), "A")).isEqualTo("a#1");
        assertThat(bean.find("south", "a")).isEqualTo("a#2");
        bean.clear("north");
        assertThat(bean.find("south", "a")).isEqualTo("a#2");
        assertThat(bean.find("north", "a")).isEqualTo("a#3");
    }

    @Test
    void resolver_forExceptions_isAnotherOne() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> application.get(WithDefaults.class).find("north", ""));

        assertThat(Application.sizeOf("failed north")).isEqualTo(1);
    }

    @Test
    void resolverFactory_isAskedOncePerMethod() throws Exception {
        int before = ByArgument.ASKED.get();
        callAll();
        int askedAtFirst = ByArgument.ASKED.get();
        callAll();
        callAll();

        assertThat(askedAtFirst - before)
                .as("find, its exceptions, and clear, unless another test called them in this application")
                .isLessThanOrEqualTo(3);
        assertThat(ByArgument.ASKED).hasPositiveValue().hasValue(askedAtFirst);
    }

    private void callAll() throws IOException {
        WithDefaults bean = application.get(WithDefaults.class);
        bean.find("north", "a");
        bean.clear("north");
    }
}
