// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/** Why a look has its verdict; each reason belongs to one verdict. The codes are those of the files. */
public enum Reason {
    SAME(Verdict.AVAILABLE),
    CHANGED(Verdict.AVAILABLE),
    STILL_EMBEDDED(Verdict.AVAILABLE),
    MANUAL(Verdict.AVAILABLE),
    GONE_404(Verdict.ABSENT),
    GONE_410(Verdict.ABSENT),
    PLACEHOLDER(Verdict.ABSENT),
    EMPTY(Verdict.ABSENT),
    TO_FRONT_PAGE(Verdict.ABSENT),
    NXDOMAIN(Verdict.ABSENT),
    NO_ADDRESS(Verdict.ABSENT),
    PARKED(Verdict.ABSENT),
    HOST_DOWN(Verdict.ABSENT),
    FORBIDDEN(Verdict.RESTRICTED),
    LEGAL_451(Verdict.RESTRICTED),
    GEO(Verdict.RESTRICTED),
    LOGIN(Verdict.RESTRICTED),
    BLOCKED_US(Verdict.RESTRICTED),
    OTHER_HOST(Verdict.MOVED),
    OTHER_NETWORK(Verdict.MOVED),
    TIMEOUT(Verdict.UNKNOWN),
    TLS(Verdict.UNKNOWN),
    SERVER_ERROR(Verdict.UNKNOWN),
    RATE_LIMITED(Verdict.UNKNOWN),
    VANTAGE_DOWN(Verdict.UNKNOWN);

    private final Verdict verdict;

    Reason(Verdict verdict) {
        this.verdict = verdict;
    }

    /** The verdict that this reason belongs to. */
    public Verdict verdict() {
        return verdict;
    }
}
