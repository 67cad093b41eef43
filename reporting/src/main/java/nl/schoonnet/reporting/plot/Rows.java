// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;

/**
 * One row per party: name on the left, picture in the middle, numbers on the right. On a phone, name and numbers stand above
 * the picture, which then has the whole width.
 */
final class Rows {
    private static final Ink NAME = Ink.LABEL;
    private static final Ink NUMBER = Ink.SMALL;
    private static final double PICTURE = 24;

    final double left;
    final double right;
    private final Canvas canvas;
    private final List<List<String>> names = new ArrayList<>();
    private final List<List<String>> notes = new ArrayList<>();
    private final List<List<String>> numbers;
    private final List<List<String>> headings = new ArrayList<>();
    private final double[] columns;
    private double top;
    private final boolean narrow;

    /**
     * @param headings headings of the number columns
     * @param numbers per row one text per heading
     */
    Rows(Canvas canvas, List<String> names, List<String> headings, List<List<String>> numbers) {
        this.canvas = canvas;
        this.numbers = numbers;
        this.narrow = PlotDrawing.narrow(canvas);
        this.columns = new double[headings.size()];
        if (narrow) {
            left = 8;
            right = canvas.width() - 10;
            for (int row = 0; row < names.size(); row++) {
                this.names.add(Lettering.fit(names.get(row), canvas.width(), 2, NAME));
                List<String> parts = new ArrayList<>();
                for (int c = 0; c < headings.size(); c++) {
                    if (!numbers.get(row).get(c).isEmpty()) {
                        parts.add(headings.get(c) + " " + numbers.get(row).get(c));
                    }
                }
                notes.add(
                        parts.isEmpty()
                                ? List.of()
                                : Lettering.wrap(String.join(" · ", parts), canvas.width(), NUMBER));
            }
        } else {
            double space = canvas.width() * 0.3;
            double widest = names.stream().mapToDouble(NAME::width).max().orElse(0);
            double nameWidth = Math.min(widest, space);
            for (String name : names) {
                this.names.add(Lettering.fit(name, nameWidth + 0.01, 2, NAME));
                notes.add(List.of());
            }
            double taken = 0;
            for (int c = 0; c < headings.size(); c++) {
                int column = c;
                double values = numbers.stream()
                        .mapToDouble(row -> NUMBER.width(row.get(column)))
                        .max()
                        .orElse(0);
                double longestWord = List.of(headings.get(c).split(" ", -1)).stream()
                        .mapToDouble(Ink.SMALL_STRONG::width)
                        .max()
                        .orElse(0);
                columns[c] = Math.max(values, Math.min(longestWord, 110)) + 14;
                this.headings.add(Lettering.wrap(headings.get(c), columns[c] - 13.9, Ink.SMALL_STRONG));
                taken += columns[c];
            }
            left = nameWidth + 14;
            right = canvas.width() - taken - 10;
        }
    }

    /** Puts the headings of the number columns; returns the y of the first row's top. */
    double headings(double from, double extra) {
        int lines = headings.stream().mapToInt(List::size).max().orElse(0);
        double height = Math.max(extra, lines * Ink.SMALL_STRONG.leading());
        double x = canvas.width();
        for (int c = headings.size() - 1; c >= 0; c--) {
            double y = from + height - headings.get(c).size() * Ink.SMALL_STRONG.leading();
            canvas.paragraph(headings.get(c), x, y, Ink.SMALL_STRONG, Anchor.END);
            x -= columns[c];
        }
        top = from + height + 4;
        return top;
    }

    int size() {
        return names.size();
    }

    private double above(int row) {
        return narrow ? names.get(row).size() * NAME.leading() + notes.get(row).size() * NUMBER.leading() : 0;
    }

    private double height(int row) {
        return narrow
                ? above(row) + PICTURE + 8
                : Math.max(PICTURE + 4, names.get(row).size() * NAME.leading() + 8);
    }

    double top(int row) {
        double y = top;
        for (int i = 0; i < row; i++) {
            y += height(i);
        }
        return y;
    }

    double bottom() {
        return top(size());
    }

    /** Where the middle line of a row's picture runs. */
    double middle(int row) {
        return narrow ? top(row) + above(row) + PICTURE / 2 : top(row) + height(row) / 2;
    }

    /** Top of the part of a row in which its picture is drawn. */
    private double pictureTop(int row) {
        return middle(row) - PICTURE / 2;
    }

    private double pictureBottom(int row) {
        return middle(row) + PICTURE / 2;
    }

    /** A vertical line through the pictures, never through names. */
    void through(double x, Pen pen) {
        if (!narrow) {
            canvas.line(x, top, x, bottom(), pen);
            return;
        }
        for (int row = 0; row < size(); row++) {
            canvas.line(x, pictureTop(row), x, pictureBottom(row), pen);
        }
    }

    /** An area behind the pictures, never behind names. */
    void area(double from, double to, String fill) {
        if (!narrow) {
            canvas.rectangle(from, top, to, bottom(), fill);
            return;
        }
        for (int row = 0; row < size(); row++) {
            canvas.rectangle(from, pictureTop(row), to, pictureBottom(row), fill);
        }
    }

    /** Names, numbers and the lines between rows. */
    void draw() {
        for (int row = 0; row < size(); row++) {
            double y = top(row);
            if (row > 0) {
                canvas.line(0, y, canvas.width(), y, Pen.GRID);
            }
            if (narrow) {
                double below = canvas.paragraph(names.get(row), 0, y + 3, NAME, Anchor.START);
                canvas.paragraph(notes.get(row), 0, below, NUMBER, Anchor.START);
            } else {
                double block = names.get(row).size() * NAME.leading();
                canvas.paragraph(names.get(row), 0, middle(row) - block / 2, NAME, Anchor.START);
                double x = canvas.width();
                for (int c = columns.length - 1; c >= 0; c--) {
                    canvas.text(numbers.get(row).get(c), x, middle(row) + 4, NUMBER, Anchor.END);
                    x -= columns[c];
                }
            }
        }
    }
}
