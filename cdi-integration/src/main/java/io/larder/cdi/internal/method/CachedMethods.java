package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.definition.BeanDefinition;
import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.error.AnnotationErrors;
import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.larder.HealthReport;
import io.larder.cdi.internal.larder.LarderSupport;
import io.larder.cdi.internal.resolver.NamedCache;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/**
 * All annotated methods of an application. An {@code @ApplicationScoped} bean, so that interceptors that are passivated
 * hold a reference to it only. Thread-safe.
 */
public class CachedMethods {

    /** A method as it is called: on a class that may be one that the container made of the bean's. */
    private record Called(Class<?> targetType, Method method) {}

    private final Map<Class<?>, BeanDefinition> beans;
    private final Collaborators collaborators;
    private final Map<Called, AnnotatedMethod> methods = new ConcurrentHashMap<>();

    /** For the proxies of containers only. */
    @SuppressWarnings("NullAway") // never called on such an instance
    protected CachedMethods() {
        this.beans = Map.of();
        this.collaborators = null;
    }

    /**
     * Creates it.
     *
     * @param beans what was read of the classes of beans
     * @param lookup finds key generators, resolver factories and cache managers that are beans
     */
    public CachedMethods(Collection<BeanDefinition> beans, Instance<Object> lookup) {
        this.beans = beans.stream().collect(Collectors.toConcurrentMap(BeanDefinition::beanClass, Function.identity()));
        this.collaborators = new Collaborators(lookup);
    }

    /**
     * Looks at the annotations, and at what they name.
     *
     * @throws DeploymentException with all that is wrong
     */
    public void requireNoProblems() {
        List<RuntimeException> problems = beans.values().stream()
                .flatMap(this::problemsOf)
                .sorted(Comparator.comparing(Throwable::getMessage))
                .toList();
        if (!problems.isEmpty()) {
            throw AnnotationErrors.all(problems);
        }
    }

    private Stream<RuntimeException> problemsOf(BeanDefinition bean) {
        return Stream.of(
                        bean.problems().stream(),
                        bean.methods().values().stream().flatMap(method -> collaborators.problemsOf(method).stream()),
                        bean.additions().values().stream()
                                .flatMap(additions ->
                                        collaborators
                                                .problemsOf(
                                                        additions,
                                                        bean.methods().get(additions.method()))
                                                .stream()))
                .flatMap(Function.identity());
    }

    /**
     * Calls a method, and does what its annotation of a kind asks for.
     *
     * @param kind the kind of annotation that brought the interceptor in
     * @param call the call
     */
    public @Nullable Object invoke(Class<? extends Annotation> kind, InvocationContext call) throws Exception {
        Called called = new Called(call.getTarget().getClass(), call.getMethod());
        AnnotatedMethod known = methods.get(called);
        AnnotatedMethod method = known == null ? methods.computeIfAbsent(called, this::prepare) : known;
        return method.invoke(kind, call);
    }

    /** Lets go of what was opened for the methods. */
    public void close() {
        collaborators.close();
    }

    /**
     * Returns the cache of a name, for injection.
     *
     * @throws javax.cache.CacheException if there is no default cache manager
     */
    public Cache<?, ?> cache(String name) {
        return new NamedCache(collaborators.defaultManager(), name).get();
    }

    /** Returns the beans of the application, also of one that this library is outside of. */
    public Instance<Object> beans() {
        return collaborators.beans();
    }

    /**
     * Returns the provider's cache manager, for injection where the application has none of its own.
     *
     * @throws javax.cache.CacheException if there is none
     */
    public CacheManager managerOfProvider() {
        return collaborators.defaultManager().ofProvider();
    }

    /**
     * Returns the number of the lock that the calling thread holds by {@code @Locked}.
     *
     * @throws IllegalStateException if it holds none
     */
    public long fencingToken() {
        LarderSupport larder = collaborators.larder();
        if (larder == null) {
            throw LarderErrors.noLockHeld();
        }
        return larder.fencingToken();
    }

    /**
     * Reports on the servers behind Larder.
     *
     * @throws IllegalStateException if Larder is not there
     */
    public HealthReport health() {
        LarderSupport larder = collaborators.larder();
        if (larder == null) {
            throw new IllegalStateException("Health was asked for, and Larder is not on the class path");
        }
        return larder.health();
    }

    private AnnotatedMethod prepare(Called called) {
        BeanDefinition bean = definitionOf(called);
        MethodDefinition<?> definition = bean.methods().get(called.method());
        Additions additions = bean.additions().get(called.method());
        LarderSupport larder = collaborators.larder();
        return new AnnotatedMethod(
                definition == null ? null : CachedMethod.of(definition, additions, collaborators),
                additions == null || larder == null ? null : AddedMethod.of(additions, larder));
    }

    /**
     * Of the bean's class: the target's or, where that is made by the container, the nearest superclass that was read.
     */
    private BeanDefinition definitionOf(Called called) {
        for (Class<?> type = called.targetType(); type != null; type = type.getSuperclass()) {
            BeanDefinition bean = beans.get(type);
            if (bean != null) {
                return bean;
            }
        }
        throw AnnotationErrors.unknownMethod(called.method().toString(), called.targetType());
    }
}
