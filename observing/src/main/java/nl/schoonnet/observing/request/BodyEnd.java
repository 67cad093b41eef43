// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

/** How reading a body ended. */
public enum BodyEnd {
    /** It was not read. */
    UNREAD,
    /** It was read to its end. */
    COMPLETE,
    /** It was longer than may be read. */
    TOO_LONG,
    /** Decompression made too much of it. */
    BOMB,
    /** The time was over. */
    DEADLINE,
    /** The connection ended before the body did. */
    CUT_OFF,
    /** Chunks or compressed data that no one can read. */
    MALFORMED,
    /** An encoding that wasn't asked for and isn't known. */
    UNKNOWN_ENCODING
}
