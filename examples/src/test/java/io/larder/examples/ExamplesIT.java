package io.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.examples.annotations.AnnotatedShop;
import io.larder.examples.beyond.BeyondJCache;
import io.larder.examples.loading.RefreshedOffers;
import io.larder.examples.locks.StockKeeper;
import io.larder.examples.nearcache.NearCaches;
import io.larder.examples.ownclient.OwnClient;
import io.larder.examples.quickstart.Quickstart;
import io.larder.examples.tags.TaggedShop;
import io.larder.examples.typed.TypedConfiguration;
import io.larder.testing.JavaApplication;
import io.larder.testing.JavaApplication.Outcome;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the examples to what they print. */
class ExamplesIT {

    private static final Pattern ROUNDS = Pattern.compile("first round: .* (\\d+) queries, +(\\d+) ms\\R"
            + " +second round: .* (\\d+) queries, +(\\d+) ms\\R +(\\d+) queries saved");
    private static final Pattern EXPIRY = Pattern.compile("at once: 99\\R +after (\\d\\.\\d) s: null");
    private static final Pattern SERVER = Pattern.compile("Embedded Redis started on 127\\.0\\.0\\.1:(\\d+)");

    @Test
    void quickstart_embeddedRedis_showsWhatItSays() {
        Outcome outcome = run(Quickstart.class);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        savesQueries(outcome);
        hearsOfChanges(outcome);
        sellsWhatThereIs(outcome);
        expires(outcome);
        countsInMxBean(outcome);
        leavesNoServer(outcome);
    }

    private static void savesQueries(Outcome outcome) {
        MatchResult rounds = find(ROUNDS, outcome);
        assertThat(rounds.group(1)).as("queries of the first round").isEqualTo("200");
        assertThat(rounds.group(3)).as("queries of the second round").isEqualTo("0");
        assertThat(rounds.group(5)).as("queries saved").isEqualTo("200");
        assertThat(Integer.parseInt(rounds.group(4)))
                .as("milliseconds of the second round")
                .isLessThan(Integer.parseInt(rounds.group(2)));
    }

    private static void hearsOfChanges(Outcome outcome) {
        assertThat(outcome.linesWith("heard:"))
                .containsExactly(
                        "   heard: created Product[id=201, name=quince, cents=120, stock=10]",
                        "   heard: updated Product[id=201, name=quince, cents=120, stock=10]"
                                + " to Product[id=201, name=quince, cents=99, stock=10]",
                        "   heard: removed 201");
        assertThat(outcome.output()).contains("in the database now: no product 201");
    }

    private static void sellsWhatThereIs(Outcome outcome) {
        assertThat(outcome.output()).contains("sold 50, left in the cache 0, in the database 0");
    }

    private static void expires(Outcome outcome) {
        assertThat(Double.parseDouble(find(EXPIRY, outcome).group(1)))
                .as("seconds until it expired")
                .isBetween(0.9, 3.0);
    }

    private static void countsInMxBean(Outcome outcome) {
        assertThat(outcome.linesWith("javax.cache:type=CacheStatistics")).hasSize(1);
        assertThat(outcome.output()).contains(" gets: ", " hits, 200 misses; ", " 1 removals; ");
    }

    private static void leavesNoServer(Outcome outcome) {
        int port = Integer.parseInt(find(SERVER, outcome).group(1));
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .as("connecting to the server that was there")
                .isInstanceOf(ConnectException.class);
    }

