// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The description of what programs may ask, for programs. Written by hand in {@code openapi.yaml}; what it describes is the other
 * modules'.
 */
@NullMarked
package nl.schoonnet.server.openapi;

import org.jspecify.annotations.NullMarked;
