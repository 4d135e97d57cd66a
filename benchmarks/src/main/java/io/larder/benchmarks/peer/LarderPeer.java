package io.larder.benchmarks.peer;

import io.larder.LarderConfiguration;
import io.larder.benchmarks.plan.Operation;
import java.net.URI;
import java.util.Map;
import javax.cache.Caching;

/** Larder with its defaults. */
final class LarderPeer {

    private LarderPeer() {}

    static Peer open(String address) {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(address)
                .keyPrefix("bench-larder")
                .build();
        return JCachePeer.of(
                Caching.getCachingProvider("io.larder.spi.LarderCachingProvider")
                        .getCacheManager(
                                URI.create("urn:benchmark"),
                                LarderPeer.class.getClassLoader(),
                                configuration.toProperties()),
                Map.of(
                        Operation.CLEAR,
                        "entries are gone at once; their memory is freed later, in the background, which is not in"
                                + " these numbers"));
    }
}
