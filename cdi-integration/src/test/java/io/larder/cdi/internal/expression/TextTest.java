package io.larder.cdi.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.cdi.internal.Lacking;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    private record Item(String name, List<String> labels) {}

    /** What expressions here are over. */
    interface Methods {
        String find(String id, Map<String, Object> more, int[] numbers);
    }

    private static Names names() {
        return Names.of(Methods.class.getMethods()[0], true);
    }

    private static String evaluate(String text) {
        return Text.of("a test", text, names())
                .of(
                        new Object[] {"a", Map.of("k", 1, "two words", "2"), new int[] {5, 6}},
                        new Item("pear", List.of("x", "y")));
    }

    private static List<String> all(String text, @Nullable Object id) {
        List<String> all = new ArrayList<>();
        Text.of("a test", text, names())
                .addTo(all, new @Nullable Object[] {id, Map.of(), new int[0]}, new Item("pear", List.of("x", "y")));
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | plain",
                "order:${id} | order:a",
                "${arg0}${arg2[1]} | a6",
                "${result.name}/${result.name.length()} | pear/4",
                "${more.k}${more['two words']} | 12",
                "${id == 'a' ? 'yes}' : \"no\"} | yes}",
                "${{'a': 'map'}[id]} | map",
                "\\${id} | ${id}",
                "${result.labels.stream().map(l -> l += '!').reduce((p, q) -> p += q).get()} | x!y!",
                "${empty id} | false",
            })
    void text_ofOneCall_hasItsValues(String text, String expected) {
        assertThat(evaluate(text)).isEqualTo(expected);
    }

    @Test
    void names_several_areTakenFromCollections() {
        assertThat(all("${result.labels}", "a")).containsExactly("x", "y");
        assertThat(all("id:${id}", "a")).containsExactly("id:a");
        assertThat(all("id:${id}", null)).isEmpty();
        assertThat(all("${id}", null)).isEmpty();
        assertThat(all("${id}", new String[] {"p", "q"})).containsExactly("p", "q");
    }

    @Test
    void text_withoutValue_isRefused() {
        Text text = Text.of("a test", "order:${id}", names());

        assertThatThrownBy(() -> text.of(new @Nullable Object[] {null, null, null}, null))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-620: ");
    }

    @ParameterizedTest
    @CsvSource({"${id,LRD-614", "${},LRD-614", "${id id},LRD-614", "${other},LRD-615", "${Math.abs(1)},LRD-615"})
    void text_wrong_isRefused(String text, String id) {
        assertThatThrownBy(() -> Text.of("a test", text, names()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith(id);
    }

    @ParameterizedTest
    @CsvSource({"${id = 'b'}", "${result.nothing}", "${result.labels[7].length()}"})
    void text_thatFailsWhenItIsCalled_isRefusedThen(String text) {
        assertThatThrownBy(() -> evaluate(text))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-620: ");
    }

    @Test
    void parameters_withoutNames_areCounted() throws Exception {
        Names names = Names.of(String.class.getMethod("concat", String.class), false);

        assertThat(Text.of("a test", "${arg0}", names).of(new Object[] {"a"}, null))
                .isEqualTo("a");
        assertThatThrownBy(() -> Text.of("a test", "${str}", names)).hasMessageContaining("-parameters");
    }

    @Test
    void expression_withoutTheLanguage_isRefused() throws Exception {
        try (Lacking without = new Lacking("jakarta.el.")) {
            Class<?> names = without.loadClass(Names.class.getName());
            Object none = names.getMethod("of", Method.class, boolean.class)
                    .invoke(null, Methods.class.getMethods()[0], false);
            var of = without.loadClass(Text.class.getName()).getMethod("of", String.class, String.class, names);

            assertThat(of.invoke(null, "a test", "plain", none)).isNotNull();
            assertThatThrownBy(() -> of.invoke(null, "a test", "${id}", none))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageStartingWith("LRD-616: ");
        }
    }
}
