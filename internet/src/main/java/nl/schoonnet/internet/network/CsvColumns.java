// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a comma-separated table has its columns (-1 for none), by its header or, without one, by its first row.
 *
 * @param header whether the row that was looked at is a header
 */
record CsvColumns(
        Kind kind, boolean header, int first, int last, int prefix, int asn, int name, int country, int domain) {

    enum Kind {
        ROUTES,
        ORGANISATIONS,
        LOCATIONS,
        PROXIES,
        REGISTRARS
    }

    private static final Set<String> FIRST = Set.of("start", "start_ip", "first", "range_start", "ip_from");
    private static final Set<String> LAST = Set.of("end", "end_ip", "last", "range_end", "ip_to");
    private static final Set<String> PREFIX = Set.of("cidr", "prefix", "network", "range");
    private static final Set<String> ASN = Set.of("asn", "as", "as_number", "autonomous_system_number", "origin");
    private static final Set<String> NAME = Set.of(
            "org",
            "organisation",
            "organization",
            "name",
            "entity",
            "as_name",
            "as_description",
            "autonomous_system_organization",
            "registrar");
    private static final Set<String> COUNTRY = Set.of("country", "cc", "country_code");
    private static final Set<String> DOMAIN = Set.of("domain");

    static @Nullable CsvColumns of(List<String> row) {
        CsvColumns named = named(row);
        return named != null ? named : unnamed(row);
    }

    private static @Nullable CsvColumns named(List<String> row) {
        List<String> names =
                row.stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
        int first = index(names, FIRST);
        int last = index(names, LAST);
        int prefix = index(names, PREFIX);
        int asn = index(names, ASN);
        int name = index(names, NAME);
        int country = index(names, COUNTRY);
        int domain = index(names, DOMAIN);
        boolean place = (first >= 0 && last >= 0) || prefix >= 0;
        Kind kind = null;
        if (domain >= 0 && name >= 0) {
            kind = Kind.REGISTRARS;
        } else if (place && asn >= 0) {
            kind = Kind.ROUTES;
        } else if (place && name >= 0) {
            kind = Kind.PROXIES;
        } else if (place && country >= 0) {
            kind = Kind.LOCATIONS;
        } else if (asn >= 0 && name >= 0) {
            kind = Kind.ORGANISATIONS;
        }
        return kind == null ? null : new CsvColumns(kind, true, first, last, prefix, asn, name, country, domain);
    }

    private static int index(List<String> names, Set<String> wanted) {
        for (int index = 0; index < names.size(); index++) {
            if (wanted.contains(names.get(index))) {
                return index;
            }
        }
        return -1;
    }

    private static @Nullable CsvColumns unnamed(List<String> row) {
        if (row.size() < 2) {
            return null;
        }
        String second = row.get(1).strip();
        boolean prefix = Prefix.parseOrNull(row.get(0)) != null;
        if (prefix && IpAddress.parseOrNull(second) != null) {
            if (row.size() >= 3 && AsNumber.parse(row.get(2)) >= 0) {
                return new CsvColumns(Kind.ROUTES, false, 0, 1, -1, 2, row.size() > 3 ? 3 : -1, -1, -1);
            }
            return row.size() == 3 && Country.orNull(row.get(2)) != null
                    ? new CsvColumns(Kind.LOCATIONS, false, 0, 1, -1, -1, -1, 2, -1)
                    : null;
        }
        if (prefix) {
            return Country.orNull(second) != null
                    ? new CsvColumns(Kind.LOCATIONS, false, -1, -1, 0, -1, -1, 1, -1)
                    : new CsvColumns(Kind.PROXIES, false, -1, -1, 0, -1, 1, -1, -1);
        }
        return AsNumber.parse(row.get(0)) >= 0 && !second.isEmpty()
                ? new CsvColumns(Kind.ORGANISATIONS, false, -1, -1, -1, 0, 1, row.size() > 2 ? 2 : -1, -1)
                : null;
    }
}
