// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.address;

/** Why a URL or an address may not be looked at. The names are codes for people; none quotes what was refused. */
public enum Refusal {
    /** The text is no URL. */
    NOT_A_URL(Subject.URL),
    /** Neither {@code http} nor {@code https}. */
    SCHEME(Subject.URL),
    /** A user name or password, also an empty one. */
    USER_INFO(Subject.URL),
    /** A port that isn't on the list. */
    PORT(Subject.URL),
    /** An IPv4 address in another form than four plain decimal numbers. */
    NUMBER_FORM(Subject.URL),
    /** An IPv6 address with a zone. */
    ZONE_ID(Subject.URL),
    /** A name that only means something inside a machine or network (RFC 6761, 6762, 8375, 9476; ICANN's {@code internal}). */
    LOCAL_NAME(Subject.URL),
    /** A name of one label. */
    SINGLE_LABEL(Subject.URL),
    /** A hidden service (RFC 7686). */
    ONION(Subject.URL),

    /** {@code 0.0.0.0/8} and {@code ::}. */
    UNSPECIFIED(Subject.ADDRESS),
    /** {@code 127.0.0.0/8} and {@code ::1}. */
    LOOPBACK(Subject.ADDRESS),
    /** {@code 169.254.0.0/16}, where cloud metadata lives, and {@code fe80::/10}. */
    LINK_LOCAL(Subject.ADDRESS),
    /** RFC 1918. */
    PRIVATE(Subject.ADDRESS),
    /** {@code fc00::/7}. */
    UNIQUE_LOCAL(Subject.ADDRESS),
    /** {@code fec0::/10}, deprecated. */
    SITE_LOCAL(Subject.ADDRESS),
    /** {@code 100.64.0.0/10}. */
    SHARED(Subject.ADDRESS),
    /** A metadata service on a public address. */
    METADATA(Subject.ADDRESS),
    /** {@code 192.0.0.0/24}, {@code 2001::/23} and other assignments to protocols rather than to hosts. */
    PROTOCOL(Subject.ADDRESS),
    /** Examples in documents. */
    DOCUMENTATION(Subject.ADDRESS),
    /** {@code 198.18.0.0/15}. */
    BENCHMARKING(Subject.ADDRESS),
    /** Multicast. */
    MULTICAST(Subject.ADDRESS),
    /** {@code 255.255.255.255}. */
    BROADCAST(Subject.ADDRESS),
    /** {@code 240.0.0.0/4}, and IPv6 outside {@code 2000::/3}. */
    RESERVED(Subject.ADDRESS),
    /** {@code 100::/64}. */
    DISCARD(Subject.ADDRESS),
    /** {@code 2002::/16}. */
    SIX_TO_FOUR(Subject.ADDRESS),
    /** {@code 2001::/32}. */
    TEREDO(Subject.ADDRESS),
    /** {@code 64:ff9b::/96} and {@code 64:ff9b:1::/48}. */
    NAT64(Subject.ADDRESS),
    /** {@code ::ffff:0:0/96}. */
    IPV4_MAPPED(Subject.ADDRESS),
    /** {@code ::/96} and the translated form {@code ::ffff:0:0:0/96}. */
    IPV4_COMPATIBLE(Subject.ADDRESS),
    /** An interface identifier of ISATAP (RFC 5214), which leads to the IPv4 address in it. */
    ISATAP(Subject.ADDRESS),
    /** An address of the operator's own. */
    OWN_ADDRESS(Subject.ADDRESS);

    private enum Subject {
        URL,
        ADDRESS
    }

    private final Subject subject;

    Refusal(Subject subject) {
        this.subject = subject;
    }

    /** Whether an address was refused, and not the text of a URL. */
    public boolean ofAddress() {
        return subject == Subject.ADDRESS;
    }
}
