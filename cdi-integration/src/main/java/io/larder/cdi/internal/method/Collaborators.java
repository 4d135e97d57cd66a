package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.error.AnnotationErrors;
import io.larder.cdi.internal.key.ParametersKeyGenerator;
import io.larder.cdi.internal.resolver.DefaultManager;
import io.larder.cdi.internal.resolver.NamedCacheResolverFactory;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolverFactory;

/**
 * Who helps annotated methods: key generators and resolver factories, the application's and the default ones.
 * Thread-safe.
 */
final class Collaborators {

    private final NamedObjects named;
    private final DefaultManager defaultManager;
    private final CacheKeyGenerator defaultGenerator = new ParametersKeyGenerator();
    private final CacheResolverFactory defaultFactory;

    Collaborators(Instance<Object> beans) {
        this.named = new NamedObjects(beans);
        this.defaultManager = new DefaultManager(beans);
        this.defaultFactory = new NamedCacheResolverFactory(defaultManager);
    }

    CacheKeyGenerator generatorOf(MethodDefinition<?> method) {
        return hasDefaultGenerator(method) ? defaultGenerator : named.get(method.generator());
    }

    CacheResolverFactory factoryOf(MethodDefinition<?> method) {
        return hasDefaultFactory(method) ? defaultFactory : named.get(method.factory());
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
