// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import nl.schoonnet.reporting.text.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where text stands, for every kind of plot, over made-up data. */
class PlotLayoutTests {
    private static final Caption CAPTION = new Caption(
            "sample",
            "A title that is long enough to be broken over more than one line, even on a desktop screen",
            "What is to be seen.",
            "n = 12,345 items of 67 providers, 89 clusters",
            "made-up data, method 0; the band is a 95% band");

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void no_text_overlaps_another_and_none_is_clipped(int seed) {
        new PlotSamples(new SplittableRandom(seed)).all().forEach((kind, spec) -> {
            for (Locale locale : List.of(Locale.of("nl"), Locale.of("en"))) {
                for (PlotSize size : PlotSize.values()) {
                    String what = kind + ", seed " + seed + ", " + size;
                    check(what, PlotDrawing.framed(spec, CAPTION, Texts.of(locale), size));
                    check(what, PlotDrawing.bare(spec, CAPTION, Texts.of(locale), size));
                }
            }
        });
    }

    private static void check(String what, PlotDrawing drawing) {
        List<TextBox> texts = drawing.texts();
        assertThat(texts).as(what).isNotEmpty();
        for (int i = 0; i < texts.size(); i++) {
            TextBox one = texts.get(i);
            if (one.left() < -0.01
                    || one.right() > drawing.width() + 0.01
                    || one.top() < 0
                    || one.bottom() > drawing.height()) {
                fail("%s: clipped %s in %s x %s", what, one, drawing.width(), drawing.height());
            }
            for (int j = 0; j < i; j++) {
                if (one.overlaps(texts.get(j))) {
                    fail("%s: %s overlaps %s", what, one, texts.get(j));
                }
            }
        }
    }

    @Test
    void the_check_sees_an_overlap() {
        TextBox one = new TextBox("a", 0, 0, 10, 10);
        assertThat(one.overlaps(new TextBox("b", 9, 9, 20, 20))).isTrue();
        assertThat(one.overlaps(new TextBox("b", 10, 0, 20, 10))).isFalse();
        assertThat(one.overlaps(new TextBox("b", 0, 10, 10, 20))).isFalse();
    }

    @Test
    void the_same_data_give_the_same_picture() {
        PlotSamples first = new PlotSamples(new SplittableRandom(7));
        PlotSamples second = new PlotSamples(new SplittableRandom(7));
        Texts texts = Texts.of(Locale.of("nl"));
        var specs = second.all();
        first.all()
                .forEach((kind, spec) -> assertThat(PlotDrawing.framed(spec, CAPTION, texts, PlotSize.WIDE)
                                .svg())
                        .isEqualTo(PlotDrawing.framed(
                                        Objects.requireNonNull(specs.get(kind)), CAPTION, texts, PlotSize.WIDE)
                                .svg()));
    }
}
