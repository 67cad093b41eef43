// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses that share their first bits (CIDR, RFC 4632). All bits after the length are zero.
 *
 * @param first the first address
 * @param bits how many of the 128 bits are shared; an IPv4 prefix has 96 more than its written {@link #length()}
 */
public record Prefix(IpAddress first, int bits) implements Comparable<Prefix> {
    /** Checks the length and that no bit after it is set. */
    public Prefix {
        if (bits < 0 || bits > 128) {
            throw new IllegalArgumentException("a prefix has 0 to 128 bits");
        }
        if (!masked(first, bits).equals(first)) {
            throw new IllegalArgumentException("a prefix has no bits set after its length");
        }
    }

    /** The prefix of this written length (0 to 32 for IPv4, 0 to 128 for IPv6) that contains the address. */
    public static Prefix around(IpAddress address, int length) {
        int bits = address.isIpv4() ? length + 96 : length;
        if (length < 0 || bits > 128) {
            throw new IllegalArgumentException("length out of range");
        }
        return new Prefix(masked(address, bits), bits);
    }

    /**
     * Reads {@code address/length}, or an address alone as a prefix of one address. Empty for anything that
     * {@link IpAddress#parse} refuses, lengths that are out of range or not plain decimal, bits set after the length, and
     * IPv4-mapped text (which would stand for IPv4 under an IPv6 name).
     */
    public static Optional<Prefix> parse(String text) {
        return Optional.ofNullable(parseOrNull(text));
    }

    static @Nullable Prefix parseOrNull(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parseOrNull(slash < 0 ? text : text.substring(0, slash));
        if (address == null || (address.isIpv4() && text.indexOf(':') >= 0)) {
            return null;
        }
        int widest = address.isIpv4() ? 32 : 128;
        int length = slash < 0 ? widest : decimal(text, slash + 1, widest);
        return length < 0 ? null : ofOrNull(address, length);
    }

    /** The prefix, or null if the length is out of range or bits after it are set. */
    static @Nullable Prefix ofOrNull(IpAddress address, int length) {
        boolean ipv4 = address.isIpv4();
        if (length < 0 || length > (ipv4 ? 32 : 128)) {
            return null;
        }
        int bits = ipv4 ? length + 96 : length;
        return masked(address, bits).equals(address) ? new Prefix(address, bits) : null;
    }

    private static int decimal(String text, int from, int limit) {
        int digits = text.length() - from;
        if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        int number = 0;
        for (int at = from; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number <= limit ? number : -1;
    }

    /**
     * The fewest prefixes that together are exactly the range, in order; empty if the last address is before the first or
     * of the other family.
     */
    public static List<Prefix> ofRange(IpAddress first, IpAddress last) {
        if (first.compareTo(last) > 0 || first.isIpv4() != last.isIpv4()) {
            return List.of();
        }
        List<Prefix> parts = new ArrayList<>();
        int shortest = first.isIpv4() ? 96 : 0;
        IpAddress start = first;
        while (true) {
            int bits = 128;
            while (bits > shortest
                    && masked(start, bits - 1).equals(start)
                    && lastOf(start, bits - 1).compareTo(last) <= 0) {
                bits--;
            }
            parts.add(new Prefix(start, bits));
            IpAddress end = lastOf(start, bits);
            if (end.equals(last)) {
                return List.copyOf(parts);
            }
            start = new IpAddress(end.low() == -1 ? end.high() + 1 : end.high(), end.low() + 1);
        }
    }

    static IpAddress masked(IpAddress address, int bits) {
        return new IpAddress(address.high() & highMask(bits), address.low() & highMask(bits - 64));
    }

    /** The first {@code bits} of 64 bits set; {@code bits} may lie outside 0 to 64. */
    private static long highMask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    }

    private static IpAddress lastOf(IpAddress first, int bits) {
        return new IpAddress(first.high() | ~highMask(bits), first.low() | ~highMask(bits - 64));
    }

    /** The last address. */
    public IpAddress last() {
        return lastOf(first, bits);
    }

    /** Whether this is a block of IPv4 addresses. */
    public boolean isIpv4() {
        return bits >= 96 && first.isIpv4();
    }

    /** The length as written: 0 to 32 for IPv4, 0 to 128 for IPv6. */
    public int length() {
        return isIpv4() ? bits - 96 : bits;
    }

    /** Whether the address lies in this prefix; an IPv4 address lies in no IPv6 prefix, however short. */
    public boolean contains(IpAddress address) {
        return address.isIpv4() == isIpv4() && masked(address, bits).equals(first);
    }

    /** Whether the other prefix lies in this one or is equal to it. */
    public boolean contains(Prefix other) {
        return other.bits >= bits
                && other.isIpv4() == isIpv4()
                && masked(other.first, bits).equals(first);
    }

    /** By first address, then the shorter prefix first, so that a prefix stands before those that lie in it. */
    @Override
    public int compareTo(Prefix other) {
        int order = first.compareTo(other.first);
        return order != 0 ? order : Integer.compare(bits, other.bits);
    }

    /** {@code address/length} in canonical text. */
    @Override
    public String toString() {
        return first + "/" + length();
    }
}
