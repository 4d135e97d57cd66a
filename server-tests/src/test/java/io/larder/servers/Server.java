package io.larder.servers;

import java.io.IOException;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The server of this run, as its clients see it. */
record Server(URI root, HttpClient client) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static Server current() {
        return new Server(
                URI.create("http://127.0.0.1:" + System.getProperty("test.port.http")),
                HttpClient.newBuilder().build());
    }

    /** As a browser sees it, which keeps its session. */
    static Server withCookies() {
        return new Server(
                current().root(),
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build());
    }

    /** Returns what is answered at a path. */
    String get(String path) {
        HttpResponse<String> response = send(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response.statusCode() + ' ' + response.body());
        }
        return response.body();
    }

    Map<String, String> getProperties(String path) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(get(path)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    HttpResponse<String> send(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }
}
