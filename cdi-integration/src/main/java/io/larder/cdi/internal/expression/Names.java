package io.larder.cdi.internal.expression;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that expressions of one method may use. Immutable. */
public final class Names {

    private static final String RESULT = "result";
    private static final int OF_RESULT = -1;

    private final Map<String, Integer> positions;
    private final boolean real;

    private Names(Map<String, Integer> positions, boolean real) {
        this.positions = positions;
        this.real = real;
    }

    /**
     * Returns the names of a method's parameters, and of its result.
     *
     * @param withResult whether there is a result when the expressions are evaluated
     */
    public static Names of(Method method, boolean withResult) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        Parameter[] parameters = method.getParameters();
        boolean real = true;
        for (int i = 0; i < parameters.length; i++) {
            real &= parameters[i].isNamePresent();
            positions.put(parameters[i].getName(), i);
        }
        for (int i = 0; i < parameters.length; i++) {
            positions.putIfAbsent("arg" + i, i);
        }
        if (withResult) {
            positions.put(RESULT, OF_RESULT);
        }
        return new Names(positions, real);
    }

    boolean has(String name) {
        return positions.containsKey(name);
    }

    Set<String> all() {
        return positions.keySet();
    }

    /** Whether the class file has the names that stand in the source. */
    boolean areReal() {
        return real;
    }

    @Nullable
    Object valueOf(String name, @Nullable Object[] arguments, @Nullable Object result) {
        int position = Objects.requireNonNull(positions.get(name), name);
        return position == OF_RESULT ? result : arguments[position];
    }
}
