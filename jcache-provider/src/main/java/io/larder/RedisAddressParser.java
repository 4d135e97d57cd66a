package io.larder;

import io.larder.RedisAddress.HostAndPort;
import io.larder.RedisAddress.Topology;
import io.larder.internal.error.ConfigurationErrors;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link RedisAddress addresses}. Its errors name the part and the rule, and nothing of the address. */
final class RedisAddressParser {

    private static final String EMBEDDED = "embedded:";
    private static final int LONGEST_ADDRESS = 8_192;
    private static final Pattern SCHEME = Pattern.compile("(redis|rediss)(\\+cluster|\\+sentinel)?://(.*)");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252}[A-Za-z0-9_.])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern NODE = Pattern.compile("(\\[[^\\[\\]]*\\]|[^:\\[\\]]*)(:(.*))?");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

    private RedisAddressParser() {}

    static RedisAddress parse(String text) {
        if (text.equals(EMBEDDED)) {
            return new RedisAddress(
                    Topology.EMBEDDED, false, List.of(), 0, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Matcher parts = SCHEME.matcher(text);
        require(text.length() <= LONGEST_ADDRESS, "An address has at most " + LONGEST_ADDRESS + " characters");
        require(
                text.chars().noneMatch(c -> c <= ' ' || c == 0x7f || Character.isISOControl(c)),
                "An address has no spaces and no control characters");
        require(
                parts.matches(),
                "An address begins with redis://, rediss://, redis+cluster://, rediss+cluster://, redis+sentinel:// or"
                        + " rediss+sentinel://, or is embedded:");
        return parse(topology(parts.group(2)), parts.group(1).equals("rediss"), parts.group(3));
    }

    private static RedisAddress parse(Topology topology, boolean tls, String rest) {
        require(!rest.contains("?") && !rest.contains("#"), "An address has no query and no fragment");
        int at = rest.indexOf('@');
        require(at == rest.lastIndexOf('@'), "An address has at most one @; in a user or password it is %40");
        Optional<Credentials> credentials =
                at < 0 ? Optional.empty() : Optional.of(Credentials.parse(rest.substring(0, at)));
        String[] path = rest.substring(at + 1).split("/", -1);
        return new RedisAddress(
                topology,
                tls,
                nodes(topology, path[0]),
                database(topology, path),
                masterName(topology, path),
                credentials.flatMap(Credentials::username),
                credentials.map(Credentials::password));
    }

    private static Topology topology(@Nullable String suffix) {
        if (suffix == null) {
            return Topology.STANDALONE;
        }
        return suffix.equals("+cluster") ? Topology.CLUSTER : Topology.SENTINEL;
    }

    private static List<HostAndPort> nodes(Topology topology, String text) {
        List<HostAndPort> nodes = new ArrayList<>();
        for (String node : text.split(",", -1)) {
            nodes.add(node(topology, node));
        }
        require(
                topology != Topology.STANDALONE || nodes.size() == 1,
                "redis:// and rediss:// name one server; several are a redis+cluster:// or redis+sentinel:// address");
        return nodes;
    }

    private static HostAndPort node(Topology topology, String text) {
        Matcher parts = NODE.matcher(text);
        require(
                parts.matches(),
                "A server is host:port, separated by commas from the next; an IPv6 address stands in brackets");
        String port = parts.group(3);
        return new HostAndPort(host(parts.group(1)), port == null ? defaultPort(topology) : port(port));
    }

    private static int defaultPort(Topology topology) {
        return topology == Topology.SENTINEL ? 26_379 : 6_379;
    }

    private static String host(String text) {
        if (text.startsWith("[")) {
            String ipv6 = text.substring(1, text.length() - 1);
            require(isIpv6(ipv6), "What stands in brackets is an IPv6 address");
            return ipv6;
        }
        require(
                HOST_NAME.matcher(text).matches(),
                "A host is a name of letters, digits, dots, hyphens and underscores (ASCII), an IPv4 address, or an IPv6"
                        + " address in brackets");
        return text;
    }

    private static boolean isIpv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName("[" + text + "]") != null; // in brackets, nothing is looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static int port(String text) {
        require(text.matches("[0-9]{1,5}"), "A port is a number from 1 to 65535");
        int port = Integer.parseInt(text);
        require(port >= 1 && port <= 65_535, "A port is a number from 1 to 65535");
        return port;
    }

    private static int database(Topology topology, String[] path) {
        int position = topology == Topology.SENTINEL ? 2 : 1;
        require(path.length <= position + 1, "Nothing follows the database number in an address");
        if (path.length <= position || path[position].isEmpty()) {
            return 0;
        }
        require(path[position].matches("[0-9]{1,5}"), "The database is a number from 0 to 99999");
        int database = Integer.parseInt(path[position]);
        require(database == 0 || topology != Topology.CLUSTER, "A cluster has database 0 only");
        return database;
    }

    private static Optional<String> masterName(Topology topology, String[] path) {
        if (topology != Topology.SENTINEL) {
            return Optional.empty();
        }
        require(
                path.length > 1 && !path[1].isEmpty(),
                "A redis+sentinel:// address ends with /master, the name by which the sentinels know the master, and"
                        + " perhaps /database");
        return Optional.of(PercentEscapes.decode(path[1]));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw ConfigurationErrors.invalidAddress(rule);
        }
    }

    /** User and password. */
    private record Credentials(Optional<String> username, String password) {

        static Credentials parse(String text) {
            require(!text.contains("/"), "In a user or password of an address, / is written %2F");
            int colon = text.indexOf(':');
            require(
                    colon >= 0 && colon < text.length() - 1,
                    "Credentials are user:password@ or, without a user, :password@");
            String username = PercentEscapes.decode(text.substring(0, colon));
            return new Credentials(
                    username.isEmpty() ? Optional.empty() : Optional.of(username),
                    PercentEscapes.decode(text.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return "Credentials";
        }
    }

    /** Percent escapes as in URIs: a plus sign is a plus sign. */
    private static final class PercentEscapes {

        private PercentEscapes() {}

        static String decode(String text) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int position = 0;
            while (position < text.length()) {
                int next = text.indexOf('%', position);
                int end = next < 0 ? text.length() : next;
                bytes.writeBytes(text.substring(position, end).getBytes(StandardCharsets.UTF_8));
                position = end;
                if (next >= 0) {
                    bytes.write(escaped(text, next));
                    position += 3;
                }
            }
            return utf8(bytes.toByteArray());
        }

        private static int escaped(String text, int percent) {
            Matcher escape = ESCAPE.matcher(text).region(percent, text.length());
            require(escape.lookingAt(), "In an address, % is followed by two hexadecimal digits; % itself is %25");
            return Integer.parseInt(escape.group(1), 16);
        }

        private static String utf8(byte[] bytes) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw ConfigurationErrors.invalidAddress("The percent escapes of an address are UTF-8");
            }
        }
    }
}
