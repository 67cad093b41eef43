// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.LocalDate;
import nl.schoonnet.reporting.checks.CheckFigures;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures behind a report on the hash check. */
@RestController
class StatisticsApi {
    private final CheckStatistics statistics;

    StatisticsApi(CheckStatistics statistics) {
        this.statistics = statistics;
    }

    @GetMapping("/api/v1/hashes/statistics/figures")
    CheckFigures figures(@RequestParam LocalDate from, @RequestParam LocalDate to) {
        return statistics.figures(from, to);
    }
}
