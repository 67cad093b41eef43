// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
@NullMarked
package nl.schoonnet.testbed.alive;

import org.jspecify.annotations.NullMarked;
