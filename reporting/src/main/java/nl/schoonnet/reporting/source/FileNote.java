// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

/**
 * Something about a file that is no fault of a row, such as a column that nobody asked for.
 *
 * @param file name of the file, without its folder
 * @param field name of a column, or {@code ""}
 * @param code a stable code in lower_snake_case
 * @param count how many times
 */
public record FileNote(String file, String field, String code, long count) {}
