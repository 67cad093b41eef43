// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import nl.schoonnet.observing.work.Aim;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Grant;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.LeasesAwayException;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Permission;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Task;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.Vault;
import nl.schoonnet.server.keys.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What a vantage point may do: get leases with their addresses, tell what came of them, give signs of life. Never a lease
 * without a legal basis in force at that moment, while all looks are stopped, or while the vantage point is blind.
 */
@Service
public class Leasing {
    private static final Logger LOG = LoggerFactory.getLogger(Leasing.class);

    /** Items that are new are planned at most so often. */
    private static final Duration FOLLOW = Duration.ofSeconds(5);

    /** What a line of the audit log may list. */
    private static final int LONGEST_LIST = 1_500;

    private final Plans plans;
    private final VantagePoints vantages;
    private final LookingStop stop;
    private final Vault vault;
    private final Aims aims;
    private final LegalBasis basis;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final Executor beside;
    private final Map<String, Following> following = new ConcurrentHashMap<>();

    @Autowired
    Leasing(
            Plans plans,
            VantagePoints vantages,
            LookingStop stop,
            Vault vault,
            Aims aims,
            LegalBasis basis,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock) {
        this(
                plans,
                vantages,
                stop,
                vault,
                aims,
                basis,
                audit,
                transactions,
                clock,
                task -> Thread.ofVirtual().name("follow").start(task));
    }

    /** With a way to plan new items beside leasing, which doesn't wait for it. */
    Leasing(
            Plans plans,
            VantagePoints vantages,
            LookingStop stop,
            Vault vault,
            Aims aims,
            LegalBasis basis,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock,
            Executor beside) {
        this.plans = plans;
        this.vantages = vantages;
        this.stop = stop;
        this.vault = vault;
        this.aims = aims;
        this.basis = basis;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.beside = beside;
    }

    /** Whether new items are being planned, and when that was last begun. */
    private static final class Following {
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile Instant last = Instant.MIN;
    }

    /** Leases for a worker in this very process. */
    public Leases of(String vantage) {
        return new Leases() {
            @Override
            public Grant lease(int most) {
                return orAway(() -> Leasing.this.lease(vantage, most, Optional.empty()));
            }

            @Override
            public List<Receipt> report(List<Done> done) {
                return orAway(() -> Leasing.this.report(vantage, done));
            }

            @Override
            public Permission alive(List<BlindSpan> blind) {
                return orAway(() -> Leasing.this.alive(vantage, blind));
            }
        };
    }

    private static <T> T orAway(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException | TransactionException e) {
            throw new LeasesAwayException("The database is away.", e);
        } catch (RuntimeException e) {
            LOG.error("Leases can't be given or taken back by a fault of the program", e);
            throw e;
        }
    }

    Permission permission(String vantage) {
        if (stop.engaged()) {
            return Permission.STOPPED;
        }
        if (basis.inForce(LegalFunction.OBSERVE, clock.instant()).isEmpty()) {
            return Permission.NO_BASIS;
        }
        return vantages.isBlind(vantage) ? Permission.BLIND : Permission.GRANTED;
    }

    /**
     * Leases what is due.
     *
     * @param key of the caller, where addresses leave this process: then the batch stands in the audit log
     */
    Grant lease(String vantage, int most, Optional<String> key) {
        vantages.contact(vantage);
        Permission permission = permission(vantage);
        if (permission != Permission.GRANTED) {
            return new Grant(permission, List.of());
        }
        follow(vantage);
        List<Leased> leased = plans.lease(vantage, most);
        Map<Long, String> addresses =
                vault.addressesToLookAt(leased.stream().map(Leased::item).toList());
        Map<Long, Aim> known = aims.of(leased.stream().map(Leased::item).toList());
        List<Task> tasks = new ArrayList<>();
        List<Done> withoutAddress = new ArrayList<>();
        for (Leased one : leased) {
            String address = addresses.get(one.item());
            if (address == null) {
                withoutAddress.add(new Done(
                        one.item(),
                        one.token(),
                        new Outcome.PutOff(clock.instant().plus(Duration.ofDays(1)))));
            } else {
                tasks.add(new Task(
                        one.item(),
                        one.token(),
                        address,
                        one.due(),
                        one.until(),
                        known.getOrDefault(one.item(), Aim.standard())));
            }
        }
        if (!withoutAddress.isEmpty()) {
            plans.report(vantage, withoutAddress);
        }
        if (key.isPresent() && !tasks.isEmpty()) {
            String items = items(tasks);
            transactions.executeWithoutResult(status ->
                    audit.append(key.get(), "address.lease", tasks.size() + " items, vantage point " + vantage, items));
        }
        return new Grant(permission, tasks);
    }

    /** The numbers of the items; where they are too many for a line, their digest. */
    private static String items(List<Task> tasks) {
        String numbers =
                tasks.stream().map(Task::item).sorted().map(Object::toString).collect(Collectors.joining(" "));
        return numbers.length() <= LONGEST_LIST
                ? "items " + numbers
                : "items with SHA-256 "
                        + HexFormat.of()
                                .formatHex(Digest.sha256(numbers.getBytes(StandardCharsets.UTF_8))
                                        .bytes());
    }

    private void follow(String vantage) {
        Following state = following.computeIfAbsent(vantage, unknown -> new Following());
        Instant now = clock.instant();
        boolean due =
                now.isBefore(state.last) || state.last.equals(Instant.MIN) || !now.isBefore(state.last.plus(FOLLOW));
        if (!due || !state.busy.compareAndSet(false, true)) {
            return;
        }
        state.last = now;
        beside.execute(() -> {
            try {
                plans.follow(vantage);
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("New items couldn't be planned; it is tried again", e);
            } finally {
                state.busy.set(false);
            }
        });
    }

    List<Receipt> report(String vantage, List<Done> done) {
        List<Receipt> receipts = plans.report(vantage, done);
        learn(done, receipts);
        return receipts;
    }

    /** What was committed stays reported, whatever happens to what only makes later looks better. */
    private void learn(List<Done> done, List<Receipt> receipts) {
        try {
            aims.learn(done, receipts);
        } catch (RuntimeException e) {
            LOG.warn("What looks told of content couldn't be kept; later looks tell it again", e);
        }
    }

    Permission alive(String vantage, List<BlindSpan> blind) {
        vantages.contact(vantage);
        vantages.tell(vantage, blind);
        return permission(vantage);
    }
}
