// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One fault, so many times, and what it did. A row of the table. Not for several threads. */
final class Stage {
    private final String fault;
    private final List<Double> seconds = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    long notices;
    long looks;
    long lost;
    long doubled;
    long stuck;
    long wrong;
    private int times;
    private boolean judged;
    private Instant end = Instant.MAX;

    Stage(String fault) {
        this.fault = fault;
    }

    /** It struck once more, and after so many seconds notices and looks were acknowledged again. */
    void struck(double recoveredAfter) {
        times++;
        seconds.add(recoveredAfter);
    }

    /** Adds a sentence for the reader. */
    void remark(String sentence) {
        remarks.add(sentence);
    }

    /** It is over: items that were due by now must be looked at within the time of a lease. */
    void end(Instant at) {
        end = at;
    }

    Instant end() {
        return end;
    }

    /** Whether it is known how many items were stuck. */
    boolean judged() {
        return judged;
    }

    void judge(long stuckItems) {
        stuck += stuckItems;
        judged = true;
    }

    /** Whether it did no harm. */
    boolean isClean() {
        return lost == 0 && doubled == 0 && stuck == 0 && wrong == 0;
    }

    private static final String ROW = "%-34s %5s %8s %8s %5s %7s %5s %5s   %s%n";

    static String head() {
        return String.format(
                Locale.ROOT,
                ROW,
                "fault",
                "times",
                "notices",
                "looks",
                "lost",
                "doubled",
                "stuck",
                "wrong",
                "seconds to recover: median, longest");
    }

    /** The row, with its remarks below. */
    String row() {
        List<Double> sorted = seconds.stream().sorted().toList();
        String recovered = sorted.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "%.1f, %.1f", sorted.get(sorted.size() / 2), sorted.getLast());
        return String.format(Locale.ROOT, ROW, fault, times, notices, looks, lost, doubled, stuck, wrong, recovered)
                + remarks.stream().map(remark -> "    " + remark + "\n").collect(Collectors.joining());
    }
}
