// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.name;

import java.util.Arrays;
import nl.schoonnet.internet.network.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the URL Standard for the host of a special scheme that come after "domain to ASCII": forbidden domain code
 * points (section 3.1), the ends-in-a-number checker and the IPv4 parser (section 3.5).
 */
final class WebHost {
    private static final String FORBIDDEN = " #%/:<>?@[\\]^|";
    private static final long IPV4_SIZE = 1L << 32;

    private WebHost() {}

    /** The host, or null where the standard says failure or where there is no label. */
    static @Nullable Host of(String ascii) {
        if (ascii.indexOf(':') >= 0) {
            return IpAddress.parse(ascii).map(Host.Address::new).orElse(null);
        }
        for (int at = 0; at < ascii.length(); at++) {
            char c = ascii.charAt(at);
            if (c <= ' ' || c >= 0x7F || FORBIDDEN.indexOf(c) >= 0) {
                return null;
            }
        }
        String[] labels = ascii.split("\\.", -1);
        if (labels.length > 1 && labels[labels.length - 1].isEmpty()) {
            labels = Arrays.copyOf(labels, labels.length - 1);
        }
        String last = labels[labels.length - 1];
        if (last.isEmpty()) {
            return null;
        }
        if (isDecimal(last) || number(last) >= 0) {
            long bits = ipv4(labels);
            return bits < 0 ? null : new Host.Address(IpAddress.ofIpv4((int) bits));
        }
        return new Host.Domain(String.join(".", labels));
    }

    private static long ipv4(String[] labels) {
        if (labels.length > 4) {
            return -1;
        }
        long bits = 0;
        for (int index = 0; index < labels.length; index++) {
            long number = number(labels[index]);
            boolean last = index == labels.length - 1;
            long limit = last ? IPV4_SIZE >>> (8 * index) : 256;
            if (number < 0 || number >= limit) {
                return -1;
            }
            bits |= last ? number : number << (24 - 8 * index);
        }
        return bits;
    }

    /**
     * A decimal, octal (leading 0) or hexadecimal (leading 0x, which alone is 0) number; -1 if it is none. Numbers that are
     * too great for an address all give the same great number.
     */
    private static long number(String label) {
        int radix = 10;
        int at = 0;
        if (label.length() > 1 && label.charAt(0) == '0') {
            boolean hexadecimal = label.charAt(1) == 'x' || label.charAt(1) == 'X';
            radix = hexadecimal ? 16 : 8;
            at = hexadecimal ? 2 : 1;
        }
        if (label.isEmpty()) {
            return -1;
        }
        long number = 0;
        for (; at < label.length(); at++) {
            int digit = Character.digit(label.charAt(at), radix);
            if (digit < 0) {
                return -1;
            }
            number = Math.min(number * radix + digit, IPV4_SIZE);
        }
        return number;
    }

    private static boolean isDecimal(String label) {
        return label.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
