// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.figures.Figures.FunnelStep;

/** From rows read to outcomes: nothing disappears unseen. */
final class FunnelSection {
    private FunnelSection() {}

    static Section of(Wording words) {
        Wording.TableBuilder table = Wording.table(
                "funnel",
                words.get("funnel.caption"),
                Column.text("step", words.get("funnel.step")),
                Column.text("kind", words.get("funnel.kind")),
                Column.count("count", words.get("funnel.count")));
        for (FunnelStep step : words.figures().funnel()) {
            table.row(words.cell("funnel", step.code()), words.cell("kind", step.kind()), Wording.count(step.count()));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(Paragraph.of(words.get("funnel.explained")));
        blocks.add(table.note(words.get("funnel.note")));
        return new Section("part-funnel", words.get("funnel"), blocks);
    }
}
