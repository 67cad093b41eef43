// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.BulletList;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.document.Metadata;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Plot;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.CoveragePlot;
import nl.schoonnet.reporting.plot.Interval;
import nl.schoonnet.reporting.text.Texts;

/** The calibration as a page. */
final class CalibrationDocument {
    private CalibrationDocument() {}

    static Document of(List<Result> results) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Paragraph.of("Each design simulates data sets with known truth and asks how often the interval that the"
                        + " product prints holds it. An interval for one number is admitted at 93 to 97%, one for a whole set of"
                        + " values at 94% or more. Under " + Design.DECIDING
                        + " data sets, end to end " + LiveDesigns.DECIDING + ", a design stays open unless it clearly"
                        + " misses. A report prints no band where a design missed, is open or wasn't run."));
        blocks.add(new Plot(caption(results), plot(results), ResultTable.table(results)));
        List<String> missed = results.stream()
                .filter(r -> r.verdict() == Verdict.MISSED)
                .map(r -> r.design().name() + ": " + r.note())
                .toList();
        blocks.add(Paragraph.heading("Missed"));
        blocks.add(missed.isEmpty() ? Paragraph.of("None.") : new BulletList(missed));
        return new Document(
                "Calibration of the estimators",
                ResultTable.summary(results),
                "",
                Locale.ENGLISH,
                List.of(new Section("coverage", "Coverage", blocks)),
                "Schoonnet, method " + FigureSettings.METHOD_VERSION
                        + ", seeds from method version and design name; simulated data only",
                new Metadata("", "How often the intervals held simulated truth", List.of("calibration", "coverage")));
    }

    private static Caption caption(List<Result> results) {
        int fewest = results.stream()
                .mapToInt(Result::replications)
                .filter(n -> n > 0)
                .min()
                .orElse(0);
        int most = results.stream().mapToInt(Result::replications).max().orElse(0);
        return new Caption(
                "coverage-by-design",
                "How often 95% intervals held the simulated truth",
                ResultTable.summary(results),
                "n = " + (fewest == most ? "" : counted(fewest) + " to ") + counted(most) + " data sets per design",
                "simulation with known truth, method " + FigureSettings.METHOD_VERSION
                        + "; lines are Wilson's 95% intervals of the coverage");
    }

    private static String counted(int number) {
        return Texts.of(Locale.ENGLISH).count(number);
    }

    private static CoveragePlot plot(List<Result> results) {
        List<CoveragePlot.Row> rows = new ArrayList<>();
        for (Result result : results) {
            result.coverageInterval()
                    .ifPresent(i -> rows.add(new CoveragePlot.Row(
                            result.design().name(),
                            result.replications(),
                            result.coverage(),
                            new Interval(i.low(), i.high()),
                            result.verdict() == Verdict.ADMITTED)));
        }
        return new CoveragePlot(
                Axis.share("coverage"),
                0.8,
                0.95,
                new Interval(
                        Criterion.POINT.coverage().low(),
                        Criterion.POINT.coverage().high()),
                "admitted for one number: 93-97%",
                rows);
    }
}
