// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half a year of a public phishing feed, where that folder is there: what its own description says comes back. */
class RealTakedownTests {
    private static final Path FOLDER =
            Path.of(System.getProperty("schoonnet.root", ".."), "../shared/data/takedown-phish");

    @TempDir
    Path folder;

    private JsonNode figures = com.fasterxml.jackson.databind.node.MissingNode.getInstance();

    @Test
    void every_figure_of_the_description_comes_back() {
        assumeThat(FOLDER).as("the folder of real data beside the project").exists();
        Path out = folder.resolve("out");
        Terminal.run(
                        "report",
                        "--notices",
                        FOLDER.resolve("notices.csv.gz"),
                        "--sightings",
                        FOLDER,
                        "--bootstrap",
                        0,
                        "--out",
                        out)
                .ended(ExitStatus.DONE);
        figures = Year.json(out.resolve("figures.json"));
        counts();
        kaplanMeier();
        npmle();
        assertThat(number("/sieve/start")).isBetween(0.0, 24.0);
        assertThat(number("/sieve/cdf/24")).isBetween(0.0, number("/sieve/cdf/48"));
        // An interval stands there only if calibration admits this design; the keys stand there anyway.
        for (String end : List.of("/sieve/low/24", "/sieve/high/24", "/sieve/low/48", "/sieve/high/48")) {
            assertThat(figures.at(end).isMissingNode()).as(end).isFalse();
        }
        if (figures.at("/sieve/low/24").isNumber()) {
            assertThat(number("/sieve/cdf/24")).isBetween(number("/sieve/low/24"), number("/sieve/high/24"));
        }
        assertThat(figures.at("/method/version").asText()).isNotEmpty();
    }

    private void counts() {
        assertThat(figures.at("/snapshots/usable").asInt()).isEqualTo(145);
        assertThat(figures.at("/snapshots/outages").asInt()).isEqualTo(1);
        assertThat(figures.at("/items").asInt()).isEqualTo(41_221);
        assertThat(figures.at("/hosts").asInt()).isEqualTo(19_731);
        assertThat(figures.at("/rightCensored").asInt()).isEqualTo(5_231);
        assertThat(figures.at("/returned").asInt()).isEqualTo(1_047);
        assertThat(figures.at("/sureWithin/24").asInt()).isEqualTo(0);
        assertThat(figures.at("/sureWithin/48").asInt()).isEqualTo(8_816);
        assertThat(figures.at("/sureBeyond/24").asInt()).isEqualTo(32_294);
        assertThat(figures.at("/sureBeyond/48").asInt()).isEqualTo(27_342);
        near("/concentration/byHost/cr4", 7.241, 0.0005);
        near("/concentration/byHost/hhi", 31.69, 0.005);
        near("/conventions/lastSeen/within24", 0.2166, 0.00005);
        near("/conventions/lastSeen/from24to48", 0.1201, 0.00005);
        near("/conventions/lastSeen/beyond48", 0.6633, 0.00005);
        near("/conventions/firstAbsent/within24", 0.0000, 0.00005);
        near("/conventions/firstAbsent/from24to48", 0.2139, 0.00005);
        near("/conventions/firstAbsent/beyond48", 0.7861, 0.00005);
    }

    private void kaplanMeier() {
        near("/kaplanMeier/cdf/24", 0.1551, 0.00005);
        near("/kaplanMeier/low/24", 0.1512, 0.00005);
        near("/kaplanMeier/high/24", 0.1592, 0.00005);
        near("/kaplanMeier/cdf/48", 0.3149, 0.00005);
        near("/kaplanMeier/cdf/168", 0.5595, 0.00005);
        near("/kaplanMeier/median/value", 118.9, 0.05);
        near("/kaplanMeier/median/low", 116.6, 0.05);
        near("/kaplanMeier/median/high", 122.1, 0.05);
        assertThat(figures.at("/kaplanMeier/admitted").asBoolean()).isFalse();
    }

    private void npmle() {
        near("/npmle/logLikelihood", -121_307.336, 0.001);
        near("/npmle/cdf/24", 0.2508, 0.00005);
        near("/npmle/cdf/48", 0.3683, 0.00005);
        near("/npmle/cdf/168", 0.6051, 0.00005);
        assertThat(number("/npmle/kuhnTuckerGap")).isBetween(0.0, 1e-8);
        assertThat(number("/npmle/straddle/24")).isBetween(0.0, 1.0);
        assertThat(figures.at("/npmle/truncated").asBoolean()).isTrue();
    }

    private double number(String key) {
        assertThat(figures.at(key).isNumber()).as(key).isTrue();
        return figures.at(key).asDouble();
    }

    private void near(String key, double expected, double tolerance) {
        assertThat(number(key)).as(key).isCloseTo(expected, within(tolerance));
    }
}
