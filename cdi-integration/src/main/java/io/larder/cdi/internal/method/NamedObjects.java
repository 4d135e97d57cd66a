package io.larder.cdi.internal.method;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.CreationException;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The objects whose classes annotations name: key generators and resolver factories. One of a class, taken from the
 * container where it is a bean, and created otherwise. Thread-safe.
 */
final class NamedObjects {

    private final Instance<Object> beans;
    private final Map<Class<?>, Object> objects = new HashMap<>();

    NamedObjects(Instance<Object> beans) {
        this.beans = beans;
    }

    synchronized <T> T get(Class<T> type) {
        Object object = objects.get(type);
        if (object == null) {
            object = find(type); // may come back here, for another class
            objects.put(type, object);
        }
        return type.cast(object);
    }

    private Object find(Class<?> type) {
        Instance<?> candidates = beans.select(type, Any.Literal.INSTANCE);
        return candidates.isResolvable() ? candidates.get() : create(type);
    }

    private static Object create(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new CreationException("The constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new CreationException("An instance of " + type.getName() + " cannot be created", e);
        }
    }

    /** Returns why there cannot be an object of this class, or nothing if there can; creates none. */
    Optional<String> obstacle(Class<?> type) {
        Instance<?> candidates = beans.select(type, Any.Literal.INSTANCE);
        if (candidates.isResolvable()) {
            return Optional.empty();
        }
        return candidates.isAmbiguous() ? Optional.of("several beans are of this type") : obstacleToCreation(type);
    }

    private static Optional<String> obstacleToCreation(Class<?> type) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return Optional.of("it is abstract, and no bean");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            return Optional.of("it is not public, and no bean");
        }
        return hasPublicConstructor(type)
                ? Optional.empty()
                : Optional.of("it has no public constructor without parameters, and is no bean");
    }

    private static boolean hasPublicConstructor(Class<?> type) {
        return Arrays.stream(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
    }
}
