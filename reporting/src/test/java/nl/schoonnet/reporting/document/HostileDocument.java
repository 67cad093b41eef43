// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.List;
import java.util.Locale;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Bars;
import nl.schoonnet.reporting.plot.Caption;

/** A document in which every text is an attack. */
final class HostileDocument {
    static final String TEXT = "<script>alert(1)</script>\" onload='x' ]]> &amp; ${7*7} [[${7*7}]] __${7}__ "
            + "<img src=\"https://attacker.example/x\"> moc\u202e.elpmaxe =1+1 </style> url(https://attacker.example/)";

    private HostileDocument() {}

    static Document document() {
        Table table = new Table(
                "t",
                TEXT,
                List.of(Column.text("a", TEXT), Column.number("b", TEXT, TEXT, 1)),
                List.of(List.of(Cell.words(TEXT), Cell.missing(TEXT))),
                TEXT);
        Table twin = new Table("p-cijfers", TEXT, List.of(Column.text("a", TEXT)), List.of(), TEXT);
        return new Document(
                TEXT,
                TEXT,
                TEXT,
                Locale.of("en"),
                List.of(new Section(
                        "s",
                        TEXT,
                        List.of(
                                Paragraph.of(TEXT),
                                Paragraph.caution(TEXT),
                                Paragraph.note(TEXT),
                                Paragraph.heading(TEXT),
                                new BulletList(List.of(TEXT)),
                                new Definitions(List.of(
                                        new Definitions.Definition(TEXT, TEXT, true),
                                        new Definitions.Definition(TEXT, TEXT))),
                                new KeyFigures(List.of(new KeyFigures.KeyFigure(TEXT, TEXT, TEXT, TEXT, TEXT))),
                                table,
                                new Plot(
                                        new Caption("p", TEXT, TEXT, TEXT, TEXT),
                                        new Bars(
                                                Axis.linear(TEXT, TEXT),
                                                TEXT,
                                                TEXT,
                                                List.of(new Bars.Row(TEXT, 1, null, 0.5, 0.5, false))),
                                        twin)))),
                TEXT,
                new Metadata(TEXT, TEXT, List.of(TEXT)));
    }
}
