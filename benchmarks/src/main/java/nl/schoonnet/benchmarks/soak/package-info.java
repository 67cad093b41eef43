// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The soak: real processes under load, faults at random moments, and a book of its own of everything that was acknowledged, to
 * hold the database against. No part of the product, and nothing uses it.
 */
@NullMarked
package nl.schoonnet.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
