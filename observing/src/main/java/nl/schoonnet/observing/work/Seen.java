// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import nl.schoonnet.observing.look.Look;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.verdict.Judgement;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;

/**
 * What one look saw, as it is kept.
 *
 * @param at when it began, to the microsecond
 * @param reason empty if it says nothing
 * @param cause a code why it says nothing; empty if it does
 * @param level 0 to 3
 * @param address the address that was looked at, as text
 * @param status HTTP status of the last answer
 * @param took how long
 * @param resolved what the DNS said; empty if the look learnt nothing about the name
 * @param learnt what later looks may compare with, from the first that saw the item
 */
public record Seen(
        Instant at,
        Optional<Reason> reason,
        Optional<String> cause,
        int level,
        Optional<String> address,
        OptionalInt status,
        Duration took,
        Optional<Resolved> resolved,
        Optional<Expected> learnt) {
    /** A look that learnt nothing about the name. */
    public Seen(
            Instant at,
            Optional<Reason> reason,
            Optional<String> cause,
            int level,
            Optional<String> address,
            OptionalInt status,
            Duration took) {
        this(at, reason, cause, level, address, status, took, Optional.empty(), Optional.empty());
    }

    /** Cuts the moment off at the microsecond: told twice, a look is the same look. */
    public Seen {
        at = at.truncatedTo(ChronoUnit.MICROS);
        if (level < 0 || level > 3 || took.isNegative()) {
            throw new IllegalArgumentException("A look is of level 0 to 3, and takes time.");
        }
    }

    static Seen of(Look look, Aim aim) {
        boolean first = aim.expected().seenAt().isEmpty();
        boolean sees = look.judgement().observed().map(Reason::verdict).orElse(Verdict.UNKNOWN) == Verdict.AVAILABLE;
        Optional<String> cause = look.judgement() instanceof Judgement.Undecided undecided
                ? Optional.of(undecided.cause().name())
                : Optional.empty();
        return new Seen(
                look.at(),
                look.judgement().observed(),
                cause,
                aim.level().number(),
                look.addressUsed().map(Object::toString),
                look.facts().answer().map(a -> OptionalInt.of(a.status())).orElse(OptionalInt.empty()),
                look.total(),
                Resolved.of(look),
                Optional.of(look.asExpected()).filter(content -> first && sees));
    }

    /** Says only what was seen. */
    @Override
    public String toString() {
        return "Seen[" + reason.map(Enum::name).or(() -> cause).orElse("") + "]";
    }
}
