// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.schoonnet.internet.attribution.Role;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.work.Resolved;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.intake.Vault;
import nl.schoonnet.server.measurement.MeasurementRuns;
import nl.schoonnet.server.measurement.RunWanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table that is brought later than the looks that it is about. */
class LaterTablesTests {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    Path data;

    @TempDir
    Path folder;

    private static String network(RunningServer server, long item) {
        Held held = server.part(Attributions.class)
                .ofItem(item)
                .getLast()
                .role(Role.NETWORK)
                .getFirst();
        return held.key() + " " + held.confidence();
    }

    @Test
    void a_later_edition_counts_when_it_is_asked_for_and_a_report_takes_the_kept_tables() throws IOException {
        Path routes = folder.resolve("routes.csv");
        try (RunningServer server = RunningServer.in(data, Map.of("schoonnet.attribution.tables", routes.toString()))) {
            String csv = "notice_id,url,sent_at\nn1,https://files.example/x," + START + "\n";
            server.part(NoticeIntake.class)
                    .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k");
            long item = server.part(Vault.class).find("https://files.example/x").orElseThrow();
            Resolved resolved = new Resolved(
                    Resolved.Answer.ADDRESSES,
                    List.of(IpAddress.parse("192.0.2.10").orElseThrow()),
                    List.of(),
                    List.of(),
                    true);
            Instant look = START.plus(Duration.ofHours(1));
            server.part(Resolutions.class).keep("ams-1", look, List.of(new Resolutions.Said(item, look, resolved)));
            server.part(Attributions.class).update();
            assertThat(server.part(NetworkTables.class).state().getFirst().fault())
                    .isIn("no_such_file", null);
            assertThat(network(server, item)).isEqualTo("? NO_TABLE null");

            edition(routes, 64500, START.plus(Duration.ofDays(1)));
            server.part(NetworkTables.class).refresh();
            server.part(Attributions.class).update();
            assertThat(network(server, item)).as("nothing new about the item").isEqualTo("? NO_TABLE null");
            assertThat(server.part(Attributions.class).recompute()).isEqualTo(1);
            assertThat(network(server, item)).isEqualTo("as:64500 LATER");

            edition(routes, 64501, START.minus(Duration.ofDays(1)));
            server.part(NetworkTables.class).refresh();
            server.part(Attributions.class).recompute();
            assertThat(network(server, item)).as("the one of that time").isEqualTo("as:64501 RECORDED");

            server.part(MeasurementRuns.class).make(RunWanted.standard().withBootstrap(0), "k");
            assertThat(server.part(JdbcClient.class)
                            .sql("SELECT parameters FROM measurement_run")
                            .query((row, n) -> row.getString(1))
                            .list())
                    .singleElement()
                    .asString()
                    .contains("networks", "routes-20260303T1000.csv");
        }
    }

    private static void edition(Path file, long asn, Instant changed) throws IOException {
        Files.writeString(file, "prefix,asn\n192.0.2.0/24," + asn + "\n");
        Files.setLastModifiedTime(file, FileTime.from(changed));
    }
}
