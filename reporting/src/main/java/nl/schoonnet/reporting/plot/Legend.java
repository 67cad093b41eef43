// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;

/** A row of signs with their names, broken over lines where needed. */
final class Legend {
    private static final double SIGN = 26;
    private static final double GAP = 16;
    private static final Ink INK = Ink.SMALL;

    /** Draws a sign in the box of {@link #SIGN} wide around a middle line. */
    interface Sign {
        void draw(double left, double right, double middle);
    }

    private record Entry(Sign sign, String label) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(String label, Sign sign) {
        if (!label.isBlank()) {
            entries.add(new Entry(sign, label));
        }
    }

    /** Draws the legend from a top down; returns the y below it. */
    double draw(Canvas canvas, double top) {
        if (entries.isEmpty()) {
            return top;
        }
        double width = canvas.width();
        double x = 0;
        double y = top;
        double below = top;
        for (Entry entry : entries) {
            double needed = SIGN + 6 + INK.width(entry.label());
            if (x > 0 && x + needed > width) {
                x = 0;
                y = below;
            }
            List<String> lines = Lettering.wrap(entry.label(), width - SIGN - 6, INK);
            entry.sign().draw(x, x + SIGN, y + INK.leading() / 2);
            double bottom = canvas.paragraph(lines, x + SIGN + 6, y, INK, Anchor.START);
            below = Math.max(below, bottom + 3);
            x += needed + GAP;
        }
        return below + 4;
    }
}
