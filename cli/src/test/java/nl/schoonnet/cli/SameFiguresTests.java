// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same input and options give the same figures, wherever they are written and by however many threads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameFiguresTests {
    @TempDir
    static Path folder;

    private Path one = Path.of("");
    private Path three = Path.of("");

    @BeforeAll
    void report() {
        Year year = Year.small(21, folder.resolve("year"));
        one = folder.resolve("one");
        three = folder.resolve("some where").resolve("three");
        Terminal.run(year.bare("--threads", 1, "--out", one, "--bootstrap=40")).ended(ExitStatus.DONE);
        Terminal.run(year.bare("--out=" + three, "--bootstrap=40", "--threads=3"))
                .ended(ExitStatus.DONE);
    }

    @Test
    void figures_and_tables_are_the_same_byte_for_byte() throws IOException {
        assertThat(Files.readAllBytes(three.resolve("figures.json")))
                .isEqualTo(Files.readAllBytes(one.resolve("figures.json")));
        Year.bytes(one.resolve("tables")).forEach((name, bytes) -> {
            try {
                assertThat(Files.readAllBytes(three.resolve("tables").resolve(name)))
                        .as(name)
                        .isEqualTo(bytes);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(Files.readAllBytes(three.resolve("report.html")))
                .isEqualTo(Files.readAllBytes(one.resolve("report.html")));
    }

    @Test
    void the_command_makes_the_figures_again_and_says_nothing_of_the_place() {
        String command = Year.json(one.resolve("figures.json"))
                .get("method")
                .get("command")
                .asText();
        assertThat(command)
                .startsWith("./schoonnet report --notices ")
                .contains("--bootstrap=40")
                .doesNotContain("--out")
                .doesNotContain("--threads")
                .doesNotContain(one.toString());
    }

    @Test
    void keys_are_sorted_and_the_ones_that_others_rely_on_are_there() {
        JsonNode figures = Year.json(one.resolve("figures.json"));
        unsorted(figures);
        for (String key : List.of(
                "/items",
                "/rightCensored",
                "/returned",
                "/sureWithin/24",
                "/sureWithin/48",
                "/sureBeyond/24",
                "/sureBeyond/48",
                "/hosts",
                "/concentration/byHost/cr4",
                "/concentration/byHost/hhi",
                "/kaplanMeier/cdf/24",
                "/kaplanMeier/cdf/48",
                "/kaplanMeier/cdf/168",
                "/kaplanMeier/low/24",
                "/kaplanMeier/high/168",
                "/kaplanMeier/median/value",
                "/kaplanMeier/median/low",
                "/kaplanMeier/median/high",
                "/npmle/cdf/24",
                "/npmle/cdf/48",
                "/npmle/cdf/168",
                "/npmle/straddle/24",
                "/npmle/kuhnTuckerGap",
                "/npmle/logLikelihood",
                "/sieve/start",
                "/sieve/cdf/24",
                "/sieve/cdf/48",
                "/sieve/low/24",
                "/sieve/high/24",
                "/method/version")) {
            assertThat(figures.at(key).isMissingNode()).as(key).isFalse();
        }
    }

    private static void unsorted(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        assertThat(names).isSorted();
        node.forEach(SameFiguresTests::unsorted);
    }

    @Test
    void numbers_have_ten_significant_digits_at_most() {
        digits(Year.json(one.resolve("figures.json")));
    }

    private static void digits(JsonNode node) {
        if (node.isFloatingPointNumber()) {
            assertThat(node.decimalValue().round(new java.math.MathContext(10)).doubleValue())
                    .isEqualTo(node.doubleValue());
        }
        node.forEach(SameFiguresTests::digits);
    }
}
