package io.larder.testing;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A deployment that runs already, found by its address. Tests empty the database again and again, so one that holds
 * anything is refused.
 */
final class ForeignDeployment {

    private static final Pattern ADDRESS = Pattern.compile(
            "(?<kind>redis|rediss|redis\\+cluster|rediss\\+cluster)://((?<login>[^@]+)@)?(?<nodes>[^/@]+)(/(?<database>\\d+))?/?");

    /** A master's line in the answer to CLUSTER NODES: id, {@code host:port@bus}, flags. */
    private static final Pattern MASTER = Pattern.compile("(?m)^\\S+ (\\S+):(\\d+)@\\S+ \\S*master");

    private ForeignDeployment() {}

    static RedisDeployment at(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "-Dtest.redis.address is none of redis://[user:password@]host:port[/database],"
                            + " rediss://…, redis+cluster://host:port,host:port, rediss+cluster://…");
        }
        List<Endpoint> named = endpoints(parts);
        boolean cluster = parts.group("kind").endsWith("cluster");
        List<RedisNode> nodes = (cluster ? masters(named.get(0)) : named)
                .stream().map(RedisNode::foreign).toList();
        return refuseData(new RedisDeployment(address, nodes));
    }

    private static List<Endpoint> endpoints(Matcher parts) {
        boolean tls = parts.group("kind").startsWith("rediss");
        int database = parts.group("database") == null ? 0 : Integer.parseInt(parts.group("database"));
        List<String> login = login(parts);
        return Arrays.stream(parts.group("nodes").split(",", -1))
                .map(node -> endpoint(node, tls, login, database))
                .toList();
    }

    /** {@code user:password}, or {@code :password} alone. */
    private static List<String> login(Matcher parts) {
        String login = parts.group("login");
        return login == null
                ? List.of()
                : Arrays.stream(login.split(":", 2))
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    private static Endpoint endpoint(String node, boolean tls, List<String> login, int database) {
        int colon = node.lastIndexOf(':');
        return new Endpoint(
                node.substring(0, colon), Integer.parseInt(node.substring(colon + 1)), tls, login, database);
    }

    /** Asks one node for the others: a test that counts or deletes keys has to see all of them. */
    private static List<Endpoint> masters(Endpoint any) {
        RedisNode node = RedisNode.foreign(any);
        try {
            Matcher line = MASTER.matcher(String.valueOf(node.command("CLUSTER", "NODES")));
            return line.results()
                    .map(found -> any.at(found.group(1), Integer.parseInt(found.group(2))))
                    .toList();
        } finally {
            node.close();
        }
    }

    private static RedisDeployment refuseData(RedisDeployment deployment) {
        long keys = deployment.keys().size();
        if (keys > 0) {
            deployment.close();
            throw new IllegalStateException("-Dtest.redis.address names a deployment that holds " + keys
                    + " keys; tests would delete them. Name an empty database.");
        }
        return deployment;
    }
}
