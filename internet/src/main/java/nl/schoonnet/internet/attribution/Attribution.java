// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.attribution;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who had which role for a URL at a moment.
 *
 * @param registrableDomain by the Public Suffix List with its private section; null for addresses and bare suffixes
 * @param roles per role the findings, whose shares add up to 1
 * @param ranked the findings for a ranking of hosts: the web host, else the network (a {@link Ranked#fallback}), and
 *     never what stands behind a proxy; shares add up to 1
 * @param countries per kind the findings, whose shares add up to 1
 * @param addresses how many addresses were used; 0 means that only the domain could say something
 */
public record Attribution(
        @Nullable String registrableDomain,
        Map<Role, List<Finding>> roles,
        List<Ranked> ranked,
        Map<CountryFinding.Kind, List<CountryFinding>> countries,
        int addresses) {
    /** Copies the collections. */
    public Attribution {
        roles = Map.copyOf(roles);
        ranked = List.copyOf(ranked);
        countries = Map.copyOf(countries);
    }

    /**
     * A finding for a ranking of hosts.
     *
     * @param fallback true if the network stands in for an unknown web host
     */
    public record Ranked(Finding finding, boolean fallback) {}

    /** The findings for a role, largest share first. */
    public List<Finding> role(Role role) {
        return roles.getOrDefault(role, List.of());
    }

    /** The findings for a kind of country, largest share first. */
    public List<CountryFinding> country(CountryFinding.Kind kind) {
        return countries.getOrDefault(kind, List.of());
    }
}
