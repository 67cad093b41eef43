// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.time.Instant;

/** What came of a lease. */
public sealed interface Outcome {
    /** A look was made. */
    record Looked(Seen seen) implements Outcome {}

    /** None was made; the item is due again at a moment. */
    record PutOff(Instant until) implements Outcome {}
}
