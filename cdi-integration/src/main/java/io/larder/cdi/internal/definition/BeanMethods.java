package io.larder.cdi.internal.definition;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods of a bean, its own and inherited ones, each as the class nearest to the bean declares it. */
final class BeanMethods {

    private record Signature(String name, List<Class<?>> parameterTypes) {
        static Signature of(Method method) {
            return new Signature(method.getName(), List.of(method.getParameterTypes()));
        }
    }

    private final Map<Signature, Method> visible = new LinkedHashMap<>();
    private final Set<Method> hidden = new HashSet<>();

    private BeanMethods() {}

    static Collection<Method> of(Class<?> beanClass) {
        BeanMethods methods = new BeanMethods();
        for (Class<?> type = beanClass; type != null && type != Object.class; type = type.getSuperclass()) {
            methods.add(type.getDeclaredMethods());
        }
        methods.add(
                Arrays.stream(beanClass.getMethods()).filter(Method::isDefault).toArray(Method[]::new));
        List<Method> all = new ArrayList<>(methods.visible.values());
        all.addAll(methods.hidden);
        all.sort(Comparator.comparing(Method::toString));
        return all;
    }

    private void add(Method[] declared) {
        for (Method method : declared) {
            if (Modifier.isPrivate(method.getModifiers())) {
                hidden.add(method);
            } else if (!method.isSynthetic()) { // the compiler's bridges have the annotations of what they call
                visible.putIfAbsent(Signature.of(method), method);
            }
        }
    }
}