    private static MatchResult find(Pattern pattern, Outcome outcome) {
        return pattern.matcher(outcome.output())
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " is not in\n" + outcome.output()));
    }

    @Test
    void ownClient_sharedWithCaches_staysOpen() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            Outcome outcome = run(OwnClient.class, redis.address());
            assertThat(outcome.output())
                    .contains("From the cache: good morning")
                    .contains("The same client underneath: yes")
                    .contains("Still open, and the application's: 1 visit");
            assertThat(outcome.exitCode()).isZero();
            assertThat(redis.keys()).isEmpty();
        }
    }

    @Test
    void typedConfiguration_createsAndUsesCaches() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            Outcome outcome = run(TypedConfiguration.class, redis.address());
            assertThat(outcome.output()).contains("Page: <h1>Welcome</h1>", "Session: 1");
            assertThat(outcome.exitCode()).isZero();
            assertThat(redis.keys()).isEmpty();
        }
    }

    @Test
    void nearCaches_changedElsewhere_showTheChange() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            Outcome outcome = run(NearCaches.class, redis.address());
            assertThat(outcome.output()).contains("100000 reads: ", "Here too: Switzerland");
            assertThat(outcome.exitCode()).isZero();
        }
    }

    @Test
    void stockKeeper_locksAndGuards_loseNothingAndLeaveTheCounterOnly() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            Outcome outcome = run(StockKeeper.class, redis.address());
            assertThat(outcome.output())
                    .contains("Left when all have taken: 0")
                    .contains("The late write was refused, there are 100")
                    .contains("Rejected: The apples are being counted already");
            assertThat(outcome.exitCode()).isZero();
            assertThat(redis.keys())
                    .allMatch(key -> key.endsWith("{#locks}:token") || key.startsWith("redisson_unlock"));
        }
    }

    @Test
    void beyondJCache_usesWhatLarderHasMore() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            Outcome outcome = run(BeyondJCache.class, redis.address());
            assertThat(outcome.output())
                    .contains(
                            "Expires: true",
                            "Kept: eternal",
                            "Not there: absent",
                            "Loaded: 500 of 500",
                            "Keys: [week:40, week:41, week:42, week:43, week:44, week:45, week:46, week:47, week:48, week:49]",
                            "Size: 501, estimated 501",
                            "Invalidated: 111, left 390",
                            "Without waiting: plums");
            assertThat(outcome.exitCode()).isZero();
            assertThat(redis.keys()).isEmpty();
        }
    }

    @Test
    void taggedShop_whatChanges_takesWhatIsMadeOfIt() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            Outcome outcome = run(TaggedShop.class, redis.address());
            assertThat(outcome.output())
                    .contains(
                            "Tags of 1: [fruit, product:1, supplier:miller]",
                            "Without smith's: [1, 2]",
                            "Without the pears: [2], their page null",
                            "The other page: rye, wheat",
                            "Removed: 1, left [2]");
            assertThat(outcome.exitCode()).isZero();
            assertThat(redis.keys()).isEmpty();
        }
    }

    @Test
    void refreshedOffers_pastTheirTime_areServedAndRefreshed() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            Outcome outcome = run(RefreshedOffers.class, redis.address());
            assertThat(outcome.output())
                    .contains(
                            "Loaded: spring-sale of query 1",
                            "Past its time: spring-sale of query 1",
                            "Refreshed behind us: spring-sale of query 2",
                            "Asked: io.larder.examples.loading.RefreshedOffers$DatabaseDown",
                            "Not asked again: io.larder.examples.loading.RefreshedOffers$DatabaseDown");
            assertThat(outcome.exitCode()).isZero();
            assertThat(redis.keys()).isEmpty();
        }
    }

    @Test
    void annotatedShop_methods_areCachedLockedAndGuarded() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            Outcome outcome = run(AnnotatedShop.class, redis.address());
            assertThat(outcome.output())
                    .contains(
                            "First: Product[id=1, name=apple, category=fruit, cents=50]",
                            "Bread is dearer: Product[id=1, name=apple, category=fruit, cents=50]",
                            "Fruit is dearer: Product[id=1, name=apple, category=fruit, cents=60]",
                            "Tokens grow: true",
                            "Rejected: Order 17 is being paid already, try again in a moment");
            assertThat(outcome.linesWith("asking the database for 1")).hasSize(2);
            assertThat(outcome.exitCode()).isZero();
        }
    }

    private static Outcome run(Class<?> example, String... args) {
        return JavaApplication.of(System.getProperty("java.class.path"), example.getName())
                .run(args);
    }
}
