package io.larder.cdi.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParametersKeyTest {

    private static ParametersKey key(@Nullable Object... parameters) {
        return new ParametersKey(parameters.clone());
    }

    @Test
    void equals_sameParameters_holdsWithTheHash() {
        ParametersKey one = key("a", 1, null, new int[] {1}, new String[][] {{"x"}});
        ParametersKey other = key("a", 1, null, new int[] {1}, new String[][] {{"x"}});

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void equals_otherParameters_doesNotHold() {
        assertThat(key("a", 1)).isNotEqualTo(key("a", 2)).isNotEqualTo(key("a")).isNotEqualTo(key("a", 1L));
        assertThat(key("a", "b")).isNotEqualTo(key("b", "a")).isNotEqualTo(List.of("a", "b"));
        assertThat(key(1, new int[] {31})).as("of an equal hash").isNotEqualTo(key(2, new int[] {0}));
    }

    @Test
    void array_changedAfterwards_leavesTheKeyAsItWas() {
        String[][] names = {{"a"}};
        byte[] bytes = {1};
        ParametersKey key = key(names, bytes);

        names[0][0] = "b";
        bytes[0] = 2;

        assertThat(key).isEqualTo(key(new String[][] {{"a"}}, new byte[] {1}));
    }

    @Test
    void key_writtenAndRead_isEqual() throws Exception {
        ParametersKey key = key("a", TimeUnit.DAYS, new int[] {1});

        assertThat(copy(key)).isEqualTo(key).hasSameHashCodeAs(key);
    }

    private static Object copy(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    /** The hash code of an enum differs in every JVM, so a hash that travels makes equal keys unequal. */
    @Test
    void hash_isNotWritten() throws Exception {
        Field hash = ParametersKey.class.getDeclaredField("hash");

        assertThat(Modifier.isTransient(hash.getModifiers())).isTrue();
    }

    @Test
    void toString_showsTheParameters() {
        assertThat(key("a", new int[] {1, 2}, null)).hasToString("[a, [1, 2], null]");
    }
}
