// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import nl.schoonnet.hashing.image.Decoded.Reason;
import nl.schoonnet.hashing.image.Decoded.Refused;

/** Ends the reading of a file with a verdict; goes no further than {@link PictureReader}. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String sentence;

    RefusedException(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
        this.sentence = sentence;
    }

    Refused refused() {
        return new Refused(reason, sentence);
    }
}
