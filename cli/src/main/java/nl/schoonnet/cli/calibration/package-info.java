// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The estimators held against simulated truth: which intervals hold it as often as they promise (MEASUREMENT.md section 7).
 *
 * <p>It simulates, estimates with the product's own estimators, counts, and tells. It holds no estimator, and it doesn't
 * decide what a report prints: that is read from the table of a full run by {@code nl.schoonnet.reporting.figures.Admitted}.
 */
@NullMarked
package nl.schoonnet.cli.calibration;

import org.jspecify.annotations.NullMarked;
