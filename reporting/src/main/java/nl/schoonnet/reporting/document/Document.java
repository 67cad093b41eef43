// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.schoonnet.reporting.text.CleanText;

/**
 * A report, ready to be rendered.
 *
 * @param title first heading and title of the file
 * @param subtitle period, population and role in one line; may be empty
 * @param marking edition mark printed at the top of every page, such as "INTERNAL: contains names"; empty for none
 * @param locale {@code nl} or {@code en}
 * @param sections in reading order; ids of sections, tables and plots are unique in the document
 * @param method one line at the foot of every page: product, method version, seed
 * @param metadata what the file says about itself
 */
public record Document(
        String title,
        String subtitle,
        String marking,
        Locale locale,
        List<Section> sections,
        String method,
        Metadata metadata) {
    public Document {
        title = CleanText.line(title);
        subtitle = CleanText.line(subtitle);
        marking = CleanText.line(marking);
        method = CleanText.line(method);
        sections = List.copyOf(sections);
        if (title.isBlank()) {
            throw new IllegalArgumentException("a document has a title");
        }
        Set<String> ids = new HashSet<>();
        for (Section section : sections) {
            unique(ids, section.id());
            for (Block block : section.blocks()) {
                switch (block) {
                    case Table table -> unique(ids, table.id());
                    case Plot plot -> {
                        unique(ids, plot.id());
                        unique(ids, plot.twin().id());
                    }
                    case Paragraph p -> {}
                    case KeyFigures k -> {}
                    case Definitions d -> {}
                    case BulletList b -> {}
                }
            }
        }
    }

    private static void unique(Set<String> ids, String id) {
        if (!ids.add(id)) {
            throw new IllegalArgumentException("id used twice in one document: " + id);
        }
    }

    /** All tables in reading order, those behind plots included. */
    public List<Table> tables() {
        return sections.stream()
                .flatMap(section -> section.blocks().stream())
                .<Table>mapMulti((block, sink) -> {
                    if (block instanceof Table table) {
                        sink.accept(table);
                    } else if (block instanceof Plot plot) {
                        sink.accept(plot.twin());
                    }
                })
                .toList();
    }

    /** All plots in reading order. */
    public List<Plot> plots() {
        return sections.stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Plot.class::isInstance)
                .map(Plot.class::cast)
                .toList();
    }
}
