// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import java.time.Instant;

/**
 * A provider went on in another one. What happened before stays with the first.
 *
 * @param from id of the provider that went on
 * @param into id of the provider that it went on in
 */
public record Merger(String from, String into, Instant on, String evidence) {}
