// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.reporting.source.Timestamps;

/**
 * Names the cluster of each item (MEASUREMENT.md section 3): column {@code cluster}, else {@code page}, else notice batch,
 * else (registrable domain, day of notice). The first column that any notice fills is used for all; an item without a value
 * there is clustered by domain and day.
 */
record Clusters(String word, Function<Notice, String> column) {
    static Clusters of(ClusterBy by, List<Notice> notices) {
        return switch (by) {
            case ClusterBy.ByItem ignored -> new Clusters("item", Notice::id);
            case ClusterBy.ByPage ignored -> new Clusters("page", Notice::page);
            case ClusterBy.ByDomainDay ignored -> new Clusters("domain-day", Clusters::none);
            case ClusterBy.ByColumn c ->
                new Clusters("column:" + c.name(), notice -> notice.others().getOrDefault(c.name(), ""));
            case ClusterBy.First ignored -> first(notices);
        };
    }

    private static Clusters first(List<Notice> notices) {
        for (Clusters candidate : List.of(
                new Clusters("cluster", Notice::cluster),
                new Clusters("page", Notice::page),
                new Clusters("batch", Notice::batch))) {
            if (notices.stream().anyMatch(n -> !candidate.column.apply(n).isEmpty())) {
                return candidate;
            }
        }
        return new Clusters("domain-day", Clusters::none);
    }

    private static String none(Notice notice) {
        return "";
    }

    /** What items of one cluster have in common: the text of the column, or a domain and a day, which no text equals. */
    Object key(Notice notice, String domain, Instant origin) {
        String value = column.apply(notice);
        return value.isEmpty() ? new DomainDay(domain, LocalDate.ofInstant(origin, Timestamps.AMSTERDAM)) : value;
    }

    private record DomainDay(String domain, LocalDate day) {}
}
