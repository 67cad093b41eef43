// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.report.ReportDocument;

/** The headline of a report on the terminal, with its path. */
final class Headlines {
    private Headlines() {}

    static void print(Figures figures, Locale locale, Path folder, PrintWriter out) {
        ReportDocument.headline(figures, locale).forEach(out::println);
        out.println(folder.resolve("report.html").toAbsolutePath().normalize());
        out.println(folder.resolve("report.pdf").toAbsolutePath().normalize());
        out.flush();
    }
}
