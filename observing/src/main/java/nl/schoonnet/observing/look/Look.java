// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.request.BodyEnd;
import nl.schoonnet.observing.request.Fields;
import nl.schoonnet.observing.resolve.Resolution;
import nl.schoonnet.observing.verdict.BodyFacts;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.verdict.Facts;
import nl.schoonnet.observing.verdict.Judgement;

/**
 * One look that was made.
 *
 * @param at when it began
 * @param judgement verdict and reason, or why there is none
 * @param facts what it rests on
 * @param resolution what the asked name resolved to; empty if the URL was refused or has an address itself
 * @param addresses all addresses of the asked name, also those that may not be connected to
 * @param dns how long names took to resolve, all hops together
 * @param total how long the look took, without its control path
 */
public record Look(
        Instant at,
        Judgement judgement,
        Facts facts,
        Optional<Resolution> resolution,
        List<IpAddress> addresses,
        Duration dns,
        Duration total)
        implements LookResult {
    /** Copies. */
    public Look {
        addresses = List.copyOf(addresses);
    }

    /** The address that answered, or was tried last; empty if nothing was connected to. */
    public Optional<IpAddress> addressUsed() {
        return facts.hops().isEmpty()
                ? Optional.empty()
                : Optional.of(facts.hops().getFirst().address());
    }

    /** What later looks may compare with, if this one was answered. */
    public Expected asExpected() {
        return facts.answer()
                .map(answer -> {
                    Fields fields = answer.fields();
                    Optional<BodyFacts> whole = facts.body().filter(body -> body.end() == BodyEnd.COMPLETE);
                    return new Expected(
                            whole.map(BodyFacts::sha256),
                            fields.contentLength(),
                            fields.mediaType(),
                            fields.first("etag"),
                            whole.flatMap(BodyFacts::sketch),
                            Optional.of(facts.hops().getLast().url().host().text()));
                })
                .orElse(Expected.nothing());
    }

    /** Says only the judgement. */
    @Override
    public String toString() {
        return "Look[" + judgement + "]";
    }
}
