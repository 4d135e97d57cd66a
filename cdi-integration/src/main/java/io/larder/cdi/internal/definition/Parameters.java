package io.larder.cdi.internal.definition;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The parameters of an annotated method, by what they are for.
 *
 * @param all all of them, in order
 * @param keys those that make the key, in order
 * @param value the one to put into the cache, if there is one
 */
public record Parameters(
        List<ParameterDefinition> all, List<ParameterDefinition> keys, Optional<ParameterDefinition> value) {

    static Parameters of(Method method) {
        Class<?>[] types = method.getParameterTypes();
        Annotation[][] annotations = method.getParameterAnnotations();
        List<ParameterDefinition> all = IntStream.range(0, types.length)
                .mapToObj(i -> new ParameterDefinition(i, types[i], Set.of(annotations[i])))
                .toList();
        Optional<ParameterDefinition> value =
                all.stream().filter(ParameterDefinition::isValue).findFirst();
        return new Parameters(all, keysAmong(all), value);
    }

    /** Those that are marked or, if none is, all; never a value. */
    private static List<ParameterDefinition> keysAmong(List<ParameterDefinition> all) {
        Predicate<ParameterDefinition> isChosen =
                all.stream().anyMatch(ParameterDefinition::isKey) ? ParameterDefinition::isKey : any -> true;
        return all.stream()
                .filter(isChosen)
                .filter(parameter -> !parameter.isValue())
                .toList();
    }

    long values() {
        return all.stream().filter(ParameterDefinition::isValue).count();
    }
}
