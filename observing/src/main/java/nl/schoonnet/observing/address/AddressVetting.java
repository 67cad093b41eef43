// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.address;

/** What {@link AddressPolicy} says about an address. */
public sealed interface AddressVetting {
    /** It may be connected to. */
    record Permitted(VettedAddress address) implements AddressVetting {}

    /** It may not. */
    record Refused(Refusal reason) implements AddressVetting {}
}
