// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

/** One thing in a section. */
public sealed interface Block permits Paragraph, KeyFigures, Table, Plot, Definitions, BulletList {}
