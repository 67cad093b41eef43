// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.util.Optional;
import nl.schoonnet.observing.request.BodyEnd;
import nl.schoonnet.takedown.episode.Reason;

/**
 * What is kept of a body.
 *
 * @param sha256 of the bytes read, 64 hexadecimal digits
 * @param length of the bytes read
 * @param end whether that was all
 * @param blank whether there was nothing but white space
 * @param mark the reason that words in the page stand for, by the table of signatures
 * @param embeds whether the address that should be embedded was in the beginning of the page; empty if none was asked for
 * @param sketch to compare
 */
public record BodyFacts(
        String sha256,
        long length,
        BodyEnd end,
        boolean blank,
        Optional<Reason> mark,
        Optional<Boolean> embeds,
        Optional<Sketch> sketch) {
    /** Shows no digest. */
    @Override
    public String toString() {
        return "BodyFacts[" + end + "]";
    }
}
