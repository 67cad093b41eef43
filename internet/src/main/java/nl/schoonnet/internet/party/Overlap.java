// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

/**
 * The same AS number, prefix, handle or domain with two providers at the same time. The provider that stands first in the
 * registry is used.
 */
public record Overlap(String firstProvider, String secondProvider, Part part) {}
