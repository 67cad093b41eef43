// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import nl.schoonnet.takedown.episode.Reason;

/**
 * What one look saw.
 *
 * @param at when it began
 * @param reason empty if it says nothing
 * @param cause a code why it says nothing; empty if it does
 * @param level 0 to 3
 * @param address the address that was looked at, as text
 * @param status HTTP status of the last answer
 * @param took how long
 */
record Seen(
        Instant at,
        Optional<Reason> reason,
        Optional<String> cause,
        int level,
        Optional<String> address,
        OptionalInt status,
        Duration took) {}
