package io.larder.cdi.internal.definition;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/**
 * The annotated methods of the class of a bean.
 *
 * @param beanClass the class
 * @param methods what applies to its methods, inherited ones included; nothing for a method that is left alone
 * @param additions Larder's own annotations of its methods; nothing for a method without any
 * @param problems what is wrong, in the order of the methods' names
 */
public record BeanDefinition(
        Class<?> beanClass,
        Map<Method, MethodDefinition<?>> methods,
        Map<Method, Additions> additions,
        List<RuntimeException> problems) {

    /** Reads a class. */
    public static BeanDefinition of(Class<?> beanClass) {
        return new BeanReader(beanClass).read();
    }

    /** Whether caching has nothing to do with this class. */
    public boolean isEmpty() {
        return methods.isEmpty() && additions.isEmpty() && problems.isEmpty();
    }
}
