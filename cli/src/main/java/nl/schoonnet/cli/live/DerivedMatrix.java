// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.schoonnet.takedown.episode.Reason;

/**
 * What was concluded from several looks, beside what was true. Where nothing follows, any conclusion is wrong. Not for use by
 * several threads.
 */
public final class DerivedMatrix {
    private static final String NOTHING = "nothing";

    private final Map<Truth, Map<String, Long>> rows = new LinkedHashMap<>();

    /** What was true, and what follows from looks at it: nothing, if empty. */
    private record Truth(String says, Optional<Reason> follows) {}

    /** Counts one conclusion. */
    void add(String truth, Optional<Reason> follows, Optional<Reason> concluded) {
        rows.computeIfAbsent(new Truth(truth, follows), key -> new TreeMap<>()).merge(said(concluded), 1L, Long::sum);
    }

    private static String said(Optional<Reason> reason) {
        return reason.map(Reason::name).orElse(NOTHING);
    }

    /** Truths of which fewer were concluded rightly than must be. */
    public List<String> missed() {
        return rows.entrySet().stream()
                .filter(row -> right(row) < ConfusionMatrix.ENOUGH)
                .map(row -> row.getKey().says)
                .toList();
    }

    /** What was true and the share of it of which the right thing was concluded, 0-1. */
    public Map<String, Double> right() {
        Map<String, Double> shares = new LinkedHashMap<>();
        rows.entrySet().forEach(row -> shares.put(row.getKey().says, right(row)));
        return shares;
    }

    private static double right(Map.Entry<Truth, Map<String, Long>> row) {
        return (double) row.getValue().getOrDefault(said(row.getKey().follows), 0L) / sum(row.getValue());
    }

    private static long sum(Map<String, Long> row) {
        return row.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For the terminal: a line per truth, with what was concluded instead. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%-36s %-14s %6s %8s  %s%n", "true", "follows", "cases", "right", "concluded instead"));
        rows.entrySet()
                .forEach(row -> text.append(String.format(
                        Locale.ROOT,
                        "%-36s %-14s %,6d %7.2f%%  %s%n",
                        row.getKey().says,
                        said(row.getKey().follows),
                        sum(row.getValue()),
                        100 * right(row),
                        others(row))));
        return text.toString();
    }

    private static String others(Map.Entry<Truth, Map<String, Long>> row) {
        return row.getValue().entrySet().stream()
                .filter(said -> !said.getKey().equals(said(row.getKey().follows)))
                .map(said -> said.getKey() + " " + said.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The whole table: a line per truth and what was concluded. */
    public String csv() {
        StringBuilder csv = new StringBuilder("truth,follows,concluded,cases\n");
        rows.forEach((truth, row) -> row.forEach((concluded, cases) -> csv.append(truth.says)
                .append(',')
                .append(said(truth.follows))
                .append(',')
                .append(concluded)
                .append(',')
                .append(cases)
                .append('\n')));
        return csv.toString();
    }
}
