package io.larder.benchmarks.peer;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.cache.Caching;

/** The peers there are. */
public enum PeerKind {

    /** Larder. */
    LARDER("larder", "Larder"),
    /** What Larder is compared with above all: Redisson's own JCache provider. */
    REDISSON("redisson", "Redisson JCache"),
    /** Lettuce's synchronous API. */
    LETTUCE("lettuce", "Lettuce sync"),
    /** Jedis with a pool. */
    JEDIS("jedis", "Jedis pool"),
    /** Spring Data Redis on Lettuce. */
    SPRING("spring", "Spring Data Redis"),
    /** Hazelcast's JCache provider, with a near cache; on a server of its own. */
    HAZELCAST("hazelcast", "Hazelcast, near cache"),
    /** Caffeine's JCache provider: no server at all. */
    CAFFEINE_JCACHE("caffeine-jcache", "Caffeine JCache"),
    /** Caffeine: no server at all. */
    CAFFEINE("caffeine", "Caffeine"),
    /** Larder with a near cache, of values that might be changed: each caller gets one of its own. */
    LARDER_NEAR("larder-near", "Larder, near cache"),
    /** Larder with a near cache, of values that are known never to change: callers share them. */
    LARDER_NEAR_IMMUTABLE("larder-near-immutable", "Larder, near, immutable");

    private final String label;
    private final String title;

    PeerKind(String label, String title) {
        this.label = label;
        this.title = title;
    }

    /** Finds a peer by its label. */
    public static PeerKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no peer " + label + "; there are "
                        + Arrays.stream(values()).map(PeerKind::toString).collect(Collectors.joining(", "))));
    }

    /** Connects to the servers at an address as Larder takes it. */
    public Peer open(String address) {
        return switch (this) {
            case LARDER -> LarderPeer.open(address);
            case REDISSON -> RedissonPeer.open(address);
            case LETTUCE -> LettucePeer.open(address);
            case JEDIS -> JedisPeer.open(address);
            case SPRING -> SpringPeer.open(address);
            case HAZELCAST -> HazelcastPeer.open();
            case CAFFEINE_JCACHE ->
                JCachePeer.of(
                        Caching.getCachingProvider("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
                                .getCacheManager(),
                        Map.of());
            case CAFFEINE -> new CaffeinePeer();
            case LARDER_NEAR -> LarderNearPeer.open(address, settings -> {});
            case LARDER_NEAR_IMMUTABLE ->
                LarderNearPeer.open(address, settings -> settings.nearCacheImmutable(Item.class.getName()));
        };
    }

    /** The name that tables and plots show. */
    public String title() {
        return title;
    }

    /** Whether it keeps its entries in Redis; the others are what else one might choose. */
    public boolean isOnRedis() {
        return switch (this) {
            case LARDER, REDISSON, LETTUCE, JEDIS, SPRING, LARDER_NEAR, LARDER_NEAR_IMMUTABLE -> true;
            case HAZELCAST, CAFFEINE_JCACHE, CAFFEINE -> false;
        };
    }

    /** Whether it is the provider of plain Redisson, which excludes Larder's own client from its class path. */
    public boolean isPlainRedisson() {
        return this == REDISSON;
    }

    @Override
    public String toString() {
        return label;
    }
}
