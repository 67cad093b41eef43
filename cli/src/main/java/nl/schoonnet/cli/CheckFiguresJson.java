// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.reporting.checks.CheckFigures;
import nl.schoonnet.reporting.checks.CheckFigures.Connection;
import nl.schoonnet.reporting.checks.CheckFigures.Count;
import nl.schoonnet.reporting.checks.CheckFigures.Row;

/** Reads the figures of the hash check as the server gives them. */
final class CheckFiguresJson {
    private CheckFiguresJson() {}

    /** @throws InputException if they aren't what they should be */
    static CheckFigures read(JsonNode figures) {
        try {
            List<Row> rows = new ArrayList<>();
            figures.path("rows").forEach(row -> rows.add(row(row)));
            List<Connection> connections = new ArrayList<>();
            figures.path("connections").forEach(connection -> connections.add(connection(connection)));
            return new CheckFigures(day(figures, "from"), day(figures, "to"), day(figures, "today"), rows, connections);
        } catch (DateTimeException e) {
            throw new InputException(
                    "not_a_server", "", 0, "What answers at --server isn't Schoonnet, or of another version.", e);
        }
    }

    private static Row row(JsonNode row) {
        JsonNode count = row.path("count");
        List<Long> latencies = new ArrayList<>();
        count.path("latencies").forEach(requests -> latencies.add(requests.asLong()));
        return new Row(
                day(row, "monday"),
                row.path("organisation").asText(),
                row.path("source").asText(),
                row.path("kind").asText(),
                new Count(
                        count.path("checks").asLong(),
                        count.path("hits").asLong(),
                        count.path("matched").asLong(),
                        count.path("unchecked").asLong(),
                        count.path("micros").asLong(),
                        latencies));
    }

    private static Connection connection(JsonNode connection) {
        return new Connection(
                connection.path("organisation").asText(),
                connection.path("customer").asText(),
                connection.path("domain").asText(),
                connection.path("mode").asText(),
                connection.path("obliged").asBoolean(),
                connection.path("hotline").asBoolean(),
                day(connection, "from"),
                connection.path("until").isTextual() ? day(connection, "until") : null);
    }

    private static LocalDate day(JsonNode of, String name) {
        return LocalDate.parse(of.path(name).asText());
    }
}
