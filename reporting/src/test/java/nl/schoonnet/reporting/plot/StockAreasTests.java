// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.schoonnet.reporting.text.Texts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StockAreasTests {
    private static final Caption CAPTION = new Caption("stock", "Title", "Description", "n = 9", "Source");
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final StockAreas.Unsettled LAST_WEEK =
            new StockAreas.Unsettled(FIRST.plusDays(23), "last 7 days: read the band");

    private static StockAreas thirtyDays(StockAreas.@Nullable Unsettled unsettled, boolean range) {
        List<LocalDate> days = new ArrayList<>();
        List<Double> items = new ArrayList<>();
        List<Interval> total = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            days.add(FIRST.plusDays(i));
            double surely = i <= 23 ? 9 : 9 - (i - 23);
            items.add(surely);
            total.add(new Interval(surely, 9));
        }
        return new StockAreas(
                Axis.linear("items", ""),
                days,
                List.of(new StockAreas.Layer("open", items)),
                range ? total : List.of(),
                List.of(),
                unsettled);
    }

    private static String svg(StockAreas areas) {
        return PlotDrawing.framed(areas, CAPTION, Texts.of(Locale.of("en")), PlotSize.WIDE)
                .svg();
    }

    @Test
    void the_days_that_were_not_looked_at_again_are_greyed_and_labelled() {
        assertThat(svg(thirtyDays(LAST_WEEK, true))).contains(LAST_WEEK.label()).contains("#dfe3e6");
        assertThat(svg(thirtyDays(null, true))).doesNotContain("#dfe3e6");
    }

    @Test
    void no_area_falls_in_the_days_that_were_not_looked_at_again() {
        assertThat(points(svg(thirtyDays(null, true)))).isEqualTo(60);
        assertThat(points(svg(thirtyDays(LAST_WEEK, true))))
                .as("24 days, along the top and back along the bottom")
                .isEqualTo(48);
    }

    @Test
    void what_is_not_known_must_show_as_a_band() {
        assertThatThrownBy(() -> thirtyDays(LAST_WEEK, false)).isInstanceOf(IllegalArgumentException.class);
    }

    /** How many points the first area has. */
    private static int points(String svg) {
        Matcher polygon =
                Pattern.compile("<polygon[^>]*points=\"([^\"]*)\"[^>]*").matcher(svg);
        while (polygon.find()) {
            if (polygon.group().contains("#7a2f00")) {
                return polygon.group(1).trim().split("\\s+").length;
            }
        }
        throw new AssertionError("no area");
    }
}
