// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.util.Optional;

/** What came of a request. */
public sealed interface Exchange {
    /** How long it took. */
    Timings timings();

    /** What the handshake showed, if there was one. */
    Optional<TlsFacts> tls();

    /**
     * There was an answer.
     *
     * @param status 200 to 599
     * @param fields empty if only the status was read
     */
    record Answered(int status, Fields fields, BodyEnd body, Timings timings, Optional<TlsFacts> tls)
            implements Exchange {}

    /** There was none. */
    record Failed(Failure failure, Timings timings, Optional<TlsFacts> tls) implements Exchange {}
}
