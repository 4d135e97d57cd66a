package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Larder once in the server, and two applications that have none of it. */
abstract class SharedLarder {

    static final PlacedApplication EAST = new PlacedApplication("shared-east");
    static final PlacedApplication WEST = new PlacedApplication("shared-west");

    abstract void deploy(PlacedApplication application);

    abstract void undeploy(PlacedApplication application);

    @Test
    void larderInTheServer_twoApplications_stayApart() {
        Map<String, String> before = PlacedApplication.left();
        deploy(EAST);
        try {
            deploy(WEST);
            try {
                assertThat(EAST.found("shared")).isEqualTo("Article[name=shared, calls=1]");
                assertThat(EAST.found("shared")).as("from the cache").isEqualTo("Article[name=shared, calls=1]");
                assertThat(WEST.found("shared"))
                        .as("the other's entry, read as this one's class")
                        .isEqualTo("Article[name=shared, calls=1]");
                EAST.requireOwnClassesOnly();
                WEST.requireOwnClassesOnly();
            } finally {
                undeploy(WEST);
            }
            assertThat(EAST.found("after")).as("when the other is gone").isEqualTo("Article[name=after, calls=2]");
            EAST.requireOwnClassesOnly();
        } finally {
            undeploy(EAST);
        }
        PlacedApplication.requireNothingLeftBut(before);
    }
}
