package io.larder.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a writer leaves in the collection that it was given, and what that means. */
@ParameterizedClass
@EnumSource(Topology.class)
class WriterConventionsIT {

    @RegisterExtension
    final LarderCaches larder;

    private final Sink sink = new Sink();

    WriterConventionsIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    private Cache<String, String> cache() {
        return larder.cache(
                new MutableConfiguration<String, String>().setWriteThrough(true).setCacheWriterFactory(() -> sink));
    }

    @Test
    void batch_writerLeavesTheCollectionAsItIs_allIsDone() {
        Cache<String, String> cache = cache();

        cache.putAll(Map.of("a", "1", "b", "2"));
        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "1", "b", "2"));
        cache.removeAll(Set.of("a"));

        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("b", "2"));
    }

    @Test
    void batch_writerThrowsItsOwnException_callerGetsItAndOnlyWhatWasWrittenIsDone() {
        Cache<String, String> cache = cache();
        cache.put("a", "old");
        cache.put("b", "old");
        sink.failAfterFirst = true;

        assertThatExceptionOfType(CacheWriterException.class)
                .isThrownBy(() -> cache.putAll(Map.of("a", "new", "b", "new")))
                .withMessage("the writer's own");
        assertThat(cache.getAll(Set.of("a", "b")).values()).containsExactlyInAnyOrder("old", "new");
        assertThatExceptionOfType(CacheWriterException.class)
                .isThrownBy(() -> cache.removeAll(Set.of("a", "b")))
                .withMessage("the writer's own");

        assertThat(cache.getAll(Set.of("a", "b"))).hasSize(1);
    }

    private static final class Sink implements CacheWriter<String, String> {

        private boolean failAfterFirst;

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            afterFirst(entries);
        }

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {
            afterFirst(keys);
        }

        private void afterFirst(Collection<?> remaining) {
            if (failAfterFirst) {
                var iterator = remaining.iterator();
                iterator.next();
                iterator.remove();
                throw new CacheWriterException("the writer's own");
            }
        }
    }
}
