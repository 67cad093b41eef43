// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The application's modules, and what their tables may use so that they can be spread over machines one day. */
class ModuleTests {
    private static final List<String> FORBIDDEN = List.of(
            "serial",
            "create sequence",
            "identity",
            "create trigger",
            "exclude using",
            "pg_advisory",
            "notify ",
            "listen ",
            "current_timestamp",
            "now()",
            "using gin",
            "using brin");

    @Test
    void modules_meet_only_at_their_public_types_and_form_no_cycle() {
        ApplicationModules.of(Application.class).verify();
    }

    @Test
    void migrations_use_nothing_that_stands_in_the_way_of_many_machines() throws IOException {
        Path folder = Path.of(System.getProperty("schoonnet.root", ".."), "server/src/main/resources/db/migration");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> migrations = files.sorted().toList();
            assertThat(migrations).hasSizeGreaterThanOrEqualTo(2);
            for (Path migration : migrations) {
                String sql = Files.readString(migration, StandardCharsets.UTF_8)
                        .replaceAll("--[^\n]*", "")
                        .toLowerCase(Locale.ROOT);
                assertThat(sql).as(migration.getFileName().toString()).doesNotContain(FORBIDDEN);
                assertThat(sql.split("create table", -1))
                        .filteredOn(table ->
                                table.contains("item_id ") && !table.strip().startsWith("--"))
                        .filteredOn(table -> table.contains(" unique"))
                        .isEmpty();
            }
        }
    }
}
