// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;

/** Events as numbered lines in the plot, spelled out below it: long names and close days don't get in each other's way. */
final class Numbered {
    private static final Ink INK = Ink.SMALL_STRONG;
    private static final double RADIUS = 9;

    private record Entry(double x, String sign, String text, Pen pen, int lane) {}

    private final List<Entry> entries = new ArrayList<>();
    private int lanes;

    void add(double x, String sign, String text, Pen pen) {
        int lane = 0;
        while (taken(lane, x)) {
            lane++;
        }
        entries.add(new Entry(x, sign, text, pen, lane));
        lanes = Math.max(lanes, lane + 1);
    }

    private boolean taken(int lane, double x) {
        return entries.stream().anyMatch(other -> other.lane() == lane && Math.abs(other.x() - x) < 2 * RADIUS + 3);
    }

    double height() {
        return lanes * (2 * RADIUS + 3) + (lanes > 0 ? 3 : 0);
    }

    void draw(Canvas canvas, double plotTop, double plotBottom) {
        for (Entry entry : entries) {
            // A light edge keeps the line visible on dark areas.
            canvas.line(
                    entry.x(),
                    plotTop,
                    entry.x(),
                    plotBottom,
                    new Pen(Palette.PAPER, entry.pen().width() + 2));
            canvas.line(entry.x(), middle(entry, plotTop), entry.x(), plotBottom, entry.pen());
        }
        for (Entry entry : entries) {
            double y = middle(entry, plotTop);
            canvas.circle(entry.x(), y, RADIUS, Palette.PAPER, new Pen(Palette.TEXT, 1.2));
            canvas.text(entry.sign(), entry.x(), y + 4.2, INK, Anchor.MIDDLE);
        }
    }

    private double middle(Entry entry, double plotTop) {
        return plotTop - 4 - RADIUS - entry.lane() * (2 * RADIUS + 3);
    }

    /** The list below the plot; returns the y below it. */
    double list(Canvas canvas, double top) {
        double y = top;
        for (Entry entry : entries) {
            canvas.text(entry.sign(), RADIUS, y + Math.rint(INK.size() * 0.95), INK, Anchor.MIDDLE);
            y = canvas.paragraph(
                            Lettering.wrap(entry.text(), canvas.width() - 26, Ink.SMALL),
                            26,
                            y,
                            Ink.SMALL,
                            Anchor.START)
                    + 2;
        }
        return y;
    }
}
