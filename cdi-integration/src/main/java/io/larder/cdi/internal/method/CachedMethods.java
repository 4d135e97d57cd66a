package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.definition.BeanDefinition;
import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.error.AnnotationErrors;
import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.larder.HealthReport;
import io.larder.cdi.internal.larder.HeldLocks;
import io.larder.cdi.internal.larder.LarderSupport;
import io.larder.cdi.internal.larder.Presence;
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
    private final Function<Class<?>, Instance<Object>> lookup;
    private final @Nullable HeldLocks held;

    /** One for each WAR of an EAR, where this is shared: each has its own beans and its own default manager. */
    private final Map<ClassLoader, Collaborators> collaborators = new ConcurrentHashMap<>();

    private final Map<Called, AnnotatedMethod> methods = new ConcurrentHashMap<>();

    /** For the proxies of containers only. */
    @SuppressWarnings("NullAway") // never called on such an instance
    protected CachedMethods() {
        this.beans = Map.of();
        this.lookup = null;
        this.held = null;
    }

    /**
     * Creates it.
     *
     * @param beans what was read of the classes of beans
     * @param lookup finds key generators, resolver factories and cache managers that are beans, for a class that uses them
     */
    public CachedMethods(Collection<BeanDefinition> beans, Function<Class<?>, Instance<Object>> lookup) {
        this.beans = beans.stream().collect(Collectors.toConcurrentMap(BeanDefinition::beanClass, Function.identity()));
        this.lookup = lookup;
        this.held = Presence.isPresent() ? new HeldLocks() : null;
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
        Collaborators ofBean = collaboratorsOf(bean.beanClass());
        return Stream.of(
                        bean.problems().stream(),
                        bean.methods().values().stream().flatMap(method -> ofBean.problemsOf(method).stream()),
                        bean.additions().values().stream()
                                .flatMap(additions ->
                                        ofBean
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
        collaborators.values().forEach(Collaborators::close);
    }

    /**
     * Returns the cache of a name, for injection.
     *
     * @param user the class that it is injected into
     * @throws javax.cache.CacheException if there is no default cache manager
     */
    public Cache<?, ?> cache(String name, Class<?> user) {
        return new NamedCache(collaboratorsOf(user).defaultManager(), name).get();
    }

    /**
     * Returns the beans of the application, also of one that this library is outside of.
     *
     * @param user a class that uses them
     */
    public Instance<Object> beans(Class<?> user) {
        return lookup.apply(user);
    }

    /**
     * Returns the provider's cache manager, for injection where the application has none of its own.
     *
     * @throws javax.cache.CacheException if there is none
     */
    public CacheManager managerOfProvider() {
        return collaboratorsOf(CachedMethods.class).defaultManager().ofProvider();
    }

    /**
     * Returns the number of the lock that the calling thread holds by {@code @Locked}.
     *
     * @throws IllegalStateException if it holds none
     */
    public long fencingToken() {
        if (held == null) {
            throw LarderErrors.noLockHeld();
        }
        return held.fencingToken();
    }

    /**
     * Reports on the servers behind Larder.
     *
     * @param user a class of the application whose default manager is meant
     * @throws IllegalStateException if Larder is not there
     */
    public HealthReport health(Class<?> user) {
        LarderSupport larder = collaboratorsOf(user).larder();
        if (larder == null) {
            throw new IllegalStateException("Health was asked for, and Larder is not on the class path");
        }
        return larder.health();
    }

    private AnnotatedMethod prepare(Called called) {
        BeanDefinition bean = definitionOf(called);
        MethodDefinition<?> definition = bean.methods().get(called.method());
        Additions additions = bean.additions().get(called.method());
        Collaborators ofBean = collaboratorsOf(bean.beanClass());
        LarderSupport larder = ofBean.larder();
        return new AnnotatedMethod(
                definition == null ? null : CachedMethod.of(definition, additions, ofBean),
                additions == null || larder == null ? null : AddedMethod.of(additions, larder));
    }

    private Collaborators collaboratorsOf(Class<?> user) {
        return collaborators.computeIfAbsent(
                user.getClassLoader(), loader -> new Collaborators(lookup.apply(user), held));
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
