package io.larder.pressure;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The test that started this JVM, as seen from a role: lines in, lines out. Thread-safe. */
public final class Parent {

    /** Without a buffer in this JVM: a line that was said survives a SIGKILL. */
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** Begins to listen; this JVM ends when nobody is there to talk to it any more. */
    public Parent() {
        Thread reader = new Thread(this::listen, "parent");
        reader.setDaemon(true);
        reader.start();
    }

    private void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Says a line, whole, in one write. */
    public void tell(String line) {
        try {
            out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for this line. */
    public void await(String line) throws InterruptedException {
        String next = heard.take();
        if (!next.equals(line)) {
            throw new IllegalStateException("expected " + line + ", heard " + next);
        }
    }

    /** Waits for a line, whatever it is. */
    public String next() throws InterruptedException {
        return heard.take();
    }
}
