// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.schoonnet.reporting.checks.CheckFigures;
import nl.schoonnet.reporting.checks.CheckReport;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.document.DocumentFiles;
import nl.schoonnet.reporting.plot.PlotDrawing;
import nl.schoonnet.reporting.plot.PlotSize;
import nl.schoonnet.reporting.text.Texts;
import nl.schoonnet.server.hashcheck.CheckStatistics;
import nl.schoonnet.server.hashcheck.HashcheckException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The statistics of the hash check: two plots and a table by week, and the whole report to open or print. */
@Controller
class CheckPages {
    private static final int WEEKS = 26;

    private final CheckStatistics statistics;

    CheckPages(CheckStatistics statistics) {
        this.statistics = statistics;
    }

    /** A plot, drawn for a desktop and for a phone. */
    public record Picture(String id, String title, String sample, String source, String wide, String narrow) {}

    /** A week, in words and numbers as the reader writes them. */
    public record Week(
            String week,
            String checks,
            String hotlineChecks,
            String hits,
            String hotlineHits,
            String matched,
            String unchecked,
            String rate,
            boolean complete) {
        static Week of(CheckFigures.Week week, Texts texts) {
            return new Week(
                    CheckReport.week(week.monday()),
                    texts.count(week.all().checks()),
                    texts.count(week.hotline().checks()),
                    texts.count(week.all().hits()),
                    texts.count(week.hotline().hits()),
                    texts.count(week.all().matched()),
                    texts.count(week.all().unchecked()),
                    texts.percent(week.all().hitRate(), 3),
                    week.complete());
        }
    }

    @GetMapping("/desk/checks")
    String checks(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Model model,
            Locale locale) {
        Texts texts = texts(locale);
        Optional<CheckFigures> asked = figures(from, to);
        CheckFigures figures = asked.orElseGet(() -> figures("", "").orElseThrow());
        Document document = CheckReport.of(figures, texts.locale());
        model.addAttribute("understood", asked.isPresent());
        model.addAttribute("from", figures.from());
        model.addAttribute("to", figures.to());
        model.addAttribute("language", texts.locale().getLanguage());
        model.addAttribute("period", texts.dateRange(figures.from(), figures.to()));
        model.addAttribute("total", Week.of(total(figures), texts));
        model.addAttribute(
                "weeks",
                figures.weeks().stream().map(week -> Week.of(week, texts)).toList());
        model.addAttribute("pictures", pictures(document, texts));
        return "checks";
    }

    private static CheckFigures.Week total(CheckFigures figures) {
        return new CheckFigures.Week(figures.from(), figures.total(), figures.hotline(), true);
    }

    private static List<Picture> pictures(Document document, Texts texts) {
        return document.plots().stream()
                .map(plot -> new Picture(
                        plot.id(),
                        plot.caption().title(),
                        plot.caption().sample(),
                        plot.caption().source(),
                        PlotDrawing.bare(plot.spec(), plot.caption(), texts, PlotSize.WIDE)
                                .svg(),
                        PlotDrawing.bare(plot.spec(), plot.caption(), texts, PlotSize.NARROW)
                                .svg()))
                .toList();
    }

    private static Texts texts(Locale locale) {
        return Texts.of(Locale.of(locale.getLanguage().equals("nl") ? "nl" : "en"));
    }

    /** Empty if the days can't be understood; without days the last half year. */
    private Optional<CheckFigures> figures(String from, String to) {
        try {
            LocalDate last = to.isBlank() ? statistics.today() : LocalDate.parse(to.strip());
            LocalDate first = from.isBlank() ? last.minusWeeks(WEEKS - 1) : LocalDate.parse(from.strip());
            return Optional.of(statistics.figures(first, last));
        } catch (DateTimeParseException | HashcheckException e) {
            return Optional.empty();
        }
    }

    /** The whole report and its files: {@code report.html}, {@code report.pdf}, {@code tables/weeks.csv} ... */
    @GetMapping("/desk/checks/{*path}")
    ResponseEntity<byte[]> file(
            @PathVariable String path,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String language,
            Locale locale) {
        Texts texts = texts(language.isEmpty() ? locale : Locale.of(language.equals("nl") ? "nl" : "en"));
        CheckFigures figures = figures(from, to).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        byte[] file = DocumentFiles.of(CheckReport.of(figures, texts.locale())).get(path.substring(1));
        if (file == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .contentType(MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", ReportPages.CONTENT)
                .body(file);
    }
}
