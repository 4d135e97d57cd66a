package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The last run, without a server: prints what came of the others, for {@code docs/conformance.md}. */
class TableOfServers {

    @Test
    void table_afterAllServers_isPrinted() throws Exception {
        String table = Files.readString(Path.of(System.getProperty("test.server.results"), "table.md"));

        System.out.println(table);

        assertThat(table.lines()).as("a head, and a row for each server").hasSizeGreaterThan(2);
    }
}
