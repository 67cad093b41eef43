// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.List;

/**
 * One member of the invented cast.
 *
 * @param id lower-case identifier
 * @param seat country of the seat
 * @param registration country in which its addresses are registered at the start of the year
 * @param servers country of its servers at the start of the year
 * @param weight share of the year's items in relation to the others; 0 if {@code exactItems} or none
 * @param exactItems number of items whatever the size of the year; 0 if by weight
 * @param systems number of own autonomous systems; 0 if it sits in the network of {@code carrier}
 * @param carrier id of the provider whose network carries it, "" if its own
 * @param prefixes lengths of its IPv4 prefixes
 * @param addresses addresses announced, as a registry would state them (the documentation prefixes are only stand-ins)
 * @param domains domains hosted
 * @param months first and last month of the year in which it gets notices, 1-12
 */
record Provider(
        String id,
        String name,
        Group group,
        Speed speed,
        String seat,
        String registration,
        String servers,
        int weight,
        int exactItems,
        int systems,
        String carrier,
        List<Integer> prefixes,
        long addresses,
        long domains,
        Months months) {

    /** What kind of party it is. */
    enum Group {
        FAST,
        SLOW,
        PROXY
    }

    /** Months of the year, both included. */
    record Months(int first, int last) {
        static final Months ALL = new Months(1, 12);

        boolean contains(int month) {
            return month >= first && month <= last;
        }
    }

    boolean proxy() {
        return group == Group.PROXY;
    }

    /** Where its abuse desk is mailed. */
    String mailbox() {
        return "abuse@" + domain();
    }

    /** Its own domain. */
    String domain() {
        return id + ".example";
    }

    Provider located(String seat, String registration, String servers) {
        return new Provider(
                id,
                name,
                group,
                speed,
                seat,
                registration,
                servers,
                weight,
                exactItems,
                systems,
                carrier,
                prefixes,
                addresses,
                domains,
                months);
    }

    Provider during(int first, int last) {
        return new Provider(
                id,
                name,
                group,
                speed,
                seat,
                registration,
                servers,
                weight,
                exactItems,
                systems,
                carrier,
                prefixes,
                addresses,
                domains,
                new Months(first, last));
    }
}
