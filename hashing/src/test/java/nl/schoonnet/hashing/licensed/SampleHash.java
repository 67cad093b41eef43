// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.licensed;

import java.util.Optional;
import nl.schoonnet.hashing.pdq.Luma;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/**
 * A plug-in as its holder would write one: 144 bytes, the brightness of 12 x 12 places. Of the length of PhotoDNA, and
 * nothing else of it.
 */
public final class SampleHash implements LicensedHash {
    private static final int SIDE = 12;

    @Override
    public HashKind kind() {
        return HashKind.PHOTODNA;
    }

    @Override
    public Optional<HashValue> hash(Luma picture) {
        if (picture.width() < SIDE || picture.height() < SIDE) {
            return Optional.empty();
        }
        byte[] bytes = new byte[SIDE * SIDE];
        float[] row = new float[picture.width()];
        for (int i = 0; i < SIDE; i++) {
            picture.row((2 * i + 1) * picture.height() / (2 * SIDE), row);
            for (int j = 0; j < SIDE; j++) {
                bytes[SIDE * i + j] = (byte) Math.round(row[(2 * j + 1) * picture.width() / (2 * SIDE)]);
            }
        }
        return Optional.of(HashValue.of(kind(), bytes));
    }

    @Override
    public long distance(HashValue one, HashValue other) {
        byte[] bytesOfOne = one.bytes();
        byte[] bytesOfOther = other.bytes();
        long sum = 0;
        for (int i = 0; i < bytesOfOne.length; i++) {
            int difference = Byte.toUnsignedInt(bytesOfOne[i]) - Byte.toUnsignedInt(bytesOfOther[i]);
            sum += (long) difference * difference;
        }
        return sum;
    }

    @Override
    public long radius() {
        return 5_000;
    }
}
