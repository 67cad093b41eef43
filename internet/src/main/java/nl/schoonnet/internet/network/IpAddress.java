// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as 128 bits. An IPv4 address is its IPv4-mapped form (RFC 4291 section 2.5.5.2), so that
 * {@code ::ffff:192.0.2.1} and {@code 192.0.2.1} are one value. Nothing here ever resolves a name.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    private static final long MAPPED = 0x0000_FFFF_0000_0000L;
    private static final int LONGEST_TEXT = 45;

    /** The IPv4 address with these 32 bits. */
    public static IpAddress ofIpv4(int bits) {
        return new IpAddress(0, MAPPED | (bits & 0xFFFF_FFFFL));
    }

    /** The same address; empty for one with a zone. */
    public static Optional<IpAddress> of(InetAddress address) {
        if (address instanceof Inet6Address scoped && scoped.getScopeId() != 0) {
            return Optional.empty();
        }
        ByteBuffer bits = ByteBuffer.wrap(address.getAddress());
        return Optional.of(
                bits.remaining() == 4 ? ofIpv4(bits.getInt()) : new IpAddress(bits.getLong(), bits.getLong()));
    }

    /**
     * Reads an address: four decimal numbers without leading zeros, or IPv6 text of RFC 4291 section 2.2. Empty for
     * anything else, so for zone ids, brackets, host names and the hexadecimal, octal or shortened IPv4 forms.
     */
    public static Optional<IpAddress> parse(String text) {
        return Optional.ofNullable(parseOrNull(text));
    }

    static @Nullable IpAddress parseOrNull(String text) {
        if (text.length() < 2 || text.length() > LONGEST_TEXT) {
            return null;
        }
        if (text.indexOf(':') < 0) {
            long bits = ipv4Bits(text, 0, text.length());
            return bits < 0 ? null : ofIpv4((int) bits);
        }
        return ipv6(text);
    }

    /** The 32 bits of dotted decimal text, or -1. */
    private static long ipv4Bits(String text, int start, int end) {
        long bits = 0;
        int at = start;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && (at >= end || text.charAt(at++) != '.')) {
                return -1;
            }
            int digits = at;
            int number = 0;
            while (at < end && isDigit(text.charAt(at)) && at - digits < 4) {
                number = number * 10 + (text.charAt(at++) - '0');
            }
            int length = at - digits;
            if (length == 0 || length > 3 || number > 255 || (length > 1 && text.charAt(digits) == '0')) {
                return -1;
            }
            bits = bits << 8 | number;
        }
        return at == end ? bits : -1;
    }

    private static @Nullable IpAddress ipv6(String text) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int at = 0;
        int end = text.length();
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < end) {
            int start = at;
            int group = 0;
            while (at < end && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 128) {
                if (at - start == 4) {
                    return null;
                }
                group = group << 4 | Character.digit(text.charAt(at++), 16);
            }
            if (at < end && text.charAt(at) == '.') {
                long bits = ipv4Bits(text, start, end);
                if (bits < 0 || count > 6) {
                    return null;
                }
                groups[count++] = (int) (bits >>> 16);
                groups[count++] = (int) (bits & 0xFFFF);
                at = end;
                break;
            }
            if (at == start || count == 8) {
                return null;
            }
            groups[count++] = group;
            if (at == end) {
                break;
            }
            if (text.charAt(at++) != ':' || at == end) {
                return null;
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            }
        }
        if (gap < 0 ? count != 8 : count > 7) {
            return null;
        }
        if (gap >= 0) {
            int tail = count - gap;
            System.arraycopy(groups, gap, groups, 8 - tail, tail);
            Arrays.fill(groups, gap, 8 - tail, 0);
        }
        return new IpAddress(word(groups, 0), word(groups, 4));
    }

    private static long word(int[] groups, int from) {
        return (long) groups[from] << 48
                | (long) groups[from + 1] << 32
                | (long) groups[from + 2] << 16
                | groups[from + 3];
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether this is an IPv4 address, also if it was written in its IPv4-mapped form. */
    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    /**
     * The 32 bits of an IPv4 address.
     *
     * @throws IllegalStateException if this is an IPv6 address
     */
    public int ipv4() {
        if (!isIpv4()) {
            throw new IllegalStateException("not an IPv4 address");
        }
        return (int) low;
    }

    /** Unsigned order; IPv4 addresses stand among IPv6 ones where their mapped form stands. */
    @Override
    public int compareTo(IpAddress other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    /** Dotted decimal for IPv4, else the canonical text of RFC 5952. */
    @Override
    public String toString() {
        if (isIpv4()) {
            return (low >>> 24 & 255) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
        }
        int gap = -1;
        int gapLength = 1;
        for (int from = 0; from < 8; from++) {
            int to = from;
            while (to < 8 && group(to) == 0) {
                to++;
            }
            if (to - from > gapLength) {
                gap = from;
                gapLength = to - from;
            }
        }
        StringBuilder text = new StringBuilder(LONGEST_TEXT);
        for (int index = 0; index < 8; index++) {
            if (index == gap) {
                text.append("::");
                index += gapLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(index)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        long word = index < 4 ? high : low;
        return (int) (word >>> (48 - 16 * (index & 3)) & 0xFFFF);
    }
}
