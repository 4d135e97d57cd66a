package io.larder.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.TcpRelay.Direction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayedFlowTest {

    @Test
    void drain_bytesArrive_areCountedBeforeTheyCanBeAnswered() throws IOException {
        RelayedFlow flow = new RelayedFlow(Direction.REQUESTS, (same, bytes) -> {});
        flow.fill(new ByteArrayInputStream("request".getBytes(US_ASCII)));
        List<Long> counted = new ArrayList<>();

        flow.drain(new Arrival(() -> counted.add(flow.passedBytes())), () -> counted.add(-1L));

        assertThat(counted).containsExactly(7L, -1L);
    }

    /** Looks around when something arrives. */
    private static final class Arrival extends OutputStream {

        private final Runnable look;

        private Arrival(Runnable look) {
            this.look = look;
        }

        @Override
        public void write(int b) {
            look.run();
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            look.run();
        }
    }
}
