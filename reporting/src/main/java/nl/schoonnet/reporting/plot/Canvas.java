// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.text.Typeface;

/**
 * Collects marks as SVG: rectangles, lines, polygons, circles and text, with presentation attributes only, which browsers
 * and Batik draw alike. Remembers where all text stands.
 */
final class Canvas {
    /** Which part of a text stands at its x. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** How an area is told apart without colour. */
    enum Hatch {
        NONE,
        RISING,
        FALLING,
        CROSSED,
        UPRIGHT,
        DOTTED
    }

    record Point(double x, double y) {}

    private final double width;
    private final StringBuilder body = new StringBuilder();
    private final List<TextBox> texts = new ArrayList<>();

    Canvas(double width) {
        this.width = width;
    }

    double width() {
        return width;
    }

    String body() {
        return body.toString();
    }

    List<TextBox> texts() {
        return List.copyOf(texts);
    }

    void rectangle(double left, double top, double right, double bottom, String fill) {
        if (right > left && bottom > top) {
            body.append("<rect");
            attribute("x", left);
            attribute("y", top);
            attribute("width", right - left);
            attribute("height", bottom - top);
            attribute("fill", fill);
            body.append("/>\n");
        }
    }

    /** A rectangle with an edge and a pattern, drawn as lines so that every renderer shows it. */
    void hatched(double left, double top, double right, double bottom, String fill, Hatch hatch, String lines) {
        rectangle(left, top, right, bottom, fill);
        if (right - left < 0.5) {
            return;
        }
        StringBuilder path = new StringBuilder();
        double gap = 6;
        if (hatch == Hatch.RISING || hatch == Hatch.CROSSED) {
            for (double c = Math.ceil((left + top) / gap) * gap; c < right + bottom; c += gap) {
                double x1 = Math.max(left, c - bottom);
                double x2 = Math.min(right, c - top);
                segment(path, x1, c - x1, x2, c - x2);
            }
        }
        if (hatch == Hatch.FALLING || hatch == Hatch.CROSSED) {
            for (double c = Math.ceil((left - bottom) / gap) * gap; c < right - top; c += gap) {
                double x1 = Math.max(left, c + top);
                double x2 = Math.min(right, c + bottom);
                segment(path, x1, x1 - c, x2, x2 - c);
            }
        }
        if (hatch == Hatch.UPRIGHT) {
            for (double x = left + gap / 2; x < right; x += gap) {
                segment(path, x, top, x, bottom);
            }
        }
        if (hatch == Hatch.DOTTED) {
            for (double y = top + gap / 2; y < bottom; y += gap) {
                for (double x = left + gap / 2; x < right - 1; x += gap) {
                    segment(path, x, y, Math.min(x + 1.6, right), y);
                }
            }
        }
        if (!path.isEmpty()) {
            body.append("<path");
            attribute("d", path.toString().strip());
            stroke(new Pen(lines, 1.4));
            body.append("/>\n");
        }
        outline(left, top, right, bottom, new Pen(Palette.TEXT, 0.8));
    }

    void outline(double left, double top, double right, double bottom, Pen pen) {
        body.append("<rect");
        attribute("x", left);
        attribute("y", top);
        attribute("width", right - left);
        attribute("height", bottom - top);
        stroke(pen);
        body.append("/>\n");
    }

    void line(double x1, double y1, double x2, double y2, Pen pen) {
        body.append("<line");
        attribute("x1", x1);
        attribute("y1", y1);
        attribute("x2", x2);
        attribute("y2", y2);
        stroke(pen);
        body.append("/>\n");
    }

    void polyline(List<Point> points, Pen pen) {
        if (points.size() > 1) {
            body.append("<polyline");
            attribute("points", written(points));
            stroke(pen);
            attribute("stroke-linejoin", "round");
            body.append("/>\n");
        }
    }

