// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import nl.schoonnet.reporting.document.CsvRenderer;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.document.HtmlRenderer;
import nl.schoonnet.reporting.document.SvgRenderer;

/**
 * The calibration of the estimators (MEASUREMENT.md section 7): every interval that a report may print, held against
 * simulated truth. Immutable.
 */
public final class Calibration {
    private final List<Result> results;

    private Calibration(List<Result> results) {
        this.results = List.copyOf(results);
    }

    /** How much is simulated. */
    public enum Effort {
        /** A minute or two: shows that it works, decides little. */
        SMALL,
        /** 2,000 data sets per design: decides. */
        FULL
    }

    /** The names of the estimators' designs, in the order in which they are run. */
    public static List<String> designs() {
        return Catalogue.all().stream().map(Design::name).toList();
    }

    /**
     * Runs the estimators' designs.
     *
     * @param only names of the designs to run; empty for all
     * @param limit no design is begun or gone on with after this much time; those that it leaves undone are named
     * @param threads side by side, at least 1; the result doesn't depend on it
     * @param resume a file that keeps finished data sets, from which the run goes on; empty to begin anew and keep none
     * @param progress told what is being done
     * @throws nl.schoonnet.internet.input.InputException if that file is something else
     */
    public static Calibration run(
            Effort effort,
            Set<String> only,
            InstantSource clock,
            Duration limit,
            int threads,
            Optional<Path> resume,
            Consumer<String> progress) {
        Journal journal = resume.map(Journal::in).orElseGet(Journal::none);
        return of(new Runner(effort, clock, limit, threads, progress, journal)
                .run(Catalogue.all().stream()
                        .filter(design -> only.isEmpty() || only.contains(design.name()))
                        .toList()));
    }

    /**
     * The same for the designs end to end: 400 towns per design, which decides. A town takes as long as its looks do.
     *
     * @param limit no design is begun or gone on with after this much time; those that it leaves undone are named
     * @param threads towns side by side, at least 1
     * @param resume a file that keeps finished towns, from which the run goes on; empty to begin anew and keep none
     * @param progress told what is being done
     */
    public static Calibration runEndToEnd(
            InstantSource clock, Duration limit, int threads, Optional<Path> resume, Consumer<String> progress) {
        Journal journal = resume.map(Journal::in).orElseGet(Journal::none);
        return of(new Runner(Effort.FULL, clock, limit, threads, progress, journal).run(LiveDesigns.all()));
    }

    static Calibration of(List<Result> results) {
        return new Calibration(results);
    }

    /** Prints the table and one line that sums it up. */
    public void print(PrintWriter out) {
        out.print(ResultTable.text(results));
        out.println();
        out.println(ResultTable.summary(results));
        out.flush();
    }

    /**
     * Writes {@code calibration.csv}, {@code calibration.svg} and {@code calibration.html}: all of them or none.
     *
     * @param folder one that doesn't exist, is empty, or holds an earlier calibration, which is replaced
     * @throws nl.schoonnet.internet.input.InputException if something else stands there
     */
    public void write(Path folder) {
        Document document = CalibrationDocument.of(results);
        Map<String, byte[]> files = new TreeMap<>();
        files.put(CalibrationFolder.MARK, utf8(CsvRenderer.render(ResultTable.table(results))));
        files.put("calibration.html", utf8(HtmlRenderer.render(document)));
        files.put("calibration.svg", utf8(SvgRenderer.render(document.plots().getFirst(), Locale.ENGLISH)));
        CalibrationFolder.at(folder).write(files);
    }

    /**
     * Refuses a folder that {@link #write} would refuse, before the work is done.
     *
     * @throws nl.schoonnet.internet.input.InputException if something else than a calibration stands there
     */
    public static void checkFolder(Path folder) {
        CalibrationFolder.at(folder);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
