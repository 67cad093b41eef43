// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.time.Duration;

/**
 * How long the steps of a request took; zero for a step that was not reached or not needed.
 *
 * @param connect until the connection stood, a proxy's included
 * @param tls the handshake
 * @param firstByte from the last byte asked to the first byte answered
 * @param total the whole request
 */
public record Timings(Duration connect, Duration tls, Duration firstByte, Duration total) {}