    void polygon(List<Point> points, String fill, double opacity) {
        if (points.size() > 2) {
            body.append("<polygon");
            attribute("points", written(points));
            attribute("fill", fill);
            if (opacity < 1) {
                attribute("fill-opacity", opacity);
            }
            body.append("/>\n");
        }
    }

    void shape(List<Point> corners, String fill, Pen pen) {
        body.append("<polygon");
        attribute("points", written(corners));
        attribute("fill", fill);
        edge(pen);
        body.append("/>\n");
    }

    void circle(double x, double y, double radius, String fill, Pen pen) {
        body.append("<circle");
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        attribute("fill", fill);
        edge(pen);
        body.append("/>\n");
    }

    void diamond(double x, double y, double radius, String fill, Pen pen) {
        shape(
                List.of(
                        new Point(x - radius, y),
                        new Point(x, y - radius),
                        new Point(x + radius, y),
                        new Point(x, y + radius)),
                fill,
                pen);
    }

    /** Where a text would stand. */
    TextBox box(String text, double x, double baseline, Ink ink, Anchor anchor) {
        double length = ink.width(text);
        double left = switch (anchor) {
            case START -> x;
            case MIDDLE -> x - length / 2;
            case END -> x - length;
        };
        return new TextBox(
                text,
                left,
                baseline - Typeface.ascent(ink.size()),
                left + length,
                baseline + Typeface.descent(ink.size()));
    }

    void text(String text, double x, double baseline, Ink ink, Anchor anchor) {
        if (text.isBlank()) {
            return;
        }
        texts.add(box(text, x, baseline, ink, anchor));
        body.append("<text");
        attribute("x", x);
        attribute("y", baseline);
        attribute("font-size", ink.size());
        if (ink.face() == Typeface.BOLD) {
            attribute("font-weight", "700");
        }
        attribute("fill", ink.colour());
        switch (anchor) {
            case START -> {}
            case MIDDLE -> attribute("text-anchor", "middle");
            case END -> attribute("text-anchor", "end");
        }
        body.append('>').append(escaped(text)).append("</text>\n");
    }

    /** Text on a patch of paper, to be readable across lines. */
    void backedText(String text, double x, double baseline, Ink ink, Anchor anchor) {
        TextBox box = box(text, x, baseline, ink, anchor).grownBy(1.5);
        rectangle(box.left(), box.top(), box.right(), box.bottom(), Palette.PAPER);
        text(text, x, baseline, ink, anchor);
    }

    /** Lines of text from a first base line down; returns the y below them. */
    double paragraph(List<String> lines, double x, double top, Ink ink, Anchor anchor) {
        double y = top;
        for (String line : lines) {
            text(line, x, y + Math.rint(ink.size() * 0.95), ink, anchor);
            y += ink.leading();
        }
        return y;
    }

    private void stroke(Pen pen) {
        attribute("fill", "none");
        edge(pen);
    }

    private void edge(Pen pen) {
        attribute("stroke", pen.colour());
        attribute("stroke-width", pen.width());
        if (!pen.dash().isEmpty()) {
            attribute("stroke-dasharray", pen.dash());
        }
    }

    private void attribute(String name, double value) {
        attribute(name, decimal(value));
    }

    private void attribute(String name, String value) {
        body.append(' ').append(name).append("=\"").append(value).append('"');
    }

    private static void segment(StringBuilder path, double x1, double y1, double x2, double y2) {
        path.append('M')
                .append(decimal(x1))
                .append(' ')
                .append(decimal(y1))
                .append('L')
                .append(decimal(x2))
                .append(' ')
                .append(decimal(y2));
    }

    private static String written(List<Point> points) {
        StringBuilder text = new StringBuilder();
        for (Point point : points) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(decimal(point.x())).append(',').append(decimal(point.y()));
        }
        return text.toString();
    }

    /** Two decimals at most: finer than any screen or printer shows, and short. */
    static String decimal(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
