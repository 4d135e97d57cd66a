package io.larder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A master with a replica, alone or watched by sentinels. */
final class Replication {

    private static final String MASTER_NAME = "larder";

    private Replication() {}

    static RedisDeployment startPair() {
        RedisNode master = RedisNode.own(ServerProcess.startNew(List.of("--repl-diskless-sync-delay", "0")));
        RedisNode replica = replicaOf(master);
        return new RedisDeployment("redis://" + master, List.of(master, replica));
    }

    static RedisDeployment startWatchedPair(int count) {
        RedisDeployment pair = startPair();
        RedisNode master = pair.nodes().get(0);
        List<RedisNode> sentinels = IntStream.range(0, count)
                .mapToObj(i -> RedisNode.own(ServerProcess.startNew(sentinelArgs(master, count))))
                .toList();
        sentinels.forEach(
                sentinel -> Await.until("sentinel " + sentinel + " sees all", () -> seesAll(sentinel, count)));
        return new RedisDeployment(
                "redis+sentinel://" + RedisServers.join(sentinels) + "/" + MASTER_NAME, pair.nodes(), sentinels);
    }

    private static RedisNode replicaOf(RedisNode master) {
        RedisNode replica = RedisNode.own(ServerProcess.startNew(List.of(
                "--replicaof", master.host(), Integer.toString(master.port()), "--repl-diskless-sync-delay", "0")));
        Await.until(
                "replica in sync",
                () -> String.valueOf(replica.command("INFO", "replication")).contains("master_link_status:up"));
        return replica;
    }

    /** A sentinel rewrites its configuration file, so it needs one of its own. */
    private static List<String> sentinelArgs(RedisNode master, int count) {
        try {
            Path file = TempFolders.create("larder-sentinel").resolve("sentinel.conf");
            String monitor = String.join(
                    " ",
                    "sentinel monitor",
                    MASTER_NAME,
                    master.host(),
                    Integer.toString(master.port()),
                    quorum(count));
            Files.write(
                    file,
                    List.of(
                            monitor,
                            "sentinel down-after-milliseconds " + MASTER_NAME + " 1000",
                            "sentinel failover-timeout " + MASTER_NAME + " 3000"));
            return List.of(file.toString(), "--sentinel");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quorum(int sentinels) {
        return Integer.toString(sentinels / 2 + 1);
    }

    private static boolean seesAll(RedisNode sentinel, int count) {
        String info = String.valueOf(sentinel.command("INFO", "sentinel"));
        return info.contains("status=ok") && info.contains("slaves=1") && info.contains("sentinels=" + count);
    }
}
