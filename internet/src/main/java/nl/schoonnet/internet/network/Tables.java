// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What one file says, while it is read. Filled by {@link TableReader}, then handed to {@link Networks}. */
final class Tables {
    /** AS numbers from the key to {@code last} have this delegation. */
    record AsRange(long last, Delegation delegation) {}

    final PrefixMap.Builder<Origins> routes = PrefixMap.builder();
    final PrefixMap.Builder<Registration> registrations = PrefixMap.builder();
    final PrefixMap.Builder<Delegation> delegations = PrefixMap.builder();
    final PrefixMap.Builder<String> proxies = PrefixMap.builder();
    final PrefixMap.Builder<String> locations = PrefixMap.builder();
    final TreeMap<Long, AsRange> asDelegations = new TreeMap<>();
    final Map<Long, AsOrganisation> asOrganisations = new HashMap<>();
    final Map<String, Organisation> organisations = new HashMap<>();
    final Map<String, String> registrars = new HashMap<>();

    /** Lines that were not UTF-8 and were taken as ISO 8859-1. */
    long latin1Lines;

    boolean isEmpty() {
        return routes.isEmpty()
                && registrations.isEmpty()
                && delegations.isEmpty()
                && proxies.isEmpty()
                && locations.isEmpty()
                && asDelegations.isEmpty()
                && asOrganisations.isEmpty()
                && organisations.isEmpty()
                && registrars.isEmpty();
    }
}
