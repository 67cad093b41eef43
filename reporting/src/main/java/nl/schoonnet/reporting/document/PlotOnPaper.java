// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import com.openhtmltopdf.css.constants.IdentValue;
import com.openhtmltopdf.css.parser.FSRGBColor;
import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.css.value.FontSpecification;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxOutputDevice;
import com.openhtmltopdf.render.AbstractOutputDevice;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.File;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.schoonnet.reporting.text.Typeface;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Draws our own plots' SVG in a PDF: rectangles, lines, polylines, polygons, circles, straight paths and text, which is all
 * that {@code PlotDrawing} writes. Text stays text, set in the embedded face, so that it can be searched and read out; Batik
 * would turn it into outlines, and would ask AWT for fonts that the machine may not have.
 */
final class PlotOnPaper implements SVGDrawer {
    private static final Pattern SEGMENT = Pattern.compile("M(-?[0-9.]+) (-?[0-9.]+)L(-?[0-9.]+) (-?[0-9.]+)");

    @Override
    public SVGImage buildSVGImage(
            Element svg, Box box, CssContext context, double cssWidth, double cssHeight, double dotsPerPixel) {
        double width = number(svg, "width") * dotsPerPixel;
        double height = number(svg, "height") * dotsPerPixel;
        double scale = width / Double.parseDouble(svg.getAttribute("viewBox").split(" ", -1)[2]);
        return new SVGImage() {
            @Override
            public int getIntrinsicWidth() {
                return (int) Math.ceil(width);
            }

            @Override
            public int getIntrinsicHeight() {
                return (int) Math.ceil(height);
            }

            @Override
            public void drawSVG(OutputDevice device, RenderingContext ctx, double x, double y) {
                new Sheet((PdfBoxOutputDevice) device, x, y, scale).children(svg);
            }
        };
    }

    @Override
    public void importFontFaceRules(List<FontFaceRule> fontFaces, SharedContext shared) {}

    @Override
    public void addFontFile(File fontFile, String family, Integer weight, FontStyle style) {}

    @Override
    public void close() {}

    private static double number(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    /** One plot at its place on the page. */
    private record Sheet(PdfBoxOutputDevice device, double left, double top, double scale) {

        void children(Element parent) {
            for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element element) {
                    draw(element);
                }
            }
        }

        private void draw(Element element) {
            switch (element.getTagName()) {
                case "rect" ->
                    shape(
                            element,
                            new Rectangle2D.Double(
                                    x(number(element, "x")),
                                    y(number(element, "y")),
                                    number(element, "width") * scale,
                                    number(element, "height") * scale));
                case "line" ->
                    shape(
                            element,
                            new Line2D.Double(
                                    x(number(element, "x1")),
                                    y(number(element, "y1")),
                                    x(number(element, "x2")),
                                    y(number(element, "y2"))));
                case "circle" -> {
                    double radius = number(element, "r");
                    shape(
                            element,
                            new Ellipse2D.Double(
                                    x(number(element, "cx") - radius),
                                    y(number(element, "cy") - radius),
                                    2 * radius * scale,
                                    2 * radius * scale));
                }
                case "polyline" -> shape(element, points(element, false));
                case "polygon" -> shape(element, points(element, true));
                case "path" -> shape(element, segments(element));
                case "text" -> text(element);
                case "title", "desc" -> {}
                default -> throw new IllegalArgumentException("a plot holds no " + element.getTagName());
            }
        }

        private double x(double value) {
            return left + value * scale;
        }

        private double y(double value) {
            return top + value * scale;
        }

        private Path2D points(Element element, boolean closed) {
            Path2D.Double path = new Path2D.Double();
            for (String pair : element.getAttribute("points").split(" ", -1)) {
                int comma = pair.indexOf(',');
                double x = x(Double.parseDouble(pair.substring(0, comma)));
                double y = y(Double.parseDouble(pair.substring(comma + 1)));
                if (path.getCurrentPoint() == null) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
            }
            if (closed) {
                path.closePath();
            }
            return path;
        }

        private Path2D segments(Element element) {
            Path2D.Double path = new Path2D.Double();
            Matcher segment = SEGMENT.matcher(element.getAttribute("d"));
            while (segment.find()) {
                path.moveTo(x(Double.parseDouble(segment.group(1))), y(Double.parseDouble(segment.group(2))));
                path.lineTo(x(Double.parseDouble(segment.group(3))), y(Double.parseDouble(segment.group(4))));
            }
            return path;
        }

        private void shape(Element element, Shape shape) {
            String fill = element.getAttribute("fill");
            if (!fill.isEmpty() && !fill.equals("none")) {
                String opacity = element.getAttribute("fill-opacity");
                device.setColor(colour(fill, opacity.isEmpty() ? 1 : Float.parseFloat(opacity)));
                device.fill(shape);
            }
            String stroke = element.getAttribute("stroke");
            if (!stroke.isEmpty()) {
                device.setColor(colour(stroke, 1));
                device.setStroke(stroke(element));
                device.draw(shape);
            }
        }

        private BasicStroke stroke(Element element) {
            float width = (float) (number(element, "stroke-width") * scale);
            String dash = element.getAttribute("stroke-dasharray");
            if (dash.isEmpty()) {
                return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
            }
            String[] parts = dash.split(" ", -1);
            float[] lengths = new float[parts.length];
            for (int i = 0; i < parts.length; i++) {
                lengths[i] = (float) (Float.parseFloat(parts[i]) * scale);
            }
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, lengths, 0);
        }

        private void text(Element element) {
            String text = element.getTextContent();
            boolean bold = element.getAttribute("font-weight").equals("700");
            double size = number(element, "font-size");
            double length = (bold ? Typeface.BOLD : Typeface.REGULAR).width(text, size);
            double x = switch (element.getAttribute("text-anchor")) {
                case "middle" -> number(element, "x") - length / 2;
                case "end" -> number(element, "x") - length;
                default -> number(element, "x");
            };
            FontSpecification font = new FontSpecification();
            font.families = new String[] {Typeface.EMBEDDED};
            font.size = (float) (size * scale);
            font.fontWeight = bold ? IdentValue.FONT_WEIGHT_700 : IdentValue.FONT_WEIGHT_400;
            font.fontStyle = IdentValue.NORMAL;
            font.variant = IdentValue.NORMAL;
            SharedContext shared = device.getSharedContext();
            ((AbstractOutputDevice) device).setFontSpecification(font);
            device.setFont(shared.getFontResolver().resolveFont(shared, font));
            device.setColor(colour(element.getAttribute("fill"), 1));
            device.drawString(text, (float) x(x), (float) y(number(element, "y")), null);
        }

        private static FSRGBColor colour(String hex, float opacity) {
            int rgb = Integer.parseInt(hex.substring(1), 16);
            return new FSRGBColor(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, opacity);
        }
    }
}
