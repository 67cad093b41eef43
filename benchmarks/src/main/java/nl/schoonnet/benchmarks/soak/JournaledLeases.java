// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.util.List;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Grant;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.Permission;
import nl.schoonnet.observing.work.Receipt;

/** Leases of a server, with each look in a journal before it is told and after it is acknowledged. */
record JournaledLeases(Leases leases, LookJournal journal) implements Leases {
    @Override
    public Grant lease(int most) {
        return leases.lease(most);
    }

    @Override
    public List<Receipt> report(List<Done> done) {
        journal.told(done);
        List<Receipt> receipts = leases.report(done);
        journal.acknowledged(done, receipts);
        return receipts;
    }

    @Override
    public Permission alive(List<BlindSpan> blind) {
        return leases.alive(blind);
    }
}
