package io.larder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.RepeatedTest;

class FreePortsTest {

    @RepeatedTest(20)
    void next_always_canBeBoundAndLeavesRoomForTheBus() throws IOException {
        int port = FreePorts.next();

        try (ServerSocket bound = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(bound.getLocalPort()).isBetween(11_000, 20_999);
        }
    }
}
