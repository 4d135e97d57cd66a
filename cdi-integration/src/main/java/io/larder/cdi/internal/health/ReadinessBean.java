package io.larder.cdi.internal.health;

import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * The readiness check, as a bean that is in the archive of another one. WildFly asks for the checks that the application's
 * archives have, and what an extension adds by its class is in none of them. Immutable.
 */
final class ReadinessBean implements Bean<LarderReadiness> {

    private final Class<?> neighbour;
    private final Supplier<CachedMethods> methods;

    /**
     * Creates it.
     *
     * @param neighbour the class of a bean, in whose archive this one is
     */
    ReadinessBean(Class<?> neighbour, Supplier<CachedMethods> methods) {
        this.neighbour = neighbour;
        this.methods = methods;
    }

    @Override
    public LarderReadiness create(CreationalContext<LarderReadiness> context) {
        return new LarderReadiness(neighbour, methods.get());
    }

    @Override
    public void destroy(LarderReadiness check, CreationalContext<LarderReadiness> context) {
        context.release();
    }

    @Override
    public Class<?> getBeanClass() {
        return neighbour;
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return Set.of();
    }

    @Override
    public Set<Type> getTypes() {
        return Set.of(Object.class, HealthCheck.class, LarderReadiness.class);
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(Readiness.Literal.INSTANCE, Any.Literal.INSTANCE);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return Dependent.class;
    }

    @Override
    public @Nullable String getName() {
        return null;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    public boolean isAlternative() {
        return false;
    }
}
