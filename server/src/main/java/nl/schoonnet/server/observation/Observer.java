// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import nl.schoonnet.observing.look.Deferred;
import nl.schoonnet.observing.look.Look;
import nl.schoonnet.observing.look.LookResult;
import nl.schoonnet.observing.look.Looker;
import nl.schoonnet.observing.look.Order;
import nl.schoonnet.observing.verdict.Judgement;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Looks at what is due from one vantage point, each look on a virtual thread of its own. Never without a legal basis in force
 * at that moment. Not for use by several threads: one worker has one.
 */
final class Observer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    private final String vantage;
    private final Plans plans;
    private final Vault vault;
    private final Looker looker;
    private final LegalBasis basis;
    private final InstantSource clock;
    private final int together;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Observer(
            String vantage,
            Plans plans,
            Vault vault,
            Looker looker,
            LegalBasis basis,
            InstantSource clock,
            int together) {
        this.vantage = vantage;
        this.plans = plans;
        this.vault = vault;
        this.looker = looker;
        this.basis = basis;
        this.clock = clock;
        this.together = together;
    }

    /**
     * Makes the looks that are due, as many at once as are allowed.
     *
     * @return how many were made and reported
     */
    int round() throws InterruptedException {
        if (basis.inForce(LegalFunction.OBSERVE, clock.instant()).isEmpty()) {
            return 0;
        }
        plans.follow(vantage);
        List<Lease> leases = plans.lease(vantage, together);
        AtomicInteger made = new AtomicInteger();
        List<Future<?>> looks = leases.stream()
                .<Future<?>>map(lease -> threads.submit(() -> {
                    if (look(lease)) {
                        made.incrementAndGet();
                    }
                }))
                .toList();
        for (Future<?> look : looks) {
            try {
                look.get();
            } catch (java.util.concurrent.ExecutionException e) {
                // The lease runs out and the item is looked at again.
                LOG.warn("A look wasn't reported", e.getCause());
            }
        }
        return made.get();
    }

    private boolean look(Lease lease) {
        Optional<String> address = vault.addressToLookAt(lease.item());
        if (address.isEmpty()) {
            plans.putOff(lease, clock.instant().plus(Duration.ofDays(7)));
            return false;
        }
        LookResult result = looker.look(Order.of(address.get(), Level.HEADERS));
        return switch (result) {
            case Deferred deferred -> {
                plans.putOff(lease, deferred.notBefore());
                yield false;
            }
            case Look look -> report(lease, seen(look));
        };
    }

    private boolean report(Lease lease, Seen seen) {
        try {
            return plans.report(lease, seen);
        } catch (DataAccessException e) {
            LOG.warn("The database is away; the item is looked at again", e);
            return false;
        }
    }

    private static Seen seen(Look look) {
        Instant at = look.at();
        Optional<String> cause = look.judgement() instanceof Judgement.Undecided undecided
                ? Optional.of(undecided.cause().name())
                : Optional.empty();
        return new Seen(
                at,
                look.judgement().observed(),
                cause,
                Level.HEADERS.number(),
                look.addressUsed().map(Object::toString),
                look.facts().answer().map(a -> OptionalInt.of(a.status())).orElse(OptionalInt.empty()),
                look.total());
    }

    @Override
    public void close() {
        threads.close();
    }
}
