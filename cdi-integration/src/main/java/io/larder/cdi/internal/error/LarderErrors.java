package io.larder.cdi.internal.error;

import io.larder.cdi.annotation.LockNotAcquiredException;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Collection;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The errors of Larder's own annotations and of injection. {@code LRD-612} to {@code LRD-619} end a deployment; the others
 * are thrown when something is called or injected.
 */
public final class LarderErrors {

    private LarderErrors() {}

    /** LRD-612: Larder is not there. */
    public static DeploymentException larderMissing(String method, Class<? extends Annotation> annotation) {
        return new DeploymentException(Message.of(
                "LRD-612",
                method + " has " + name(annotation) + ", and Larder is not on the class path",
                "Larder's own annotations need Larder as the JCache provider; those of JSR-107 work with any",
                "Add the dependency io.larder:jcache-provider, or take the annotation off"));
    }

    /**
     * LRD-613: another provider stands behind the default cache manager.
     *
     * @param provider the class of the provider
     */
    public static DeploymentException otherProvider(
            String method, Class<? extends Annotation> annotation, String provider) {
        return new DeploymentException(
                otherProvider(method + " has " + name(annotation) + ", and the JCache provider is " + provider));
    }

    /** LRD-613: a cache or manager of another provider, found when a method is called. */
    public static CacheException notLarders(String place, Object other) {
        return new CacheException(otherProvider(
                place + " needs Larder, and what it got is " + other.getClass().getName()));
    }

    private static String otherProvider(String refused) {
        return Message.of(
                "LRD-613",
                refused,
                "Larder's own annotations need caches of Larder",
                "Name the provider with -Djavax.cache.spi.CachingProvider=io.larder.spi.LarderCachingProvider, produce"
                        + " Larder's CacheManager as a bean, or take the annotation off");
    }

    /** LRD-614: no expression. */
    public static DefinitionException wrongExpression(String place, String text, String why) {
        return definition(
                "LRD-614",
                "In " + place + " something is wrong with \"" + text + "\": " + why,
                "What stands in ${} is an expression of Jakarta Expression Language",
                "Correct it; a dollar and a brace that are none are written \\${");
    }

    /**
     * LRD-615: an expression with a name that means nothing.
     *
     * @param known the names that it may use
     * @param real whether the class file has the names of the parameters
     */
    public static DefinitionException unknownName(
            String place, String text, String name, Collection<String> known, boolean real) {
        return definition(
                "LRD-615",
                "In " + place + " the expression \"" + text + "\" uses the name " + name
                        + ", which means nothing there",
                "Expressions are over " + String.join(", ", known),
                real
                        ? "Use one of these"
                        : "Compile the class with -parameters, so that its parameters keep their names, or use these");
    }

    /** LRD-616: an expression, and nothing that could evaluate it. */
    public static DeploymentException noExpressionLanguage(String place, String text, String why) {
        return new DeploymentException(Message.of(
                "LRD-616",
                place + " has the expression \"" + text
                        + "\", and Jakarta Expression Language is not on the class path (" + why + ")",
                "Jakarta EE servers bring it; elsewhere it is a dependency of the application",
                "Add org.glassfish.expressly:expressly or another implementation"));
    }

    /** LRD-617: a setting of an annotation that cannot be. */
    public static DefinitionException wrongSetting(String place, String value, String rule) {
        return definition("LRD-617", place + " is \"" + value + "\"", rule, "Correct the annotation");
    }

    /** LRD-618: an annotation without the one that it is for. */
    public static DefinitionException nothingToApplyTo(String method, Class<? extends Annotation> annotation) {
        return definition(
                "LRD-618",
                method + " has " + name(annotation) + ", but neither @CacheResult nor @CachePut",
                name(annotation) + " says how these write their entries",
                "Add one of the two, or take the annotation off; to make entries absent by their tags use"
                        + " @InvalidateTags");
    }

    /** LRD-619: a lock or guard around something that goes on when the method has returned. */
    public static DefinitionException lockedStage(String method, Class<? extends Annotation> annotation) {
        return definition(
                "LRD-619",
                method + " has " + name(annotation) + " and returns a stage",
                "A lock belongs to the thread that took it, and a guard opens when the method returns",
                "Let the method return the value itself, or take the lock inside, around the work");
    }

    /** LRD-620: an expression that failed for one call. */
    public static CacheException failedExpression(String place, String text, String why, @Nullable Throwable cause) {
        return new CacheException(
                Message.of(
                        "LRD-620",
                        "In " + place + " \"" + text + "\" cannot be evaluated: " + why,
                        "Names of locks, guards and messages need a value for each expression, and conditions one that is"
                                + " true or false",
                        "Correct the expression, or what the method is called with or returns"),
                cause);
    }

    /** LRD-621: somebody else holds the lock. */
    public static LockNotAcquiredException notAcquired(String method, String lock, Duration waited) {
        return new LockNotAcquiredException(
                lock,
                Message.of(
                        "LRD-621",
                        method + " was not run: its lock \"" + lock + "\" was not free within " + waited,
                        "One caller over all JVMs runs it at a time",
                        "Try again, or let it wait longer with waitUpTo"));
    }

    /** LRD-621: the thread is to stop. */
    public static CacheException interrupted(String method, String lock, InterruptedException cause) {
        CacheException interrupted = new LockNotAcquiredException(
                lock,
                Message.of(
                        "LRD-621",
                        method + " was not run: its thread was interrupted while it waited for the lock \"" + lock
                                + '"',
                        "Who is interrupted does not get the lock; the interrupt flag is set again",
                        "Try again if the thread is to go on"));
        interrupted.initCause(cause);
        return interrupted;
    }

    /** LRD-622: a fencing token without a lock. */
    public static IllegalStateException noLockHeld() {
        return new IllegalStateException(Message.of(
                "LRD-622",
                "A FencingToken was asked for its value, and the calling thread holds no lock by @Locked",
                "The token is the number of the lock that the calling thread holds",
                "Ask it inside a method with @Locked that was called through the container, in the same thread"));
    }

    /**
     * LRD-623: no bean of a class that a factory names.
     *
     * @param several whether there are more than one
     */
    public static CacheException noBean(Class<?> beanClass, boolean several) {
        return new CacheException(Message.of(
                "LRD-623",
                (several ? "Several beans are" : "No bean is") + " of type " + beanClass.getName(),
                "A BeanFactory takes the one bean of its class",
                several
                        ? "Name the class of the one that is meant"
                        : "Give the class a scope such as @ApplicationScoped, in an archive with beans"));
    }

    private static DefinitionException definition(String id, String refused, String rule, String remedy) {
        return new DefinitionException(Message.of(id, refused, rule, remedy));
    }

    private static String name(Class<? extends Annotation> annotation) {
        return '@' + annotation.getSimpleName();
    }
}
