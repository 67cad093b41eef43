// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.KeyFigures;
import nl.schoonnet.reporting.document.KeyFigures.KeyFigure;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.figures.Figures.Headline;
import nl.schoonnet.reporting.figures.Figures.ShareFigure;
import nl.schoonnet.reporting.text.Texts;

/** What a reader should take away: share within the norm on both yardsticks, and what is still online. */
final class HeadlineSection {
    private HeadlineSection() {}

    static Section of(Wording words) {
        Headline h = words.figures().headline();
        Texts texts = words.texts();
        List<Block> blocks = new ArrayList<>();
        String hours = words.get(
                "hours.range",
                texts.number(number(h.itemHoursBeyondNorm().low()), 0),
                texts.number(number(h.itemHoursBeyondNorm().high()), 0));
        blocks.add(new KeyFigures(List.of(
                share(words, "headline.network", h.offNetworkWithinNorm()),
                share(words, "headline.internet", h.offInternetWithinNorm()),
                share(words, "headline.inaccessible", h.offNetworkOrInaccessibleWithinNorm()),
                new KeyFigure(
                        words.get("headline.open"),
                        texts.count(h.open()),
                        words.openBeyond(),
                        words.sample(words.figures().items()),
                        words.get("headline.open.explained", hours, words.norm(), words.seenWithinDays())))));
        blocks.add(Paragraph.of(words.get("headline.range")));
        if (words.figures().method().weighted()) {
            blocks.add(Paragraph.of(words.get("method.weighted")));
        }
        double undecided =
                h.offNetworkWithinNorm().high() - h.offNetworkWithinNorm().low();
        if (undecided > 0.2) {
            blocks.add(Paragraph.caution(words.get("headline.undecided", texts.percent(undecided), words.norm())));
        }
        if (!words.is("internal")) {
            blocks.add(Paragraph.caution(words.get("hosting.is.not.wanting")));
        }
        if (words.is("preview")) {
            blocks.add(Paragraph.of(words.get("preview.explained")));
        }
        if (words.is("public")) {
            blocks.add(Paragraph.note(words.get("public.explained")));
        }
        return new Section("part-headline", words.get("headline"), blocks);
    }

    private static double number(@org.jspecify.annotations.Nullable Double value) {
        return Wording.number(value);
    }

    private static KeyFigure share(Wording words, String key, ShareFigure share) {
        String estimate = words.estimate(share);
        return new KeyFigure(
                words.get(key, words.norm()),
                words.range(share),
                estimate.isEmpty() ? words.interval(share) : words.interval(share) + "; " + estimate,
                words.get(
                        "n.clusters",
                        words.texts().count(Math.round(share.n())),
                        words.texts().count(share.clusters())),
                words.get(key + ".explained"));
    }
}
