// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * What the files say: notices, sightings, snapshots, interventions, printed figures and names that may be published.
 *
 * <p>Records stand on a row and carry facts, mapped to the codes of {@code takedown}; a row is used whole or rejected
 * whole. Nothing is concluded here: intervals, outages, populations and providers are made elsewhere.
 */
@NullMarked
package nl.schoonnet.reporting.source;

import org.jspecify.annotations.NullMarked;
