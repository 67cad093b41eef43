// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * What a log line may hold: numbers, codes and times. Never an address, a hash or a personal datum, whoever logs it.
 */
@NullMarked
package nl.schoonnet.server.log;

import org.jspecify.annotations.NullMarked;
