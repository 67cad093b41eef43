// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nl.schoonnet.observing.verdict.Judgement;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Grant;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Permission;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.observing.work.Task;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.testbed.alive.Item;
import nl.schoonnet.testbed.alive.LivingInternet;
import nl.schoonnet.testbed.alive.Scene;

/** Leases of a server, with the truth noted beside every look that was kept. For one thread. */
final class WatchedLeases implements Leases {
    private final Leases leases;
    private final LivingInternet internet;
    private final String vantage;
    private final Map<String, Item> byUrl;
    private final Consumer<Sighting> log;
    private final Map<Long, Item> leased = new HashMap<>();

    WatchedLeases(
            Leases leases, LivingInternet internet, String vantage, Map<String, Item> byUrl, Consumer<Sighting> log) {
        this.leases = leases;
        this.internet = internet;
        this.vantage = vantage;
        this.byUrl = byUrl;
        this.log = log;
    }

    @Override
    public Grant lease(int most) {
        Grant grant = leases.lease(most);
        for (Task task : grant.tasks()) {
            Item item = byUrl.get(task.url());
            if (item == null) {
                throw new IllegalStateException("The server leased an address that isn't the town's.");
            }
            leased.put(task.item(), item);
        }
        return grant;
    }

    @Override
    public List<Receipt> report(List<Done> done) {
        List<Receipt> receipts = leases.report(done);
        for (int i = 0; i < receipts.size(); i++) {
            Item item = leased.get(done.get(i).item());
            if (item != null
                    && receipts.get(i) == Receipt.KEPT
                    && done.get(i).outcome() instanceof Outcome.Looked(Seen seen)) {
                log.accept(sighting(item, seen));
            }
        }
        return receipts;
    }

    private Sighting sighting(Item item, Seen seen) {
        Instant at = seen.at();
        Scene scene = internet.town().scene(item, at, vantage);
        Judgement judgement = seen.reason()
                .<Judgement>map(Judgement.Decided::new)
                .orElseGet(() -> new Judgement.Undecided(
                        Judgement.Cause.valueOf(seen.cause().orElseThrow())));
        // The product's looks compare with nothing, so far: what changed looks the same to them.
        Optional<Reason> told = scene == Scene.THERE_CHANGED ? Optional.empty() : scene.visible(false);
        return new Sighting(item, at, vantage, judgement, seen.address(), scene, told);
    }

    @Override
    public Permission alive(List<BlindSpan> blind) {
        return leases.alive(blind);
    }
}
