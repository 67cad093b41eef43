// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.address;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;

/**
 * Decides whether an address may be connected to: only what the whole internet can reach. Immutable.
 *
 * <p>Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates), IANA IPv6 address space
 * (only {@code 2000::/3} is global unicast), and the public address that one cloud uses for metadata. Stricter than the
 * registries in one way: assignments to protocols are refused also where they are globally reachable, since no site is
 * there. IPv6 forms that carry an IPv4 address are refused whatever that address is.
 */
public final class AddressPolicy {
    /** The ports of the web and their usual alternatives. */
    public static final Set<Integer> STANDARD_PORTS = Set.of(80, 443, 8080, 8443);

    private static final long GLOBAL_UNICAST = 0b001;

    /** In order: the first that fits gives the reason. */
    private static final List<Map.Entry<Prefix, Refusal>> IPV4 = List.of(
            refuse("0.0.0.0/8", Refusal.UNSPECIFIED),
            refuse("10.0.0.0/8", Refusal.PRIVATE),
            refuse("100.64.0.0/10", Refusal.SHARED),
            refuse("127.0.0.0/8", Refusal.LOOPBACK),
            refuse("168.63.129.16/32", Refusal.METADATA),
            refuse("169.254.0.0/16", Refusal.LINK_LOCAL),
            refuse("172.16.0.0/12", Refusal.PRIVATE),
            refuse("192.0.0.0/24", Refusal.PROTOCOL),
            refuse("192.0.2.0/24", Refusal.DOCUMENTATION),
            refuse("192.31.196.0/24", Refusal.PROTOCOL),
            refuse("192.52.193.0/24", Refusal.PROTOCOL),
            refuse("192.88.99.0/24", Refusal.SIX_TO_FOUR),
            refuse("192.168.0.0/16", Refusal.PRIVATE),
            refuse("192.175.48.0/24", Refusal.PROTOCOL),
            refuse("198.18.0.0/15", Refusal.BENCHMARKING),
            refuse("198.51.100.0/24", Refusal.DOCUMENTATION),
            refuse("203.0.113.0/24", Refusal.DOCUMENTATION),
            refuse("224.0.0.0/4", Refusal.MULTICAST),
            refuse("255.255.255.255/32", Refusal.BROADCAST),
            refuse("240.0.0.0/4", Refusal.RESERVED));

    /** IPv4-mapped is judged apart: {@link Prefix} takes it for IPv4. */
    private static final List<Map.Entry<Prefix, Refusal>> IPV6 = List.of(
            refuse("::/128", Refusal.UNSPECIFIED),
            refuse("::1/128", Refusal.LOOPBACK),
            refuse("::/96", Refusal.IPV4_COMPATIBLE),
            refuse("::ffff:0:0:0/96", Refusal.IPV4_COMPATIBLE),
            refuse("64:ff9b::/96", Refusal.NAT64),
            refuse("64:ff9b:1::/48", Refusal.NAT64),
            refuse("100::/64", Refusal.DISCARD),
            refuse("2001::/32", Refusal.TEREDO),
            refuse("2001:2::/48", Refusal.BENCHMARKING),
            refuse("2001:db8::/32", Refusal.DOCUMENTATION),
            refuse("2001::/23", Refusal.PROTOCOL),
            refuse("2002::/16", Refusal.SIX_TO_FOUR),
            refuse("2620:4f:8000::/48", Refusal.PROTOCOL),
            refuse("3fff::/20", Refusal.DOCUMENTATION),
            refuse("fc00::/7", Refusal.UNIQUE_LOCAL),
            refuse("fe80::/10", Refusal.LINK_LOCAL),
            refuse("fec0::/10", Refusal.SITE_LOCAL),
            refuse("ff00::/8", Refusal.MULTICAST));

    private final Set<Integer> ports;
    private final Set<IpAddress> own;
    private final List<Prefix> testbed;

    private AddressPolicy(Set<Integer> ports, Set<IpAddress> own, List<Prefix> testbed) {
        if (ports.isEmpty() || ports.stream().anyMatch(port -> port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("ports are 1 to 65535, at least one");
        }
        this.ports = Set.copyOf(ports);
        this.own = Set.copyOf(own);
        this.testbed = List.copyOf(testbed);
    }

    /**
     * The policy of every look at the real internet.
     *
     * @param ports that may be connected to
     * @param own the operator's own public addresses, which are refused
     */
    public static AddressPolicy production(Set<Integer> ports, Collection<IpAddress> own) {
        return new AddressPolicy(ports, Set.copyOf(own), List.of());
    }

    /**
     * The policy for a simulated internet: some loopback addresses are permitted, and everything else is refused, so that
     * a test can't reach the real one.
     *
     * @param loopback prefixes within {@code 127.0.0.0/8} or {@code ::1/128}
     * @throws IllegalArgumentException if a prefix is anything else
     */
    public static AddressPolicy testbed(Set<Integer> ports, Collection<Prefix> loopback) {
        Prefix four = prefix("127.0.0.0/8");
        Prefix six = prefix("::1/128");
        if (loopback.isEmpty()
                || !loopback.stream().allMatch(prefix -> four.contains(prefix) || six.contains(prefix))) {
            throw new IllegalArgumentException("a testbed lies on loopback addresses");
        }
        return new AddressPolicy(ports, Set.of(), List.copyOf(loopback));
    }

    /** Whether this policy is one for a simulated internet; a production profile refuses it. */
    public boolean isTestbed() {
        return !testbed.isEmpty();
    }

    /** Whether this port may be connected to. */
    boolean allowsPort(int port) {
        return ports.contains(port);
    }

    /** Judges an address and a port. */
    public AddressVetting vet(RawAddress address, int port) {
        if (!allowsPort(port)) {
            return new AddressVetting.Refused(Refusal.PORT);
        }
        return refusalOf(address)
                .<AddressVetting>map(AddressVetting.Refused::new)
                .orElseGet(() -> new AddressVetting.Permitted(new VettedAddress(address, port)));
    }

    private Optional<Refusal> refusalOf(RawAddress address) {
        if (!address.isIpv4() && address.ip().isIpv4()) {
            return Optional.of(Refusal.IPV4_MAPPED);
        }
        IpAddress ip = address.ip();
        if (isTestbed() && testbed.stream().anyMatch(prefix -> prefix.contains(ip))) {
            return Optional.empty();
        }
        Optional<Refusal> special = specialPurpose(address);
        if (special.isPresent()) {
            return special;
        }
        if (isTestbed()) {
            return Optional.of(Refusal.RESERVED);
        }
        return own.contains(ip) ? Optional.of(Refusal.OWN_ADDRESS) : Optional.empty();
    }

    private static Optional<Refusal> specialPurpose(RawAddress address) {
        IpAddress ip = address.ip();
        for (Map.Entry<Prefix, Refusal> entry : address.isIpv4() ? IPV4 : IPV6) {
            if (entry.getKey().contains(ip)) {
                return Optional.of(entry.getValue());
            }
        }
        if (address.isIpv4()) {
            return Optional.empty();
        }
        if (address.high() >>> 61 != GLOBAL_UNICAST) {
            return Optional.of(Refusal.RESERVED);
        }
        long identifier = address.low() >>> 32;
        return identifier == 0x0000_5EFEL || identifier == 0x0200_5EFEL
                ? Optional.of(Refusal.ISATAP)
                : Optional.empty();
    }

    private static Map.Entry<Prefix, Refusal> refuse(String prefix, Refusal reason) {
        return Map.entry(prefix(prefix), reason);
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }
}
