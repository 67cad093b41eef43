// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.edition;

/**
 * The edition that is used for a moment.
 *
 * @param later true if there was no edition at or before the moment, so that the earliest one after it is used
 */
public record EditionAt<T>(Edition<T> edition, boolean later) {}
