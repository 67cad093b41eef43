// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why a look got its verdict; each reason belongs to one verdict. The names are the codes of the files. */
public enum Reason {
    /** The content is the one that was notified. */
    SAME(Verdict.AVAILABLE),
    /** Something is there, but not byte for byte what was notified. */
    CHANGED(Verdict.AVAILABLE),
    /** The page is still there with the material embedded. */
    STILL_EMBEDDED(Verdict.AVAILABLE),
    /** A person looked and saw it. */
    MANUAL(Verdict.AVAILABLE),

    /** Not found. */
    GONE_404(Verdict.ABSENT),
    /** Gone. */
    GONE_410(Verdict.ABSENT),
    /** Replaced by a "this was removed" picture or page. */
    PLACEHOLDER(Verdict.ABSENT),
    /** Answered with nothing. */
    EMPTY(Verdict.ABSENT),
    /** Redirected to the site's front page. */
    TO_FRONT_PAGE(Verdict.ABSENT),
    /** The name doesn't exist. */
    NXDOMAIN(Verdict.ABSENT),
    /** The name has no address. */
    NO_ADDRESS(Verdict.ABSENT),
    /** The domain is parked. */
    PARKED(Verdict.ABSENT),
    /** No answer at any look, from all vantage points, for 72 hours. */
    HOST_DOWN(Verdict.ABSENT),

    /** Refused, while a control path on the same host answered. */
    FORBIDDEN(Verdict.RESTRICTED),
    /** Unavailable for legal reasons, while a control path answered. */
    LEGAL_451(Verdict.RESTRICTED),
    /** Refused to this country, while a control path answered. */
    GEO(Verdict.RESTRICTED),
    /** Behind a login, while a control path answered. */
    LOGIN(Verdict.RESTRICTED),
    /** Refused, and so was the control path: says something about us, not about the item. */
    BLOCKED_US(Verdict.RESTRICTED),

    /** Seen on another host. */
    OTHER_HOST(Verdict.MOVED),
    /** Seen on another network. */
    OTHER_NETWORK(Verdict.MOVED),

    /** No answer in time. */
    TIMEOUT(Verdict.UNKNOWN),
    /** An answer, but no trustworthy connection. */
    TLS(Verdict.UNKNOWN),
    /** The host answered with an error of its own. */
    SERVER_ERROR(Verdict.UNKNOWN),
    /** The host asked us to come back later. */
    RATE_LIMITED(Verdict.UNKNOWN),
    /** Our own vantage point failed. */
    VANTAGE_DOWN(Verdict.UNKNOWN);

    private static final Map<String, Reason> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::name, Function.identity()));
    private static final Map<String, Verdict> VERDICT_BY_CODE =
            Arrays.stream(Verdict.values()).collect(Collectors.toUnmodifiableMap(Verdict::name, Function.identity()));

    private final Verdict verdict;

    Reason(Verdict verdict) {
        this.verdict = verdict;
    }

    /** The verdict that this reason stands for. */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * Reads the two codes of a sighting, which are compared exactly. A row whose codes are not known, or don't belong
     * together, is to be rejected.
     */
    public static CodeReading read(String verdictCode, String reasonCode) {
        Verdict verdict = VERDICT_BY_CODE.get(verdictCode);
        if (verdict == null) {
            return new CodeReading.Unknown("verdict", "unknown_verdict");
        }
        Reason reason = BY_CODE.get(reasonCode);
        if (reason == null) {
            return new CodeReading.Unknown("reason", "unknown_reason");
        }
        return reason.verdict == verdict
                ? new CodeReading.Known(reason)
                : new CodeReading.Unknown("reason", "reason_of_another_verdict");
    }

    /** Whether the host was reached by a look with this reason. */
    boolean hostAnswered() {
        return switch (this) {
            case TIMEOUT, HOST_DOWN, NXDOMAIN, NO_ADDRESS, VANTAGE_DOWN -> false;
            case SAME, CHANGED, STILL_EMBEDDED, MANUAL -> true;
            case GONE_404, GONE_410, PLACEHOLDER, EMPTY, TO_FRONT_PAGE, PARKED -> true;
            case FORBIDDEN, LEGAL_451, GEO, LOGIN, BLOCKED_US -> true;
            case OTHER_HOST, OTHER_NETWORK -> true;
            case TLS, SERVER_ERROR, RATE_LIMITED -> true;
        };
    }

    /** Whether the item was refused while the control path on its host was not. */
    boolean restrictedWithAgreeingControl() {
        return verdict == Verdict.RESTRICTED && this != BLOCKED_US;
    }
}
