package io.larder.cdi.internal.error;

import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.cache.CacheException;

/**
 * The errors of the annotations, {@code LRD-6xx}. Up to {@code LRD-608} they end a deployment; the others are thrown by
 * the annotated method when it is called.
 */
public final class AnnotationErrors {

    private AnnotationErrors() {}

    /**
     * LRD-601: several annotations on one method, or on one class.
     *
     * @param place the method or the class
     */
    public static DefinitionException severalAnnotations(String place, Collection<? extends Annotation> annotations) {
        return definition(
                "LRD-601",
                place + " has several caching annotations: "
                        + annotations.stream()
                                .map(annotation -> name(annotation.annotationType()))
                                .collect(Collectors.joining(", ")),
                "One of @CacheResult, @CachePut, @CacheRemove and @CacheRemoveAll applies to a method",
                "Keep one, and move what the others do to a method of another bean that this one calls");
    }

    /**
     * LRD-602: a result that no cache can keep.
     *
     * @param resultType what the method returns
     */
    public static DefinitionException noResultToCache(String method, Class<?> resultType) {
        return definition(
                "LRD-602",
                method + " has @CacheResult and returns " + resultType.getName(),
                "A result that is cached must be a value, or a CompletionStage or CompletableFuture of one",
                "Return the value itself, or take the annotation off; a method that only writes wants @CachePut or"
                        + " @CacheRemove");
    }

    /** LRD-603: nothing to put. */
    public static DefinitionException noValueToPut(String method) {
        return definition(
                "LRD-603",
                method + " has @CachePut, but no parameter has @CacheValue",
                "@CachePut stores the parameter that @CacheValue marks",
                "Mark the parameter to store; to store what the method returns, use @CacheResult(skipGet = true)");
    }

    /** LRD-604: more than one value to put. */
    public static DefinitionException severalValues(String method) {
        return definition(
                "LRD-604",
                method + " has more than one parameter with @CacheValue",
                "@CachePut stores one value",
                "Mark one parameter only, or pass one object that holds all there is to store");
    }

    /** LRD-605: a value on a method that puts nothing. */
    public static DefinitionException valueWithoutPut(String method, Class<? extends Annotation> annotation) {
        return definition(
                "LRD-605",
                method + " has " + name(annotation) + " and a parameter with @CacheValue",
                "@CacheValue belongs to @CachePut",
                "Take @CacheValue off; to say which parameters make the key, mark those with @CacheKey");
    }

    /**
     * LRD-606: a key generator or resolver factory that cannot be had.
     *
     * @param why what stands in the way
     */
    public static DeploymentException notAvailable(String method, Class<?> type, String why) {
        return new DeploymentException(Message.of(
                "LRD-606",
                method + " names " + type.getName() + ", which is not to be had: " + why,
                "A key generator or cache resolver factory is a CDI bean, or a class that can be created with a public"
                        + " constructor without parameters",
                "Give the class a scope such as @ApplicationScoped, or such a constructor"));
    }

    /** LRD-607: an annotation where no interceptor ever comes. */
    public static DefinitionException neverIntercepted(String method, Class<? extends Annotation> annotation) {
        return definition(
                "LRD-607",
                method + " has " + name(annotation) + ", but is private or static",
                "CDI intercepts instance methods that are not private",
                "Make it an instance method that other beans call, or take the annotation off");
    }

    /** LRD-608: several beans that could be the default cache manager. */
    public static DeploymentException severalManagers(String method) {
        return new DeploymentException(Message.of(
                "LRD-608",
                "There are several beans of type javax.cache.CacheManager with the qualifier @Default, and " + method
                        + " wants the default cache manager",
                "The default cache manager is the one bean of that type or, without such a bean, the default one of"
                        + " Caching.getCachingProvider()",
                "Give the other beans a qualifier, or name a cacheResolverFactory that chooses"));
    }

    /** LRD-609: no default cache manager. */
    public static CacheException noDefaultManager(CacheException cause) {
        return new CacheException(
                Message.of(
                        "LRD-609",
                        "There is no default cache manager: " + cause.getMessage(),
                        "The default cache manager is a CDI bean of type javax.cache.CacheManager or, without such a"
                                + " bean, the default one of Caching.getCachingProvider()",
                        "Have one JCache provider on the class path, name one of several with"
                                + " -Djavax.cache.spi.CachingProvider, or produce a CacheManager as a bean"),
                cause);
    }

    /**
     * LRD-610: null from a key generator, a resolver or a resolver factory.
     *
     * @param culprit who returned null
     */
    public static CacheException nullFrom(String method, Class<?> culprit) {
        return new CacheException(Message.of(
                "LRD-610",
                culprit.getName() + " returned null for " + method,
                "Key generators return a key, resolver factories a resolver, and resolvers a cache",
                "Correct " + culprit.getSimpleName()));
    }

    /** LRD-611: an interceptor was called for a method on which no annotation is to be found. */
    public static CacheException unknownMethod(String method, Class<?> targetType) {
        return new CacheException(Message.of(
                "LRD-611",
                method + " is intercepted on " + targetType.getName()
                        + ", but no caching annotation is found on either",
                "Annotations are read from classes: from a method, from the class of the bean, and from its"
                        + " stereotypes and interceptor bindings",
                "Write the annotation into the source; one that an extension adds to a type is not supported"));
    }

    /** Returns one exception for all problems: some containers show the message of one only. */
    public static DeploymentException all(List<RuntimeException> problems) {
        DeploymentException all = new DeploymentException(
                problems.stream().map(Throwable::getMessage).collect(Collectors.joining(System.lineSeparator())));
        problems.forEach(all::addSuppressed);
        return all;
    }

    private static DefinitionException definition(String id, String refused, String rule, String remedy) {
        return new DefinitionException(Message.of(id, refused, rule, remedy));
    }

    private static String name(Class<? extends Annotation> annotation) {
        return '@' + annotation.getSimpleName();
    }
}
