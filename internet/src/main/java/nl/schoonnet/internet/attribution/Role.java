// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.attribution;

/** The part that a party plays for a URL. */
public enum Role {
    /** Who runs the site or service: the holder of the registrable domain. */
    PLATFORM,
    /** A content delivery network or reverse proxy in front of the host. */
    PROXY,
    /** Who the address range is registered to. */
    WEB_HOST,
    /** The network that announces the longest prefix. */
    NETWORK,
    /** Who registered the domain. */
    REGISTRAR
}
