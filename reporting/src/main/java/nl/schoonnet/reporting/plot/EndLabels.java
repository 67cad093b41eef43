// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;

/** Names at the right end of curves, pushed apart until none touches another, each tied to its curve. */
final class EndLabels {
    private static final Ink INK = Ink.SMALL_STRONG;
    private static final double TIE = 26;

    private record Entry(double y, List<String> text, Pen pen) {
        double height() {
            return text.size() * INK.leading();
        }
    }

    private final double width;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param width space for the texts and their ties
     */
    EndLabels(double width) {
        this.width = width;
    }

    /** Space that labels need, at most the given one. */
    static double widthFor(List<String> labels, double most) {
        double widest = labels.stream().mapToDouble(INK::width).max().orElse(0);
        return Math.min(widest + TIE + 4, most);
    }

    void add(double y, String label, Pen pen) {
        entries.add(new Entry(y, Lettering.fit(label, width - TIE, 4, INK), pen));
    }

    /** Height that the labels need together. */
    double needed() {
        return entries.stream().mapToDouble(entry -> entry.height() + 3).sum();
    }

    void draw(Canvas canvas, double left, double top, double bottom) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingDouble(Entry::y));
        double[] tops = new double[sorted.size()];
        double floor = top;
        for (int i = 0; i < tops.length; i++) {
            tops[i] = Math.max(floor, sorted.get(i).y() - sorted.get(i).height() / 2);
            floor = tops[i] + sorted.get(i).height() + 3;
        }
        double ceiling = bottom;
        for (int i = tops.length - 1; i >= 0; i--) {
            tops[i] = Math.min(tops[i], ceiling - sorted.get(i).height());
            ceiling = tops[i] - 3;
        }
        for (int i = 0; i < tops.length; i++) {
            Entry entry = sorted.get(i);
            double middle = tops[i] + entry.height() / 2;
            Pen tie = new Pen(entry.pen().colour(), 1);
            canvas.polyline(
                    List.of(
                            new Canvas.Point(left + 1, entry.y()),
                            new Canvas.Point(left + 8, middle),
                            new Canvas.Point(left + TIE - 5, middle)),
                    tie);
            canvas.paragraph(entry.text(), left + TIE, tops[i], INK, Anchor.START);
        }
    }
}
