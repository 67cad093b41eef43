// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;

/**
 * Vertical lines with labels above the plot: each label stands beside its line, in the lowest lane where it meets no other.
 */
final class Lanes {
    private static final Ink INK = Ink.SMALL_STRONG;
    private static final double HEIGHT = INK.leading() + 3;

    private record Placed(double line, List<String> text, double left, double right, int lane) {}

    private final List<Placed> placed = new ArrayList<>();
    private int lanes;

    /** From right to left: then a label, which stands to the right of its line, is above the lines that it passes. */
    static List<Mark> inOrder(List<Mark> marks) {
        return marks.stream()
                .sorted(Comparator.comparingDouble(Mark::at).reversed().thenComparing(Mark::label))
                .toList();
    }

    /** Finds a place for a label beside a line, within [left, right]; long labels take more lanes. */
    void add(double line, String label, double left, double right) {
        double widest = Math.max(right - line, line - left) - 6;
        List<String> text = Lettering.wrap(label, Math.max(40, Math.min(widest, (right - left) * 0.6)), INK);
        double width = Lettering.widest(text, INK);
        double start = line + 5 + width <= right ? line + 5 : Math.max(left, line - 5 - width);
        int lane = 0;
        while (taken(lane, lane + text.size(), start - 6, start + width + 6)) {
            lane++;
        }
        placed.add(new Placed(line, text, start, start + width, lane));
        lanes = Math.max(lanes, lane + text.size());
    }

    private boolean taken(int from, int to, double left, double right) {
        return placed.stream()
                .anyMatch(other -> other.lane() < to
                        && from < other.lane() + other.text().size()
                        && other.left() < right
                        && left < other.right());
    }

    double height() {
        return lanes * HEIGHT + (lanes > 0 ? 4 : 0);
    }

    /** Draws lines first and labels on them, the lanes standing on {@code plotTop}. */
    void draw(Canvas canvas, double plotTop, double plotBottom, Pen pen) {
        for (Placed one : placed) {
            double top = plotTop - (one.lane() + one.text().size()) * HEIGHT;
            canvas.line(one.line(), top, one.line(), plotBottom, pen);
        }
        for (Placed one : placed) {
            double y = plotTop - (one.lane() + one.text().size()) * HEIGHT;
            for (String text : one.text()) {
                canvas.backedText(text, one.left(), y + INK.size(), INK, Anchor.START);
                y += HEIGHT;
            }
        }
    }
}
