// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The figures of a report: what they are, and how a population becomes them.
 *
 * <p>{@code Figures} is the whole content of a report as numbers; editions, pages and JSON are made from it and from nothing
 * else. It holds party and domain names but never an item's URL, host path or address.
 */
@NullMarked
package nl.schoonnet.reporting.figures;

import org.jspecify.annotations.NullMarked;
