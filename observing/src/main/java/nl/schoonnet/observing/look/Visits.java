// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import nl.schoonnet.observing.politeness.Admission;
import nl.schoonnet.observing.politeness.Politeness;

/**
 * The hosts and networks that let one look in; it keeps its places until it ends. One that it meets again is paid for once
 * more and not asked again: it would wait for itself.
 */
final class Visits implements AutoCloseable {
    private final Politeness politeness;
    private final Map<Host, Admission.Permit> hosts = new HashMap<>();
    private final Map<Prefix, Admission.Permit> networks = new HashMap<>();

    Visits(Politeness politeness) {
        this.politeness = politeness;
    }

    /** Asks to go to a host; says when to ask again, or nothing if the look may. */
    Optional<Instant> enter(Host host) {
        return enter(hosts, host, () -> politeness.host(host.text()));
    }

    /** Asks to go to the network of a host that let the look in; if it may not, nothing was asked of the host either. */
    Optional<Instant> enter(Host host, IpAddress address) {
        Optional<Instant> later = enter(networks, Politeness.networkOf(address), () -> politeness.network(address));
        if (later.isPresent()) {
            Optional.ofNullable(hosts.remove(host)).ifPresent(Admission.Permit::giveBack);
        }
        return later;
    }

    private static <K> Optional<Instant> enter(
            Map<K, Admission.Permit> permits, K place, Supplier<Admission> admission) {
        Admission.Permit known = permits.get(place);
        if (known != null) {
            known.oneMore();
            return Optional.empty();
        }
        return switch (admission.get()) {
            case Admission.NotBefore later -> Optional.of(later.instant());
            case Admission.Permit permit -> {
                permits.put(place, permit);
                yield Optional.empty();
            }
        };
    }

    /** Counts one more request to a host at an address. */
    void oneMore(Host host, IpAddress address) {
        Optional.ofNullable(hosts.get(host)).ifPresent(Admission.Permit::oneMore);
        Optional.ofNullable(networks.get(Politeness.networkOf(address))).ifPresent(Admission.Permit::oneMore);
    }

    @Override
    public void close() {
        hosts.values().forEach(Admission.Permit::close);
        networks.values().forEach(Admission.Permit::close);
    }
}
