// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

/** What is asked for. */
public enum Method {
    /** The head of the answer only. */
    HEAD,
    /** The whole; how much of it is read is another matter. */
    GET
}
