// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import nl.schoonnet.internet.network.Prefix;

/** Something on the internet that belongs to a provider for a time, with the evidence for it ({@code ""} for none). */
public sealed interface Part {
    /** When it belonged to the provider. */
    Validity validity();

    /** How this is known. */
    String evidence();

    /** An AS number, 0 to 4,294,967,295. */
    record As(long asn, Validity validity, String evidence) implements Part {}

    /** A block of addresses. */
    record Addresses(Prefix prefix, Validity validity, String evidence) implements Part {}

    /** The key of an organisation in a registry, in capitals. */
    record Handle(String handle, Validity validity, String evidence) implements Part {}

    /** A domain with everything under it, in lower-case ASCII. */
    record Domain(String domain, Validity validity, String evidence) implements Part {}
}
