// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.licensed;

import java.util.Optional;
import nl.schoonnet.hashing.pdq.Luma;

/** A plug-in as its holder would write one: 144 bytes, the brightness of 12 x 12 places. Nothing of any real licensed hash. */
public final class SampleHash implements LicensedHash {
    private static final int SIDE = 12;

    @Override
    public String name() {
        return "sample-144";
    }

    @Override
    public int bytes() {
        return SIDE * SIDE;
    }

    @Override
    public Optional<LicensedValue> hash(Luma picture) {
        if (picture.width() < SIDE || picture.height() < SIDE) {
            return Optional.empty();
        }
        byte[] bytes = new byte[bytes()];
        float[] row = new float[picture.width()];
        for (int i = 0; i < SIDE; i++) {
            picture.row((2 * i + 1) * picture.height() / (2 * SIDE), row);
            for (int j = 0; j < SIDE; j++) {
                bytes[SIDE * i + j] = (byte) Math.round(row[(2 * j + 1) * picture.width() / (2 * SIDE)]);
            }
        }
        return Optional.of(LicensedValue.of(bytes));
    }

    @Override
    public long distance(LicensedValue one, LicensedValue other) {
        long sum = 0;
        for (int i = 0; i < bytes(); i++) {
            int difference = one.at(i) - other.at(i);
            sum += (long) difference * difference;
        }
        return sum;
    }

    @Override
    public long radius() {
        return 5_000;
    }
}
