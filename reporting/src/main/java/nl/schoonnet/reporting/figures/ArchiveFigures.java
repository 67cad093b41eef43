// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.schoonnet.reporting.figures.Figures.ArchiveRound;
import nl.schoonnet.reporting.figures.Figures.ArchiveShare;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.source.PrintedBound;
import nl.schoonnet.reporting.source.PrintedClass;
import nl.schoonnet.reporting.source.PrintedFigure;
import nl.schoonnet.takedown.sample.PrintedPart;
import nl.schoonnet.takedown.sample.PrintedShares;
import nl.schoonnet.takedown.share.ShareInterval;
import org.jspecify.annotations.Nullable;

/** Earlier rounds as printed, checked for arithmetic that can't be true. */
final class ArchiveFigures {
    /** "Just over" and "about" are read as up to so many per cent more (or less). */
    private static final double VAGUE = 0.01;

    private static final String CONSISTENT = "consistent";
    private static final String NOT_CHECKABLE = "not_checkable";

    private record Round(String period, String source, String method, String subject) {}

    private ArchiveFigures() {}

    static List<ArchiveRound> rounds(List<PrintedFigure> printed) {
        Map<Round, List<PrintedFigure>> rounds = new LinkedHashMap<>();
        for (PrintedFigure f : printed) {
            rounds.computeIfAbsent(new Round(f.period(), f.source(), f.method(), f.subject()), r -> new ArrayList<>())
                    .add(f);
        }
        List<ArchiveRound> figures = new ArrayList<>();
        rounds.forEach((round, rows) -> figures.add(round(round, rows)));
        return figures;
    }

    private static ArchiveRound round(Round round, List<PrintedFigure> rows) {
        List<PrintedFigure> times = rows.stream()
                .filter(f -> isTime(f.figure()) && f.sharePercent() != null)
                .toList();
        @Nullable
        Long sample = rows.stream()
                .map(PrintedFigure::sampleSize)
                .filter(n -> n != null)
                .findFirst()
                .orElse(null);
        String together = NOT_CHECKABLE;
        List<Long> counts = List.of();
        List<ShareInterval> intervals = List.of();
        if (sample != null && times.size() == 3) {
            List<BigDecimal> percentages = new ArrayList<>();
            times.forEach(f -> percentages.add(percent(f)));
            switch (new PrintedShares(sample, percentages).check()) {
                case PrintedShares.Possible possible -> {
                    together = CONSISTENT;
                    counts = possible.counts();
                    intervals = possible.shares();
                }
                case PrintedShares.NotAHundred ignored -> together = "not_a_hundred";
                case PrintedShares.NoSuchCounts ignored -> together = "no_such_counts";
            }
        }
        List<ArchiveShare> shares = new ArrayList<>();
        for (PrintedFigure f : rows) {
            int k = times.indexOf(f);
            boolean counted = k >= 0 && k < counts.size();
            Estimate interval = counted
                    ? new Estimate(
                            intervals.get(k).range().low(),
                            intervals.get(k).interval().map(i -> i.low()).orElse(null),
                            intervals.get(k).interval().map(i -> i.high()).orElse(null))
                    : Estimate.NONE;
            PrintedPart.@Nullable Finding part = part(f);
            String verdict = times.contains(f) ? together : NOT_CHECKABLE;
            String note = "";
            if (part != null) {
                verdict = part.consistent() ? CONSISTENT : "inconsistent_total";
                note = part.consistent() ? "" : String.valueOf(part.impliedTotal());
            }
            shares.add(new ArchiveShare(
                    code(f.figure()),
                    f.sharePercent() == null ? Double.NaN : percent(f).doubleValue(),
                    counted ? counts.get(k) : f.count(),
                    interval,
                    verdict,
                    note));
        }
        ArchiveShare first = first(shares);
        String period = round.subject.isEmpty() ? round.period : round.period + " (" + round.subject + ")";
        return new ArchiveRound(period, round.source, round.method, sample, shares, first.verdict(), first.note());
    }

    /** The share that says most about the round: the first that can't be true, else the first that can, else any. */
    private static ArchiveShare first(List<ArchiveShare> shares) {
        return shares.stream()
                .min(Comparator.comparingInt(s -> switch (s.verdict()) {
                    case NOT_CHECKABLE -> 2;
                    case CONSISTENT -> 1;
                    default -> 0;
                }))
                .orElseThrow();
    }

    private static BigDecimal percent(PrintedFigure f) {
        BigDecimal percent = f.sharePercent();
        return percent == null ? BigDecimal.ZERO : percent;
    }

    /** Count, share and total printed together: can they be true together? */
    private static PrintedPart.@Nullable Finding part(PrintedFigure f) {
        Long count = f.count();
        Long total = f.total();
        if (count == null || total == null || f.sharePercent() == null) {
            return null;
        }
        long more = Math.round(total * (1 + VAGUE));
        long less = Math.round(total * (1 - VAGUE));
        PrintedBound bound = f.bound();
        return switch (bound) {
            case EXACT, DERIVED -> new PrintedPart(count, percent(f), total, total).check();
            case ABOUT -> new PrintedPart(count, percent(f), less, more).check();
            case OVER -> new PrintedPart(count, percent(f), total, more).check();
            case UNDER -> new PrintedPart(count, percent(f), less, total).check();
        };
    }

    private static boolean isTime(PrintedClass c) {
        return switch (c) {
            case WITHIN_24H, FROM_24H_TO_48H, BEYOND_48H -> true;
            case TOP_4, VOLUME -> false;
        };
    }

    private static String code(PrintedClass c) {
        return switch (c) {
            case WITHIN_24H -> "within_24";
            case FROM_24H_TO_48H -> "from_24_to_48";
            case BEYOND_48H -> "beyond_48";
            case TOP_4, VOLUME -> c.name().toLowerCase(Locale.ROOT);
        };
    }
}
