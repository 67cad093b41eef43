// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/** Tests of the testbed: its files against themselves, never against its own code where the files will do. */
@NullMarked
package nl.schoonnet.testbed;

import org.jspecify.annotations.NullMarked;
