package io.larder.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that a cache has in Redis, as far as other versions and other JVMs depend on them. */
class CacheKeysTest {

    private static final int PARTITIONS = 16_384;
    private static final CacheKeys KEYS = CacheKeys.of("p", "c", PARTITIONS, key -> 0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "l:1",
                "s:hello%20world",
                "~\u007f",
                "\u0080",
                "s:gr\u00fc\u00dfe",
                "\ud83d\ude00x",
                "a\ud800b"
            })
    void partitionOf_anyText_isCrc32OfItsUtf8(String keyText) {
        CRC32 crc = new CRC32();
        crc.update(keyText.getBytes(UTF_8));
        assertThat(KEYS.partitionOf(keyText).stamp).isEqualTo("p:{c:" + crc.getValue() % PARTITIONS + "}:g");
    }
}
