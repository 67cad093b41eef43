// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import nl.schoonnet.reporting.source.Sightings;

/**
 * The first 16 bytes of SHA-256 over the looks at an item, in order of instant, vantage point and reason.
 *
 * @param high the first 8
 * @param low the other 8
 */
record LookDigest(long high, long low) {
    private static final int BYTES = 16;

    static final LookDigest NONE = new LookDigest(0, 0);

    static LookDigest of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new LookDigest(buffer.getLong(), buffer.getLong());
    }

    /** Of the looks at the item at a place; {@link #NONE} if there are none. */
    static LookDigest of(Sightings looks, int place) {
        if (looks.first(place) == looks.first(place + 1)) {
            return NONE;
        }
        MessageDigest digest = KnownFacts.sha256();
        ByteBuffer instant = ByteBuffer.allocate(Long.BYTES);
        for (int k = looks.first(place); k < looks.first(place + 1); k++) {
            digest.update(instant.putLong(0, looks.epochNanos(k)).array());
            digest.update(looks.vantage(k).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(looks.reason(k).name().getBytes(StandardCharsets.UTF_8));
            InetAddress address = looks.address(k);
            digest.update((byte) (address == null ? 0 : 1));
            if (address != null) {
                digest.update(address.getAddress());
            }
        }
        return of(digest.digest());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }
}
