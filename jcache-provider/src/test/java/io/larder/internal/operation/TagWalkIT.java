package io.larder.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderConfiguration;
import io.larder.spi.LarderCachingProvider;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import io.larder.testing.RelayedConnection;
import io.larder.testing.TcpRelay;
import io.larder.testing.TcpRelay.Direction;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A walk that removes what it saw, while somebody else writes. */
@Timeout(60)
class TagWalkIT {

    private static final EntryOptions RED = EntryOptions.none().withTags("red");

    @Test
    void invalidateEntriesWithAll_entryPutAfterItWasLookedAt_stays() throws Exception {
        try (RedisDeployment redis = RedisServers.standalone();
                TcpRelay relay = TcpRelay.to(redis.nodes().get(0));
                LarderCachingProvider provider = new LarderCachingProvider()) {
            LarderCache<String, String> walking = open(provider, "redis://" + relay.host() + ":" + relay.port());
            LarderCache<String, String> writing = open(provider, redis.address());
            writing.put("new", "1", RED);
            writing.put("old", "1", RED);
            walking.remove("nothing"); // so that the script is known
            CompletableFuture<RelayedConnection> found =
                    relay.holdAtText(Direction.REQUESTS, "EVALSHA", Direction.REQUESTS);
            CompletableFuture<Long> removed =
                    CompletableFuture.supplyAsync(() -> walking.invalidateEntriesWithAll(Set.of("red"), soFar -> {}));
            RelayedConnection held = found.get(30, TimeUnit.SECONDS); // both were looked at
            writing.put("new", "2", RED);
            held.release(Direction.REQUESTS);

            assertThat(removed.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(writing.getAll(Set.of("new", "old"))).isEqualTo(Map.of("new", "2"));
        }
    }

    @SuppressWarnings("unchecked")
    private static LarderCache<String, String> open(LarderCachingProvider provider, String address) {
        LarderConfiguration configuration =
                LarderConfiguration.builder().redis(address).keyPrefix("walk").build();
        return provider.getCacheManager(
                        URI.create("urn:" + address.hashCode()),
                        TagWalkIT.class.getClassLoader(),
                        configuration.toProperties())
                .createCache("walked", new MutableConfiguration<>())
                .unwrap(LarderCache.class);
    }
}
