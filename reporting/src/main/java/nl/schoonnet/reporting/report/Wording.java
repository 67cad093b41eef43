// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.document.Cell;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Table;
import nl.schoonnet.reporting.edition.Redaction;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.ShareFigure;
import nl.schoonnet.reporting.plot.Interval;
import nl.schoonnet.reporting.text.Texts;
import org.jspecify.annotations.Nullable;

/** The figures at hand and the words for them: what the sections share. */
record Wording(Figures figures, Texts texts) {
    /** What a party is called where nobody is known. */
    private static final String UNKNOWN = "unknown:";

    static final ZoneId LEGAL_ZONE = ZoneId.of("Europe/Amsterdam");

    String get(String key, Object... arguments) {
        return texts.get("report." + key, arguments);
    }

    /** The text for a code, or the code itself where a file brought its own. */
    String code(String family, String code) {
        String key = "report." + family + "." + code;
        return texts.keys().contains(key) ? texts.get(key) : code;
    }

    boolean is(String edition) {
        return figures.method().edition().equals(edition);
    }

    String norm() {
        return texts.trimmed(figures.method().normHours(), 2);
    }

    String party(String party) {
        if (party.startsWith(UNKNOWN)) {
            return code("unknownhost", party.substring(UNKNOWN.length()));
        }
        return party.equals(Redaction.OTHERS) ? get("others") : party;
    }

    /** A party for a table; those that are nobody in particular have words and a code. */
    Cell partyCell(String party) {
        return Cell.coded(party, party(party));
    }

    /** A code with its words. */
    Cell cell(String family, String code) {
        return Cell.coded(code, code(family, code));
    }

    /** A date, ISO 8601 for machines. */
    Cell dateCell(LocalDate date) {
        return Cell.coded(date.toString(), texts.date(date));
    }

    /** What of the items online has been so for long, and what may be online besides. */
    String openBeyond() {
        Figures.Headline h = figures.headline();
        String beyond = get("headline.open.beyond", texts.count(h.openBeyondNorm()), norm());
        return h.notSeenSince() <= 0
                ? beyond
                : beyond + "; " + get("headline.open.lost", texts.count(h.notSeenSince()), seenWithinDays());
    }

    String seenWithinDays() {
        return texts.count(FigureSettings.SEEN_WITHIN.toDays());
    }

    String sample(long n) {
        return get("n.items", texts.count(n));
    }

    String source() {
        return get("source", figures.method().version());
    }

    LocalDate day(String instant) {
        return Instant.parse(instant).atZone(LEGAL_ZONE).toLocalDate();
    }

    /** The range of a share: {@code 40–43%}, or one number where nothing is undecided. */
    String range(ShareFigure share) {
        return share.low() == share.high()
                ? texts.percent(share.low())
                : texts.percentRange(share.low(), share.high(), 1);
    }

    String interval(ShareFigure share) {
        return share.intervalLow() == null || share.intervalHigh() == null
                ? get("no.interval")
                : get("interval", texts.percentRange(share.intervalLow(), share.intervalHigh(), 1));
    }

    String estimate(ShareFigure share) {
        Estimate e = share.estimate();
        if (e.value() == null) {
            return "";
        }
        String band = e.low() == null || e.high() == null
                ? get("no.interval")
                : get("interval", texts.percentRange(e.low(), e.high(), 1));
        return get(
                share.corrected() ? "estimate.corrected" : "estimate",
                texts.percent(e.value()),
                band,
                code("estimator", share.estimator()));
    }

    static Cell value(@Nullable Double value) {
        return value == null ? Cell.missing("") : Cell.value(value);
    }

    static Cell count(long count) {
        return count < 0 ? Cell.missing("") : Cell.value((double) count);
    }

    static Cell range(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? Cell.missing("") : Cell.range(low, high);
    }

    static Cell range(Estimate e) {
        return range(e.low(), e.high());
    }

    static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    static @Nullable Interval interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null || !Double.isFinite(low) || !Double.isFinite(high)
                ? null
                : new Interval(low, high);
    }

    /** A table from rows that are given one by one. */
    static TableBuilder table(String id, String caption, Column... columns) {
        return new TableBuilder(id, caption, List.of(columns), new ArrayList<>());
    }

    record TableBuilder(String id, String caption, List<Column> columns, List<List<Cell>> rows) {
        TableBuilder row(Cell... cells) {
            rows.add(List.of(cells));
            return this;
        }

        Table note(String note) {
            return new Table(id, caption, columns, rows, note);
        }

        Table plain() {
            return note("");
        }
    }
}
