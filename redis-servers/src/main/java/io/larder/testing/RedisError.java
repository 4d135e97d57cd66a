package io.larder.testing;

/** The server answered with an error; the message is its text. */
public final class RedisError extends RuntimeException {

    /** Takes the server's text. */
    RedisError(String message) {
        super(message);
    }
}
