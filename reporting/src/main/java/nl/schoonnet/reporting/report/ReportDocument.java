// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.document.Metadata;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.text.Texts;

/** The report of a set of figures, as an edition let them through. */
public final class ReportDocument {
    private ReportDocument() {}

    /**
     * The document.
     *
     * @param figures what the edition may show
     * @param subject the name of the provider in a preview, else ""
     * @param locale nl or en
     */
    public static Document of(Figures figures, String subject, Locale locale) {
        Texts texts = Texts.of(locale);
        Wording words = new Wording(figures, texts);
        List<Section> sections = new ArrayList<>();
        sections.add(HeadlineSection.of(words));
        sections.add(FunnelSection.of(words));
        sections.add(VolumeSection.of(words));
        sections.add(SpeedSection.of(words));
        sections.add(StockSection.of(words));
        sections.add(LeagueSection.of(words));
        ChangeSection.of(words).ifPresent(sections::add);
        ContextSections.countries(words).ifPresent(sections::add);
        ContextSections.archive(words).ifPresent(sections::add);
        sections.add(ContextSections.looks(words));
        sections.add(ContextSections.quality(words));
        sections.add(ContextSections.method(words));
        String title = words.is("preview") ? words.get("title.preview", subject) : words.get("title");
        return new Document(
                title,
                words.get(
                        "subtitle",
                        period(words),
                        texts.count(figures.items()),
                        words.code("role", figures.method().role())),
                words.get("marking." + figures.method().edition()),
                locale,
                sections,
                words.get(
                        "method.line",
                        figures.method().version(),
                        figures.method().product()),
                new Metadata("", words.get("subject"), List.of()));
    }

    /** The headline in a few lines of plain text, for a terminal. */
    public static List<String> headline(Figures figures, Locale locale) {
        Wording words = new Wording(figures, Texts.of(locale));
        Figures.Headline h = figures.headline();
        return List.of(
                line(words, "headline.network", h.offNetworkWithinNorm()),
                line(words, "headline.internet", h.offInternetWithinNorm()),
                words.get("headline.open") + ": " + words.texts().count(h.open()) + "; " + words.openBeyond());
    }

    private static String line(Wording words, String key, Figures.ShareFigure share) {
        String estimate = words.estimate(share);
        return words.get(key, words.norm()) + ": " + words.range(share) + ", " + words.interval(share)
                + (estimate.isEmpty() ? "" : "; " + estimate) + "; " + words.sample(Math.round(share.n()));
    }

    private static String period(Wording words) {
        Figures.Method m = words.figures().method();
        String from = m.from();
        String to = m.to();
        String last = words.texts().date(words.day(m.cutoff()));
        if (from == null && to == null) {
            return words.get("period.all", last);
        }
        return words.get(
                "period",
                from == null ? words.get("open") : words.texts().date(words.day(from)),
                to == null ? last : words.texts().date(words.day(to)));
    }
}
