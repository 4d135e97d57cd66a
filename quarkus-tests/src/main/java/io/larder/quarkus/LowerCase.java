package io.larder.quarkus;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** A key generator that is a bean: nothing is injected with it, so Quarkus has to be told to keep it. */
@Unremovable
@ApplicationScoped
public class LowerCase implements CacheKeyGenerator {

    /** A key. */
    public record Key(String text) implements GeneratedCacheKey {}

    @Inject
    Locales locales;

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
        return new Key(call.getKeyParameters()[0].getValue().toString().toLowerCase(locales.ofKeys()));
    }
}
