package io.larder.cdi.internal.build;

import io.larder.cdi.internal.definition.BeanDefinition;
import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import java.util.Arrays;

/** Reads the classes that were found when the application was built. */
public final class CachedMethodsCreator implements SyntheticBeanCreator<CachedMethods> {

    /** The parameter that holds the classes of all beans. */
    public static final String BEAN_CLASSES = "beanClasses";

    @Override
    public CachedMethods create(Instance<Object> lookup, Parameters parameters) {
        return new CachedMethods(
                Arrays.stream(parameters.get(BEAN_CLASSES, Class[].class))
                        .map(BeanDefinition::of)
                        .toList(),
                user -> lookup);
    }
}
