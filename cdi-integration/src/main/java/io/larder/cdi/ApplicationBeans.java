package io.larder.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * All beans of an application. A container shows an extension in a library those of the archives that the library sees,
 * and in GlassFish that is not the application it is a library of. Thread-safe.
 */
final class ApplicationBeans {

    private final Queue<Bean<?>> beans = new ConcurrentLinkedQueue<>();

    void add(Bean<?> bean) {
        beans.add(bean);
    }

    /** Returns what the container shows and, of a type that it shows no bean of, what there is besides for a class. */
    Instance<Object> seenBesides(Instance<Object> shown, BeanManager manager, Class<?> user) {
        return new FoundBeans<>(shown, Object.class, List.of(), this, manager, user);
    }

    /** Returns those that a class can be a user of: the other WARs of its EAR have beans of the same types. */
    Set<Bean<?>> of(Class<?> type, List<Annotation> qualifiers, Class<?> user) {
        return beans.stream()
                .filter(bean -> bean.getTypes().contains(type))
                .filter(bean -> bean.getQualifiers().containsAll(qualifiers))
                .filter(bean -> sees(bean.getBeanClass(), user) || sees(user, bean.getBeanClass()))
                .collect(Collectors.toSet());
    }

    private static boolean sees(Class<?> viewer, Class<?> viewed) {
        ClassLoader loader = viewer.getClassLoader();
        try {
            return loader != null && loader.loadClass(viewed.getName()) == viewed;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
