package io.larder.benchmarks.peer;

import io.larder.LarderConfiguration;
import java.net.URI;
import javax.cache.Caching;

/** Larder with its defaults. */
final class LarderPeer {

    private LarderPeer() {}

    static Peer open(String address) {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(address)
                .keyPrefix("bench-larder")
                .build();
        return JCachePeer.of(Caching.getCachingProvider("io.larder.spi.LarderCachingProvider")
                .getCacheManager(
                        URI.create("urn:benchmark"), LarderPeer.class.getClassLoader(), configuration.toProperties()));
    }
}
