// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;
import nl.schoonnet.reporting.text.Texts;

/** Draws how often each size occurs: bins side by side, edges labelled. */
final class HistogramPainter {
    private HistogramPainter() {}

    static double paint(Histogram plot, Canvas canvas, Texts texts, double top) {
        boolean narrow = PlotDrawing.narrow(canvas);
        double most =
                plot.bins().stream().mapToDouble(Histogram.Bin::value).max().orElse(1);
        double ceiling = Ticks.ceiling(most, 5);
        List<Ticks.Tick> yTicks = Ticks.of(plot.y(), 0, ceiling, 6, texts);
        double left = Frame.labelWidth(yTicks);
        double right = canvas.width() - 14;
        int bins = plot.bins().size();
        Scale place = Scale.linear(0, bins, left, right);

        double y = Frame.yTitle(canvas, plot.y(), top);
        Lanes lanes = new Lanes();
        for (Mark mark : Lanes.inOrder(plot.marks())) {
            lanes.add(place.at(position(plot, mark.at())), mark.label(), left, canvas.width());
        }
        double plotTop = y + lanes.height() + 16;
        double bottom = plotTop + (narrow ? 180 : 220);
        Frame frame = Frame.of(left, right, plotTop, bottom, place, Scale.linear(0, ceiling, bottom, plotTop));
        frame.yTicks(canvas, yTicks);
        for (int i = 0; i < bins; i++) {
            canvas.rectangle(
                    place.at(i) + 1, frame.y.at(plot.bins().get(i).value()), place.at(i + 1) - 1, bottom, Palette.BLUE);
        }
        lanes.draw(canvas, plotTop - 12, bottom, Pen.MARK);
        double slot = (right - left) / bins;
        boolean roomy = plot.bins().stream().allMatch(bin -> Ink.SMALL.width(value(plot.y(), bin, texts)) + 6 <= slot);
        for (int i = 0; roomy && plot.marks().isEmpty() && i < bins; i++) {
            Histogram.Bin bin = plot.bins().get(i);
            canvas.backedText(
                    value(plot.y(), bin, texts),
                    place.at(i + 0.5),
                    frame.y.at(bin.value()) - 5,
                    Ink.SMALL,
                    Anchor.MIDDLE);
        }
        List<Ticks.Tick> edges = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            edges.add(new Ticks.Tick(i, texts.trimmed(plot.bins().get(i).from(), 2)));
        }
        double end = plot.bins().getLast().to();
        edges.add(new Ticks.Tick(bins, Double.isFinite(end) ? texts.trimmed(end, 2) : "∞"));
        double below = frame.xTicks(canvas, edges);
        return Frame.xTitle(canvas, plot.x(), left, right, below);
    }

    private static String value(Axis y, Histogram.Bin bin, Texts texts) {
        return y.scale() == Axis.Scale.SHARE ? texts.percent(bin.value(), 0) : texts.trimmed(bin.value(), 1);
    }

    /** Where a value stands when every bin has the same width. */
    private static double position(Histogram plot, double value) {
        List<Histogram.Bin> bins = plot.bins();
        for (int i = 0; i < bins.size(); i++) {
            Histogram.Bin bin = bins.get(i);
            if (value <= bin.from()) {
                return i;
            }
            if (value < bin.to()) {
                double part = Double.isFinite(bin.to()) ? (value - bin.from()) / (bin.to() - bin.from()) : 0.5;
                return i + part;
            }
        }
        return bins.size();
    }
}
