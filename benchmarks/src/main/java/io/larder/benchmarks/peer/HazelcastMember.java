package io.larder.benchmarks.peer;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.serialization.ByteArraySerializer;
import java.io.IOException;
import java.util.Objects;

/** The main class of a Hazelcast server: one member on the loopback interface, until its standard input ends. */
final class HazelcastMember {

    static final String CLUSTER = "larder-benchmark";
    static final String PORT_LINE = "port ";

    private HazelcastMember() {}

    /** Prints its port when it is ready. */
    public static void main(String... args) throws IOException {
        Config config = new Config();
        config.setClusterName(CLUSTER);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        serialization(config.getSerializationConfig());
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        System.out.println(
                PORT_LINE + member.getCluster().getLocalMember().getAddress().getPort());
        while (System.in.read() >= 0) {
            // Nothing is expected but the end.
        }
        member.getLifecycleService().terminate();
    }

    /** Items with Kryo, like everywhere. */
    static void serialization(SerializationConfig config) {
        config.addSerializerConfig(
                new SerializerConfig().setTypeClass(Item.class).setImplementation(new ItemSerializer()));
    }

    private static final class ItemSerializer implements ByteArraySerializer<Item> {

        @Override
        public int getTypeId() {
            return 1;
        }

        @Override
        public byte[] write(Item item) {
            return ItemBytes.encode(item);
        }

        @Override
        public Item read(byte[] bytes) {
            return Objects.requireNonNull(ItemBytes.decode(bytes));
        }
    }
}
