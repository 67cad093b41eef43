// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

/** What an operator may want to know of a worker; none says anything about an item. */
public enum WorkerEvent {
    /** Leases can't be had or reported; it is tried again. */
    AWAY("The server doesn't answer; looks that were made are kept and reported when it does."),
    /** They can again. */
    BACK("The server answers again."),
    /** The control sites don't answer. */
    BLIND("The control sites don't answer: this vantage point is blind, and makes no looks until they do."),
    /** They answer again. */
    SEES_AGAIN("The control sites answer again; looks go on."),
    /** All looks were stopped. */
    STOPPED("All looks were stopped by hand."),
    /** No legal basis. */
    NO_BASIS("No look is made: no legal basis for it is in force."),
    /** Looks go on after one of the two. */
    RESUMED("Looks go on."),
    /** A lease ran out before its look was reported. */
    LEASE_LOST("Leases ran out before their looks were reported; others make them."),
    /** A look failed by a fault of ours. */
    LOOK_FAILED("A look failed by a fault of the program; it is made again."),
    /** Leases couldn't be had or reported, or no sign of life given, by a fault of ours. */
    FAULT("Leases or reports failed by a fault of the program; it is tried again."),
    /** One look can't be reported by a fault of ours. */
    PUT_ASIDE("A look can't be reported by a fault of the program; it is dropped, and made again once its lease ends.");

    private final String sentence;

    WorkerEvent(String sentence) {
        this.sentence = sentence;
    }

    /** For the operator. */
    public String sentence() {
        return sentence;
    }
}
