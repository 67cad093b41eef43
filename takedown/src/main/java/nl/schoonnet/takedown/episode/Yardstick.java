// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/** Which end is asked for: two questions, both reported. */
public enum Yardstick {
    /** Is it off this provider's network? The measure of a provider's duty; a move away is an end. */
    OFF_THIS_NETWORK,
    /** Is it off the internet? The measure of the public interest; a look that found it elsewhere found it. */
    OFF_THE_INTERNET
}
