package io.larder.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection that speaks RESP2, so that a test looks at Redis with other eyes than the product's client. Not
 * thread-safe.
 */
final class RespConnection implements AutoCloseable {

    private static final byte[] CRLF = {'\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static RespConnection open(String host, int port, boolean tls, Duration timeout) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        Socket socket = tls ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(host, port), millis);
            return new RespConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends one command; answers with String (simple), byte[] (bulk), Long, List or null; throws {@link RedisError}. */
    @Nullable
    Object call(byte[]... args) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        writeHeader(request, '*', args.length);
        for (byte[] arg : args) {
            writeHeader(request, '$', arg.length);
            request.write(arg);
            request.write(CRLF);
        }
        request.writeTo(out);
        out.flush();
        Object reply = read();
        if (reply instanceof RedisError error) {
            throw error;
        }
        return reply;
    }

    /** Sends one command of words. */
    @Nullable
    Object call(String... words) throws IOException {
        return call(Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    private static void writeHeader(ByteArrayOutputStream to, char type, int length) throws IOException {
        to.write((type + Integer.toString(length)).getBytes(StandardCharsets.US_ASCII));
        to.write(CRLF);
    }

    /** An error is a value here, because EXEC answers with a list that may hold some. */
    private @Nullable Object read() throws IOException {
        String line = readLine();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> new RedisError(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> readBulk(Integer.parseInt(rest));
            case '*' -> readList(Integer.parseInt(rest));
            default -> throw new IOException("not RESP2: " + line);
        };
    }

    private byte @Nullable [] readBulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.readNBytes(CRLF.length).length < CRLF.length) {
            throw new EOFException("the server hung up");
        }
        return bytes;
    }

    private @Nullable List<@Nullable Object> readList(int size) throws IOException {
        if (size < 0) {
            return null;
        }
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(read());
        }
        return list;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\r'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server hung up");
            }
            line.write(b);
        }
        if (in.read() != '\n') {
            throw new IOException("not RESP2: no newline");
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
