// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.encoded;
import static nl.schoonnet.server.hashcheck.TestService.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a newer schema makes of lists that an earlier one took in. */
class HashUpgradeTests {
    /** To schema 013. */
    private static final List<String> BACK = List.of(
            "DROP TABLE hash_order",
            "ALTER TABLE hash_import DROP COLUMN waiting",
            "ALTER TABLE hash_completion DROP COLUMN removed",
            "ALTER TABLE hash_source DROP COLUMN cleared",
            "DELETE FROM flyway_schema_history WHERE version = '014'");

    @Test
    void what_was_dated_ahead_before_that_was_corrected_does_not_outlast_its_withdrawal(@TempDir Path data)
            throws Exception {
        String md5 = hash("ahead", 16);
        String host;
        try (TestService before = TestService.in(data)) {
            host = before.key("Host", Role.CHECKER);
            before.source("ahead", false);
            before.taken("ahead", md5);
            JdbcClient jdbc = before.part(JdbcClient.class);
            jdbc.sql("UPDATE hash_fact SET changed_at = '2099-01-01T00:00:00Z'").update();
            assertThat(before.post(
                                    "/api/v1/hashes/sources/ahead/withdrawals",
                                    before.curator(),
                                    "application/octet-stream",
                                    Map.of("Reason", encoded("listed by mistake, told by its maker")),
                                    md5.getBytes(StandardCharsets.UTF_8))
                            .body())
                    .contains("\"withdrawn\":1");
            assertThat(before.result("md5", md5, host)).as("as it was").isEqualTo("match");
            before.part(KnownHashes.class).save();
            BACK.forEach(statement -> jdbc.sql(statement).update());
        }
        try (TestService after = TestService.in(data)) {
            after.part(KnownHashes.class).catchUp();
            assertThat(after.part(KnownHashes.class).factsOpened())
                    .as("files aren't believed")
                    .isPositive();
            assertThat(after.result("md5", md5, host)).isEqualTo("no-match");
        }
    }
}
