package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.io.Output;
import io.larder.ValueFormat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostileBytesTest {

    /** Counts what of the classes below has run. */
    static final AtomicInteger EXECUTED = new AtomicInteger();

    static final class Gadget implements Serializable {
        static {
            EXECUTED.incrementAndGet();
        }

        Gadget() {
            EXECUTED.incrementAndGet();
        }
    }

    /** Named as a part of a known attack is; see {@link DeniedClasses}. */
    private static final String GADGET = Gadget.class.getName();

    private final EntryCodec<Object, Object> codec = Codecs.of(ValueFormat.KRYO);

    private void assertMiss(byte[] payload) {
        long before = codec.undecodable();
        assertThat(codec.decodeValue(payload)).isNull();
        assertThat(codec.undecodable()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource(ValueFormat.class)
    void decodeValue_withAnyBitFlippedOrCutOff_isAMiss(ValueFormat format) {
        EntryCodec<Object, Object> writer = Codecs.of(format);
        Object value =
                format == ValueFormat.RAW ? "some text" : new Values.Holder<>(List.of("a", new Values.Point(1, 2)));
        byte[] payload = writer.encodeValue(writer.encodeKey(List.of("composite", "key")), value);
        assertThat(codec.decodeValue(payload)).isEqualTo(value);

        for (int bit = 0; bit < payload.length * 8; bit++) {
            byte[] flipped = payload.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertMiss(flipped);
            assertThat(codec.decodeKey("#o:x", flipped)).isNull();
        }
        for (int length = 0; length < payload.length; length++) {
            assertMiss(Arrays.copyOf(payload, length));
        }
        assertMiss(Arrays.copyOf(payload, payload.length + 1));
    }

    @Test
    void decodeValue_ofRandomBytes_isAMiss() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertMiss(bytes);
        }
    }

    /** With a checksum that fits, so that the decoders themselves are met. */
    @ParameterizedTest
    @EnumSource(value = Format.class)
    void decodeValue_ofRandomBytesWithChecksum_neverThrows(Format format) {
        Random random = new Random(2);
        byte[] valid =
                valueBytes(new Values.Holder<>(new ArrayList<>(List.of("a", Map.of(1, new Values.Point(1, 2))))));
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = valid.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (i % 2 == 0) {
                bytes = new byte[random.nextInt(60)];
                random.nextBytes(bytes);
            }
            long before = codec.undecodable();
            Object decoded = codec.decodeValue(sealed(format, bytes));
            assertThat(codec.undecodable() - before).isEqualTo(decoded == null ? 1 : 0);
        }
    }

    private byte[] valueBytes(Object value) {
        Payload payload = Payload.open(Codecs.encode(codec, value));
        return Arrays.copyOfRange(payload.bytes(), payload.valueStart(), payload.bytes().length);
    }

    private static byte[] sealed(Format format, byte[] value) {
        return sealed(format, out -> out.writeBytes(value));
    }

    private static byte[] sealed(Format format, Consumer<Output> value) {
        Output out = new Output(64, -1);
        Payload.begin(out, null);
        value.accept(out);
        return Payload.finish(out, format, false);
    }

    /** A Kryo object of an unregistered class, as far as its name. */
    private static byte[] kryoClass(String name) {
        return sealed(Format.KRYO, out -> {
            out.writeByte(1); // an unregistered class ...
            out.writeVarInt(0, true); // ... met for the first time
            out.writeString(name);
            out.writeByte(1); // not a reference
            out.writeBytes(new byte[32]);
        });
    }

    static Stream<String> refusedNames() {
        return Stream.of(
                "java.lang.ProcessBuilder",
                "java.lang.Runtime",
                "java.lang.Thread",
                "java.lang.reflect.Method",
                "java.lang.invoke.SerializedLambda",
                "java.net.URLClassLoader",
                "java.util.ServiceLoader",
                "java.util.Scanner",
                "java.io.FileOutputStream",
                "java.security.SignedObject",
                "java.rmi.server.UnicastRemoteObject",
                "javax.management.BadAttributeValueExpException",
                "javax.naming.InitialContext",
                "javax.script.ScriptEngineManager",
                "com.sun.rowset.JdbcRowSetImpl",
                "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
                "sun.misc.Unsafe",
                "jdk.internal.loader.URLClassPath",
                "[Ljava.lang.Runtime;",
                "[[Ljavax.naming.InitialContext;",
                "no.such.Type",
                "",
                "[",
                "[".repeat(300) + "I");
    }

    @ParameterizedTest
    @MethodSource("refusedNames")
    void decodeValue_ofRefusedClass_isAMissInKryoAndJava(String name) throws IOException {
        assertMiss(kryoClass(name));
        assertMiss(sealed(Format.JAVA, javaObject(name, 0, new byte[64])));
    }

    /** A Java object without fields. */
    private static byte[] javaObject(String className, long serialVersion, byte[] more) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
        out.writeShort(ObjectStreamConstants.STREAM_VERSION);
        out.writeByte(ObjectStreamConstants.TC_OBJECT);
        out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
        out.writeUTF(className);
        out.writeLong(serialVersion);
        out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
        out.writeShort(0);
        out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
        out.writeByte(ObjectStreamConstants.TC_NULL);
        out.write(more);
        return bytes.toByteArray();
    }

    @Test
    void decodeValue_ofRefusedClass_neitherInitialisesNorInstantiatesIt() throws IOException {
        List<String> patterns = List.of("!" + GADGET, "io.larder.**");
        EntryCodec<Object, Object> strict =
                new EntryCodec<>(ValueFormat.KRYO, getClass().getClassLoader(), patterns);

        assertThat(strict.decodeValue(kryoClass(GADGET))).isNull();
        assertThat(strict.decodeValue(kryoClass("[L" + GADGET + ";"))).isNull();
        assertThat(strict.decodeValue(sealed(Format.JAVA, javaObject(GADGET, 0, new byte[0]))))
                .isNull();
        assertThat(strict.decodeValue(sealed(Format.KRYO, nestedJava(javaObject(GADGET, 0, new byte[0])))))
                .isNull();
        assertThat(strict.decodeKey("e:" + GADGET + ":A", new byte[0])).isNull();
        assertThat(strict.undecodable()).isEqualTo(5);
        assertThat(EXECUTED).hasValue(0);

        // The same bytes, allowed: what the first part would have seen.
        Codecs.of(ValueFormat.KRYO).decodeValue(kryoClass(GADGET));
        assertThat(EXECUTED).hasPositiveValue();
    }

    private static byte[] nestedJava(byte[] object) {
        Output out = new Output(64, -1);
        out.writeVarInt(9 + 2, true); // the number of NestedJava; Kryo adds 2
        out.writeByte(1); // not a reference
        out.writeVarInt(object.length, true);
        out.writeBytes(object);
        return out.toBytes();
    }

    static Stream<Integer> containers() {
        return Stream.of(10, 12, 20, 22, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 44, 46);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void decodeValue_ofHugeLength_isAMissBeforeAnythingIsAllocated(int registration) {
        for (int claimed : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 28}) {
            byte[] payload = sealed(Format.KRYO, out -> {
                out.writeVarInt(registration + 2, true);
                out.writeByte(1);
                out.writeVarIntFlag(true, claimed, true);
                out.writeVarInt(claimed, true);
                out.writeBytes(new byte[8]);
            });
            long before = AllocatedBytes.ofThisThread();
            assertThat(codec.decodeValue(payload)).isNull();
            assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(4 << 20);
            byte[] plain = sealed(Format.KRYO, out -> {
                out.writeVarInt(registration + 2, true);
                out.writeByte(1);
                out.writeVarInt(claimed, true);
                out.writeBytes(new byte[8]);
            });
            assertThat(codec.decodeValue(plain)).isNull();
            assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(8 << 20);
        }
    }

    @Test
    void decodeValue_ofManyNestedHugeLengths_isAMiss() {
        byte[] payload = sealed(Format.KRYO, out -> {
            for (int i = 0; i < 400; i++) {
                out.writeVarInt(39 + 2, true); // Object[] in Object[] ...
                out.writeByte(1);
                out.writeVarInt(60_000, true); // ... each as long as it can claim to be alone
            }
            out.writeBytes(new byte[60_000]);
        });
        long before = AllocatedBytes.ofThisThread();

        assertMiss(payload);
        assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(8 << 20);
    }

    @Test
    void decodeValue_ofHugeJavaArray_isAMissBeforeItIsAllocated() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new long[] {1});
        }
        byte[] array = bytes.toByteArray();
        array[array.length - 12] = 1; // the highest byte of its length: 128 MB, which would fit into the heap
        long before = AllocatedBytes.ofThisThread();

        assertMiss(sealed(Format.JAVA, array));
        assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(1 << 20);
    }

    @Test
    void decodeValue_ofDeepNesting_isAMiss() {
        assertMiss(sealed(Format.KRYO, out -> {
            for (int i = 0; i < 100_000; i++) {
                out.writeVarInt(39 + 2, true);
                out.writeByte(1);
                out.writeVarInt(2, true);
            }
        }));
    }

    @Test
    void decodeValue_ofFieldOfAnotherType_isAMiss() {
        Values.Fields fields = new Values.Fields();
        fields.numbers = new int[] {1};
        fields.any = fields.numbers;
        byte[] value = valueBytes(fields);
        Map<Class<?>, Integer> seen = new HashMap<>();
        for (int i = 0; i < value.length; i++) {
            for (int replacement = 0; replacement < 60; replacement++) {
                byte[] changed = value.clone();
                changed[i] = (byte) replacement;
                Object decoded = codec.decodeValue(sealed(Format.KRYO, changed));
                if (decoded instanceof Values.Fields found) {
                    assertThat(fieldsFit(found)).isTrue();
                }
                seen.merge(decoded == null ? Void.class : decoded.getClass(), 1, Integer::sum);
            }
        }
        assertThat(seen).containsKeys(Void.class, Values.Fields.class);
    }

    private static boolean fieldsFit(Values.Fields fields) {
        return Arrays.stream(Values.Fields.class.getDeclaredFields())
                .filter(field -> !field.getType().isPrimitive())
                .allMatch(field -> {
                    try {
                        Object value = field.get(fields);
                        return value == null || field.getType().isInstance(value);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void decodeValue_ofReservedFlags_isAMiss() {
        byte[] payload = Codecs.encode(codec, "text");
        for (int flag : new int[] {0, 0x10, 0x20, 0x40, 0x80}) {
            byte[] later = payload.clone();
            later[0] |= (byte) flag;
            CRC32C checksum = new CRC32C();
            checksum.update(later[0]);
            checksum.update(later, 5, later.length - 5);
            ByteBuffer.wrap(later).putInt(1, (int) checksum.getValue());
            assertThat(codec.decodeValue(later)).isEqualTo(flag == 0 ? "text" : null);
        }
    }

    @Test
    void decodeValue_ofArrayThatIsLongerThanItsBytes_isAMissBeforeItIsAllocated() {
        byte[] payload = sealed(Format.KRYO, out -> {
            out.writeVarInt(36 + 2, true); // double[]
            out.writeByte(1);
            out.writeVarInt(60_001, true);
            out.writeBytes(new byte[60_000]);
        });
        assertMiss(payload);
        long before = AllocatedBytes.ofThisThread();

        assertMiss(payload);
        assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(8 * 60_000);
    }
}
