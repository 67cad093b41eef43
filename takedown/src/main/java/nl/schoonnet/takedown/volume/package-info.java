// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * How much is held and stays online: concentration over parties, exposure rates, movement of top lists, open stock.
 *
 * <p>Volume is one yardstick, speed another (package {@code share}); nothing here mixes them. Parties are numbers or the
 * caller's own keys: who they are, the caller knows.
 */
@NullMarked
package nl.schoonnet.takedown.volume;

import org.jspecify.annotations.NullMarked;
