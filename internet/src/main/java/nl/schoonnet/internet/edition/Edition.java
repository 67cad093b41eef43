// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.edition;

import java.time.Instant;

/**
 * A table with the moment at which it was true.
 *
 * @param content the table
 * @param trueAt when it was true, as its header, its name or its user says
 * @param source where it comes from, for people: the file's name
 */
public record Edition<T>(T content, Instant trueAt, String source) {}
