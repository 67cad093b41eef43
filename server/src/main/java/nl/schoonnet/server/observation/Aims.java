// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.observing.work.Aim;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.Vault;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * How deep to look at items and what to compare with. Header fields, unless the operator asked for bodies and a legal basis for
 * that is in force at the moment of the lease. The content is what the first look that saw it told; of bodies, what the notice
 * said.
 */
@Service
class Aims {
    private final Vault vault;
    private final Expectations expectations;
    private final LegalBasis basis;
    private final InstantSource clock;
    private final Level asked;

    Aims(
            Vault vault,
            Expectations expectations,
            LegalBasis basis,
            InstantSource clock,
            @Value("${schoonnet.observe.level:2}") int level) {
        if (level < 2 || level > 3) {
            throw new ObservingException("schoonnet.observe.level is 2 (header fields) or 3 (a digest of the body).");
        }
        this.vault = vault;
        this.expectations = expectations;
        this.basis = basis;
        this.clock = clock;
        this.asked = level == Level.BODY.number() ? Level.BODY : Level.HEADERS;
    }

    /** One for each item. */
    Map<Long, Aim> of(List<Long> items) {
        Map<Long, Aim> aims = new HashMap<>();
        if (items.isEmpty()) {
            return aims;
        }
        boolean bodies = asked == Level.BODY
                && basis.inForce(LegalFunction.OBSERVE_BODY, clock.instant()).isPresent();
        Map<Long, Expected> seen = expectations.of(items);
        Map<Long, Vault.Hint> hints = vault.hints(items);
        for (long item : items) {
            Vault.Hint hint = hints.getOrDefault(item, Vault.Hint.NONE);
            Expected known = seen.getOrDefault(item, Expected.nothing());
            Expected content = bodies && known.sha256().isEmpty()
                    ? new Expected(
                            hint.sha256(),
                            known.length(),
                            known.mediaType(),
                            known.entityTag(),
                            known.sketch(),
                            known.seenAt())
                    : known;
            aims.put(item, new Aim(bodies ? Level.BODY : Level.HEADERS, content, hint.page()));
        }
        return aims;
    }

    /** Keeps what looks told of content that nobody knew yet. If it is lost, a later look tells it. */
    void learn(List<Done> done, List<Receipt> receipts) {
        TreeMap<Long, Expected> learnt = new TreeMap<>();
        for (int i = 0; i < done.size(); i++) {
            Done one = done.get(i);
            if (receipts.get(i) == Receipt.KEPT && one.outcome() instanceof Outcome.Looked(Seen look)) {
                Optional<Expected> content = look.learnt();
                content.ifPresent(found -> learnt.putIfAbsent(one.item(), found));
            }
        }
        expectations.keep(learnt);
    }
}
