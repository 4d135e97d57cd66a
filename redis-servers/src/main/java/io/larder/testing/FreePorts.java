package io.larder.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on. Below the ephemeral range, so that no outgoing connection takes one in the meantime,
 * and with the cluster bus port (10000 higher) free too. The ports of the JSR-107 TCK (10000 to 10011) are left alone.
 */
public final class FreePorts {

    private static final int FIRST = 11_000;
    private static final int LAST = 20_999;
    private static final int BUS_OFFSET = 10_000;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** Returns one that is free now. Whoever wants several has to see to it that they differ. */
    public static int next() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(port) && isFree(port + BUS_OFFSET)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
