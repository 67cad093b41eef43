// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

/** Why a request got no answer. */
public enum Failure {
    /** The address refused the connection. */
    REFUSED(false),
    /** No connection in time. */
    CONNECT_TIMEOUT(false),
    /** The network said that the address can't be reached. */
    UNREACHABLE(false),
    /** This machine could not connect: no route, no such family, no sockets left. */
    LOCAL(false),
    /** The proxy didn't answer, or didn't want to. */
    PROXY(false),
    /** The handshake failed, or the rule for certificates forbade to go on. */
    TLS(true),
    /** Connected, and no whole answer in time. */
    DEADLINE(true),
    /** Connected, and the connection ended without an answer. */
    CLOSED(true),
    /** What came was no HTTP/1 answer, or contradicted itself. */
    MALFORMED(true),
    /** The head of the answer was longer than may be read. */
    TOO_LONG(true),
    /** All looks were stopped. */
    STOPPED(false);

    private final boolean connected;

    Failure(boolean connected) {
        this.connected = connected;
    }

    /** Whether the address had accepted the connection. */
    public boolean connected() {
        return connected;
    }
}
