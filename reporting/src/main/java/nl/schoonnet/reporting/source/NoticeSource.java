// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

/** Who found the item; the file's code is the name in lower case. */
public enum NoticeSource {
    PUBLIC,
    OWN_SEARCH,
    FOREIGN_HOTLINE,
    POLICE,
    CRAWLER
}
