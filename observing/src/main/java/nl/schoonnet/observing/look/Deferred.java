// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.time.Instant;

/**
 * No look was made, out of politeness.
 *
 * @param notBefore when to order it again
 */
public record Deferred(Instant notBefore) implements LookResult {}
