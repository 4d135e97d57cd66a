package io.larder.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to reach one server.
 *
 * @param login what AUTH takes: a password, or a user and a password; empty for none
 */
record Endpoint(String host, int port, boolean tls, List<String> login, int database) {

    static Endpoint loopback(int port) {
        return new Endpoint("127.0.0.1", port, false, List.of(), 0);
    }

    Endpoint at(String otherHost, int otherPort) {
        return new Endpoint(otherHost, otherPort, tls, login, database);
    }

    RespConnection connect(Duration timeout) throws IOException {
        RespConnection connection = RespConnection.open(host, port, tls, timeout);
        try {
            if (!login.isEmpty()) {
                connection.call(Stream.concat(Stream.of("AUTH"), login.stream()).toArray(String[]::new));
            }
            if (database > 0) {
                connection.call("SELECT", Integer.toString(database));
            }
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
