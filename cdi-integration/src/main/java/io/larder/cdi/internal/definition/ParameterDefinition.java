package io.larder.cdi.internal.definition;

import java.lang.annotation.Annotation;
import java.util.Set;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheValue;

/**
 * One parameter of an annotated method.
 *
 * @param position counted from 0
 * @param rawType the declared type
 * @param annotations all its annotations
 */
public record ParameterDefinition(int position, Class<?> rawType, Set<Annotation> annotations) {

    boolean isKey() {
        return annotations.stream().anyMatch(CacheKey.class::isInstance);
    }

    boolean isValue() {
        return annotations.stream().anyMatch(CacheValue.class::isInstance);
    }
}
