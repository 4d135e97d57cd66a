package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.error.AnnotationErrors;
import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.key.ParametersKeyGenerator;
import io.larder.cdi.internal.larder.EntryTerms;
import io.larder.cdi.internal.larder.HeldLocks;
import io.larder.cdi.internal.larder.LarderSupport;
import io.larder.cdi.internal.resolver.DefaultManager;
import io.larder.cdi.internal.resolver.NamedCacheResolverFactory;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolverFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who helps the annotated methods of classes with one class loader: key generators and resolver factories, the application's
 * and the default ones, and the default manager. Thread-safe.
 */
final class Collaborators {

    private final NamedObjects named;
    private final DefaultManager defaultManager;
    private final CacheKeyGenerator defaultGenerator = new ParametersKeyGenerator();
    private final CacheResolverFactory defaultFactory;
    private final @Nullable LarderSupport larder;

    /**
     * Creates them; looks nothing up yet.
     *
     * @param beans the beans that the methods' classes can use
     * @param held the locks of Larder's annotations, {@code null} if Larder is not there
     */
    Collaborators(Instance<Object> beans, @Nullable HeldLocks held) {
        this.named = new NamedObjects(beans);
        this.defaultManager = new DefaultManager(beans);
        this.defaultFactory = new NamedCacheResolverFactory(defaultManager);
        this.larder = held == null ? null : new LarderSupport(defaultManager, held);
    }

    CacheKeyGenerator generatorOf(MethodDefinition<?> method) {
        return hasDefaultGenerator(method) ? defaultGenerator : named.get(method.generator());
    }

    CacheResolverFactory factoryOf(MethodDefinition<?> method) {
        return hasDefaultFactory(method) ? defaultFactory : named.get(method.factory());
    }

    DefaultManager defaultManager() {
        return defaultManager;
    }

    /** Returns what Larder can do beyond JCache, {@code null} if it is not there. */
    @Nullable
    LarderSupport larder() {
        return larder;
    }

    /**
     * Returns what is wrong with Larder's own annotations of a method, or with where they stand.
     *
     * @param caching what is cached, {@code null} if nothing
     */
    List<RuntimeException> problemsOf(Additions additions, @Nullable MethodDefinition<?> caching) {
        LarderSupport present = larder;
        if (present == null) {
            return each(additions, annotation -> LarderErrors.larderMissing(additions.displayName(), annotation));
        }
        String provider = defaultManager.providerClass().orElse(DefaultManager.LARDER);
        if (!provider.equals(DefaultManager.LARDER)) {
            return each(
                    additions, annotation -> LarderErrors.otherProvider(additions.displayName(), annotation, provider));
        }
        if (defaultManager.isAmbiguous()) {
            return List.of(AnnotationErrors.severalManagers(additions.displayName()));
        }
        try {
            if (caching != null) {
                EntryTerms.of(additions, caching);
            }
            AddedMethod.of(additions, present);
            return List.of();
        } catch (DefinitionException | DeploymentException e) {
            return List.of(e);
        }
    }

    private static List<RuntimeException> each(
            Additions additions, Function<Class<? extends Annotation>, RuntimeException> problem) {
        return additions.all().stream()
                .<RuntimeException>map(annotation -> problem.apply(annotation.annotationType()))
                .toList();
    }

    /** Returns why a method will not get what it names, as far as that can be told without creating anything. */
    List<RuntimeException> problemsOf(MethodDefinition<?> method) {
        List<RuntimeException> problems = new ArrayList<>();
        if (!hasDefaultGenerator(method)) {
            addObstacle(method, method.generator(), problems);
        }
        if (!hasDefaultFactory(method)) {
            addObstacle(method, method.factory(), problems);
        } else if (defaultManager.isAmbiguous()) {
            problems.add(AnnotationErrors.severalManagers(method.displayName()));
        }
        return problems;
    }

    void close() {
        defaultManager.close();
    }

    private void addObstacle(MethodDefinition<?> method, Class<?> type, List<RuntimeException> problems) {
        named.obstacle(type)
                .map(why -> AnnotationErrors.notAvailable(method.displayName(), type, why))
                .ifPresent(problems::add);
    }

    private static boolean hasDefaultGenerator(MethodDefinition<?> method) {
        return method.generator() == CacheKeyGenerator.class;
    }

    private static boolean hasDefaultFactory(MethodDefinition<?> method) {
        return method.factory() == CacheResolverFactory.class;
    }
}
