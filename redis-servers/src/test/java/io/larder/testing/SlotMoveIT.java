package io.larder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlotMoveIT {

    private static final int MASTERS = 3;
    private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    private static final int MOVES = KEYS.size() * MASTERS * 10;

    /** One after another, without waiting for the nodes to hear of the last one from each other. */
    @Test
    void finish_oneMoveAfterAnother_takesEachSlotToTheNextMaster() {
        try (RedisDeployment cluster = RedisServers.cluster(MASTERS)) {
            List<RedisNode> before = owners(cluster);
            for (int i = 0; i < KEYS.size(); i++) {
                before.get(i).command("SET", KEYS.get(i), "kept");
            }

            for (int move = 0; move < MOVES; move++) {
                SlotMove.begin(cluster, SlotMove.slotOf(cluster, KEYS.get(move % KEYS.size())))
                        .finish();
            }

            List<RedisNode> after = owners(cluster);
            assertThat(after).as("all the way around").isEqualTo(before);
            for (int i = 0; i < KEYS.size(); i++) {
                assertThat(after.get(i).command("GET", KEYS.get(i))).isEqualTo("kept");
            }
        }
    }

    private static List<RedisNode> owners(RedisDeployment cluster) {
        return KEYS.stream()
                .map(key -> SlotMove.ownerOf(cluster, SlotMove.slotOf(cluster, key)))
                .toList();
    }
}
