package io.larder.cdi.internal.expression;

import jakarta.el.BeanELResolver;
import jakarta.el.ELContext;
import jakarta.el.ELException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads properties of beans and, which the language learned late, components of records. Thread-safe. */
final class PropertyResolver extends BeanELResolver {

    private final ClassValue<Map<String, Method>> components = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            return accessorsOf(type);
        }
    };

    PropertyResolver() {
        super(true);
    }

    private static Map<String, Method> accessorsOf(Class<?> type) {
        Map<String, Method> accessors = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .collect(Collectors.toMap(Method::getName, Function.identity()));
        accessors.values().forEach(Method::trySetAccessible); // of records that are not public
        return accessors;
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base instanceof Record && property instanceof String name) {
            Method accessor = components.get(base.getClass()).get(name);
            if (accessor != null) {
                context.setPropertyResolved(base, property);
                return valueOf(accessor, base);
            }
        }
        return super.getValue(context, base, property);
    }

    private static @Nullable Object valueOf(Method accessor, Object base) {
        try {
            return accessor.invoke(base);
        } catch (InvocationTargetException e) {
            throw new ELException(String.valueOf(e.getCause()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new ELException(accessor + " cannot be called", e);
        }
    }
}
