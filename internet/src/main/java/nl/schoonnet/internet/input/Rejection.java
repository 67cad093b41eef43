// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.input;

/**
 * One row, or one field of a row, that was not used. Never carries the value: it may be an address.
 *
 * @param file name of the file as given, without its folder
 * @param line 1-based line on which the row starts; 0 if the whole file is meant
 * @param field name of the column, or {@code ""} if the row as a whole is meant
 * @param code a stable code in lower_snake_case, such as {@code time_without_zone}
 */
public record Rejection(String file, long line, String field, String code) {}
