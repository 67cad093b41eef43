// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.util.List;
import nl.schoonnet.testbed.Speed;

/**
 * A hosting company with a network of its own.
 *
 * @param number from 0; says which network
 * @param speed how fast it acts on notices
 * @param troubles stretches of time in which all its sites are away
 */
public record Hoster(int number, Speed speed, List<Trouble> troubles) {
    static final int MOST = 8_192;

    /** A stretch in which something is the case with all sites of a hoster. */
    record Trouble(Stretch when, Scene scene) {}

    /** Copies the list. */
    public Hoster {
        if (number < 0 || number >= MOST) {
            throw new IllegalArgumentException("There are networks for hosters 0 to " + (MOST - 1) + ".");
        }
        troubles = List.copyOf(troubles);
    }

    /** Its code in a registry. */
    public String id() {
        return "hoster-" + number;
    }

    /** Its name. */
    public String name() {
        return "Hoster " + number + " B.V.";
    }

    /** Its network. */
    public String prefix() {
        return network() + ".0/24";
    }

    /** The address of its web servers. */
    String address() {
        return network() + ".10";
    }

    /** Another one, which few sites use. */
    String otherAddress() {
        return network() + ".11";
    }

    /** An address of its network where nobody listens. */
    String deadAddress() {
        return network() + ".66";
    }

    private String network() {
        return "127." + (64 + number / 256) + "." + number % 256;
    }
}
