// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.schoonnet.reporting.text.Texts;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StepCurvesTests {
    private static final Caption CAPTION = new Caption("curve", "t", "d", "n = 1", "s");

    private static String drawn(List<StepCurves.Step> steps) {
        StepCurves plot = new StepCurves(
                Axis.hours("x", "hours"),
                Axis.share("y"),
                100,
                List.of(new StepCurves.Curve("c", steps)),
                List.of(),
                List.of());
        return PlotDrawing.bare(plot, CAPTION, Texts.of(Locale.of("en")), PlotSize.WIDE)
                .svg();
    }

    /** The y of the last point of the last polyline: the main curve is drawn last. */
    private static double end(String svg) {
        Matcher line = Pattern.compile("<polyline points=\"([^\"]+)\"").matcher(svg);
        String points = "";
        while (line.find()) {
            points = line.group(1);
        }
        return Double.parseDouble(points.substring(points.lastIndexOf(',') + 1));
    }

    private static double y(String svg, String tick) {
        Matcher label = Pattern.compile("y=\"([0-9.]+)\"[^>]*>" + tick + "<").matcher(svg);
        assertThat(label.find()).isTrue();
        return Double.parseDouble(label.group(1)) - 4;
    }

    @Test
    void a_hundred_thousand_steps_stay_a_small_picture_that_ends_at_the_last_value() {
        List<StepCurves.Step> steps = new ArrayList<>();
        for (int i = 0; i <= 100_000; i++) {
            double share = 0.6 * i / 100_000;
            steps.add(new StepCurves.Step(i / 1000.0, share, share * 0.9, share * 1.1));
        }
        String svg = drawn(steps);
        assertThat(svg.length()).isLessThan(200_000);
        assertThat(end(svg)).isCloseTo(y(svg, "60%"), Offset.offset(0.5));
    }

    @Test
    void a_curve_stops_where_its_value_is_unknown() {
        String whole = drawn(List.of(new StepCurves.Step(0, 0.2), new StepCurves.Step(50, 0.4)));
        String cut = drawn(List.of(
                new StepCurves.Step(0, 0.2), new StepCurves.Step(50, 0.4), new StepCurves.Step(75, Double.NaN)));
        assertThat(lastX(cut)).isLessThan(lastX(whole) - 100);
    }

    private static double lastX(String svg) {
        int points = svg.lastIndexOf("<polyline");
        int comma = svg.indexOf('"', svg.indexOf("points=", points) + 8);
        String last = svg.substring(svg.lastIndexOf(' ', comma) + 1, comma);
        return Double.parseDouble(last.substring(0, last.indexOf(',')));
    }

    @Test
    void a_jump_at_the_origin_is_drawn() {
        String svg = drawn(List.of(new StepCurves.Step(0, 0), new StepCurves.Step(0, 0.4)));
        assertThat(svg).containsPattern("points=\"([0-9.]+),[0-9.]+ \\1,");
    }
}
