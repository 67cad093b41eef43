// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import nl.schoonnet.internet.network.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address exactly as it came: 4 or 16 bytes. Unlike {@link InetAddress} and {@link IpAddress} it keeps an IPv4-mapped
 * IPv6 address apart from the IPv4 address, since only the latter may be connected to. Immutable.
 */
public final class RawAddress {
    private final byte[] bytes;

    private RawAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The address with these bytes.
     *
     * @throws IllegalArgumentException if there are neither 4 nor 16
     */
    public static RawAddress of(byte[] bytes) {
        if (bytes.length != 4 && bytes.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes");
        }
        return new RawAddress(bytes.clone());
    }

    /** The address in its shortest form: 4 bytes for IPv4, also where that was written as IPv4-mapped. */
    public static RawAddress of(IpAddress address) {
        if (address.isIpv4()) {
            byte[] four = new byte[4];
            for (int at = 0; at < 4; at++) {
                four[at] = (byte) (address.ipv4() >>> (24 - 8 * at));
            }
            return new RawAddress(four);
        }
        byte[] sixteen = new byte[16];
        for (int at = 0; at < 16; at++) {
            long word = at < 8 ? address.high() : address.low();
            sixteen[at] = (byte) (word >>> (56 - 8 * (at & 7)));
        }
        return new RawAddress(sixteen);
    }

    /** Whether it has 4 bytes. */
    public boolean isIpv4() {
        return bytes.length == 4;
    }

    /** The address as a number; IPv4-mapped IPv6 becomes IPv4 here. */
    public IpAddress ip() {
        return isIpv4() ? IpAddress.ofIpv4((int) word(0, 4)) : new IpAddress(word(0, 8), word(8, 8));
    }

    long high() {
        return word(0, 8);
    }

    long low() {
        return word(8, 8);
    }

    /** A copy of the 4 or 16 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    InetAddress inet() {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the length was checked", e);
        }
    }

    private long word(int from, int length) {
        long word = 0;
        for (int at = from; at < from + length; at++) {
            word = word << 8 | (bytes[at] & 0xFF);
        }
        return word;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Says only the type. */
    @Override
    public String toString() {
        return "RawAddress[...]";
    }
}
