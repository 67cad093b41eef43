// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import org.jspecify.annotations.Nullable;

/** A reason, as sent: what a sender leaves out is null. */
record Why(@Nullable String reason) {}
