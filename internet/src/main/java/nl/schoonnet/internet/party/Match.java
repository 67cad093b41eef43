// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

/** A provider and the part by which it was found. */
public record Match(Provider provider, Part part) {}
