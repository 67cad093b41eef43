// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.observing.address.AddressPolicy;
import nl.schoonnet.observing.politeness.Politeness;
import nl.schoonnet.observing.request.Fetcher;
import nl.schoonnet.observing.request.Limits;
import nl.schoonnet.observing.resolve.Resolver;
import nl.schoonnet.observing.verdict.Signatures;
import nl.schoonnet.observing.verdict.Similarity;

/**
 * What a looker works with.
 *
 * @param clock says when a look was; may run faster than real time
 * @param nanoTime the steady clock that the fetcher has too, {@code System::nanoTime}
 * @param random makes control paths; safe for many threads
 */
public record Equipment(
        AddressPolicy addresses,
        Resolver resolver,
        Fetcher fetcher,
        Limits limits,
        Politeness politeness,
        Controls controls,
        Signatures signatures,
        PublicSuffixList suffixes,
        Similarity similarity,
        InstantSource clock,
        LongSupplier nanoTime,
        RandomGenerator random) {}
