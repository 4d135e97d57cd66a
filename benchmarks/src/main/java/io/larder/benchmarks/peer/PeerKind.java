package io.larder.benchmarks.peer;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The peers there are. */
public enum PeerKind {

    /** Larder. */
    LARDER("larder", "Larder"),
    /** What Larder is compared with above all: Redisson's own JCache provider. */
    REDISSON("redisson", "Redisson JCache"),
    /** Lettuce's synchronous API. */
    LETTUCE("lettuce", "Lettuce sync"),
    /** Jedis with a pool. */
    JEDIS("jedis", "Jedis pool");

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
        };
    }

    /** The name that tables and plots show. */
    public String title() {
        return title;
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
