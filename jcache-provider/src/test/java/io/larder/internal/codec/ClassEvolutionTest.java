package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.ValueFormat;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new version of an application finds the entries of the old one. */
class ClassEvolutionTest {

    @TempDir
    private Path directory;

    private URLClassLoader compile(String version, String source) throws Exception {
        Path classes = Files.createDirectories(directory.resolve(version));
        Path file = Files.writeString(classes.resolve("Item.java"), source);
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), file.toString());
        assertThat(result).isZero();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
    }

    private static Object create(ClassLoader loader, Object... arguments) throws Exception {
        return loader.loadClass("Item").getConstructors()[0].newInstance(arguments);
    }

    @Test
    void decodeValue_ofClassWithOtherFields_isAMissAndNotAnotherValue() throws Exception {
        try (URLClassLoader before = compile("1", "public class Item { int price = 5, stock = 9; }");
                URLClassLoader after = compile("2", "public class Item { int discount = 0, price = 0; }");
                URLClassLoader retyped = compile("3", "public class Item { long price; int stock; }")) {
            byte[] payload = Codecs.encode(codec(before), create(before));

            assertThat(codec(before).decodeValue(payload)).isNotNull();
            assertThat(codec(after).decodeValue(payload)).isNull();
            assertThat(codec(retyped).decodeValue(payload)).isNull();
        }
    }

    @Test
    void decodeValue_ofRecordWithOtherComponents_isAMissAndNotAnotherValue() throws Exception {
        try (URLClassLoader before = compile("1", "public record Item(int price, int stock) {}");
                URLClassLoader moved = compile("2", "public record Item(int stock, int price) {}");
                URLClassLoader renamed = compile("3", "public record Item(int price, int store) {}")) {
            byte[] payload = Codecs.encode(codec(before), create(before, 5, 9));

            assertThat(codec(moved).decodeValue(payload)).hasToString("Item[stock=9, price=5]");
            assertThat(codec(renamed).decodeValue(payload)).isNull();
        }
    }

    @Test
    void decodeValue_ofReorderedEnum_isTheConstantOfThatName() throws Exception {
        try (URLClassLoader before = compile("1", "public enum Item { A, B }");
                URLClassLoader after = compile("2", "public enum Item { NEW, B }")) {
            byte[] a = Codecs.encode(codec(before), before.loadClass("Item").getEnumConstants()[0]);
            byte[] b = Codecs.encode(codec(before), before.loadClass("Item").getEnumConstants()[1]);

            assertThat(Objects.requireNonNull(codec(after).decodeValue(b))).hasToString("B");
            assertThat(codec(after).decodeValue(a)).isNull();
        }
    }

    private static EntryCodec<Object, Object> codec(ClassLoader loader) {
        return new EntryCodec<>(ValueFormat.KRYO, loader, List.of());
    }
}
