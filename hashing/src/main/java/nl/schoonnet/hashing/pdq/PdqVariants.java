// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The PDQ hashes of a picture in all eight turns, from the frequencies of the picture as it is. A variant is close to the hash
 * of the picture after that turn, not equal to it: windows of an even number of samples reach one sample further forward than
 * back, and floats are added in another order.
 */
public final class PdqVariants {
    private final Map<Turn, PdqHash> byTurn = new EnumMap<>(Turn.class);
    private final int quality;

    PdqVariants(Function<Turn, PdqHash> hashes, int quality) {
        for (Turn turn : Turn.values()) {
            byTurn.put(turn, hashes.apply(turn));
        }
        this.quality = quality;
    }

    /** The hash after a turn. */
    public PdqHash after(Turn turn) {
        return Objects.requireNonNull(byTurn.get(turn));
    }

    /** The quality of the picture, 0 to 100, as in {@link Pdq#quality}. */
    public int quality() {
        return quality;
    }
}
