// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

/** Takes a body as it streams by. Called on the thread of the request. */
public interface BodySink {
    /** Whether the body of this answer is needed; if not, it is not read. */
    boolean wants(int status, Fields fields);

    /** Takes decoded bytes; the array is used again, so it may not be kept. */
    void accept(byte[] bytes, int offset, int length);
}
