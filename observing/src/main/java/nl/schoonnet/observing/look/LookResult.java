// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

/** What comes of an order. */
public sealed interface LookResult permits Look, Deferred {}
