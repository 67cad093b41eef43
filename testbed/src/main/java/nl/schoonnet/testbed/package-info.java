// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * A simulated year of notices and looks with known truth, and simulated items for the calibration of estimators.
 *
 * <p>Truth is made first and looked at afterwards, so that an estimator can be held against it. Nothing here estimates,
 * and nothing here is real: reserved names, documentation addresses, invented providers.
 */
@NullMarked
package nl.schoonnet.testbed;

import org.jspecify.annotations.NullMarked;
