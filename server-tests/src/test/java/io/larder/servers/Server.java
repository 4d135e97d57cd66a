package io.larder.servers;

import java.io.IOException;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
        return body(send(request(path).GET()));
    }

    /** Puts something there that the path says all about. */
    void put(String path) {
        body(send(request(path).PUT(BodyPublishers.noBody())));
    }

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(current().root().resolve(path)).timeout(PATIENCE);
    }

    private static String body(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new AssertionError(response + ": " + response.body());
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

    HttpResponse<String> send(HttpRequest.Builder request) {
        HttpRequest sent = request.build();
        try {
            return client.send(sent, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(sent.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(sent.toString(), e);
        }
    }
}
