// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.address.Refusal;
import nl.schoonnet.observing.request.BodyEnd;
import nl.schoonnet.observing.request.Exchange;
import nl.schoonnet.observing.request.Failure;
import nl.schoonnet.observing.request.Fields;
import nl.schoonnet.observing.resolve.Resolution;
import nl.schoonnet.takedown.episode.Reason;

/**
 * Judges one look by the table of MEASUREMENT.md section 1. Immutable.
 *
 * <p>Where facts don't decide, an item counts neither as gone nor as seen: an absence needs the host's own word or its
 * answer to a path that nobody can know; a refusal counts as one of the item only if the control path was not refused too.
 */
public final class Verdicts {
    /** From this likeness on, two contents are taken for the same. */
    static final double ALIKE = 0.9;

    private static final Set<String> FRONT_PAGES =
            Set.of("/", "/index.html", "/index.htm", "/index.php", "/home", "/home/", "/nl/", "/en/", "/nl", "/en");
    private static final Set<Integer> REFUSING = Set.of(403, 429, 451, 503);
    private static final int MOST_ECHOES = 4;

    private final Signatures signatures;
    private final PublicSuffixList suffixes;
    private final Similarity similarity;

    /** With these tables. */
    public Verdicts(Signatures signatures, PublicSuffixList suffixes, Similarity similarity) {
        this.signatures = signatures;
        this.suffixes = suffixes;
        this.similarity = similarity;
    }

    /** The verdict on a look. */
    public Judgement judge(Facts facts) {
        return switch (facts.ending()) {
            case Ending.Asked asked -> ofExchange(facts, facts.hops().getLast().exchange());
            case Ending.RouteOnly routeOnly -> undecided(Judgement.Cause.LEVEL_TOO_LOW);
            case Ending.NotResolved name -> decided(ofName(name.resolution()));
            case Ending.UrlRefused refused ->
                undecided(facts.hops().isEmpty() ? Judgement.Cause.NOT_ALLOWED : Judgement.Cause.REDIRECT_NOT_ALLOWED);
            case Ending.AddressesRefused refused -> ofRefusedAddresses(facts, refused.reason());
            case Ending.TooManyRedirects redirects -> decided(Reason.SERVER_ERROR);
        };
    }

    /** Whether the answer of the host to a control path would change the verdict, or make it sure. */
    public boolean needsControl(Facts facts) {
        if (facts.ending() instanceof Ending.Asked
                && facts.hops().getLast().exchange() instanceof Exchange.Failed failed) {
            return failed.failure() == Failure.DEADLINE;
        }
        return facts.answer()
                .map(answer ->
                        answer.status() / 100 == 2 || answer.status() == 401 || REFUSING.contains(answer.status()))
                .orElse(false);
    }

    /** The URL whose host is to be asked for a control path: the last one within the asked registrable domain. */
    public WebUrl controlled(Facts facts) {
        WebUrl asked = facts.asked().orElseThrow();
        return facts.hops().stream()
                .map(Hop::url)
                .filter(url -> isSameSite(asked, url))
                .reduce((first, second) -> second)
                .orElse(asked);
    }

    private static Reason ofName(Resolution resolution) {
        return switch (resolution) {
            case Resolution.NoSuchName missing -> Reason.NXDOMAIN;
            case Resolution.NoAddress none -> Reason.NO_ADDRESS;
            case Resolution.Sinkholed sinkholed -> Reason.BLOCKED_US;
            case Resolution.Failed failed -> Reason.TIMEOUT;
            case Resolution.TimedOut late -> Reason.TIMEOUT;
            case Resolution.Found found -> throw new IllegalArgumentException("a name with addresses is no ending");
        };
    }

    /**
     * A name that leads only to addresses that are not on the internet has no address there. The unspecified address is
     * what resolvers give that block a name, so it says something about us.
     */
    private static Judgement ofRefusedAddresses(Facts facts, Refusal reason) {
        boolean named =
                facts.asked().map(url -> url.host() instanceof Host.Domain).orElse(false);
        if (!facts.hops().isEmpty()) {
            return undecided(Judgement.Cause.REDIRECT_NOT_ALLOWED);
        }
        if (!named || reason == Refusal.OWN_ADDRESS || !reason.ofAddress()) {
            return undecided(Judgement.Cause.NOT_ALLOWED);
        }
        return decided(reason == Refusal.UNSPECIFIED ? Reason.BLOCKED_US : Reason.NO_ADDRESS);
    }

    private Judgement ofExchange(Facts facts, Exchange exchange) {
        return switch (exchange) {
            case Exchange.Failed failed -> ofFailure(failed.failure());
            case Exchange.Answered answered -> ofAnswer(facts, answered);
        };
    }

    private static Judgement ofFailure(Failure failure) {
        return switch (failure) {
            case REFUSED, CONNECT_TIMEOUT, UNREACHABLE, DEADLINE -> decided(Reason.TIMEOUT);
            case LOCAL, PROXY -> decided(Reason.VANTAGE_DOWN);
            case TLS -> decided(Reason.TLS);
            case CLOSED, MALFORMED, TOO_LONG -> decided(Reason.SERVER_ERROR);
            case STOPPED -> undecided(Judgement.Cause.STOPPED);
        };
    }

    private Judgement ofAnswer(Facts facts, Exchange.Answered answer) {
        int status = answer.status();
        if (status / 100 == 2) {
            return ofPage(facts, answer);
        }
        if (status / 100 == 3) {
            return facts.level() == Level.STATUS
                    ? undecided(Judgement.Cause.LEVEL_TOO_LOW)
                    : decided(Reason.SERVER_ERROR);
        }
        Optional<Reason> told = signatures.ofFields(answer.fields());
        if (told.isPresent()) {
            return decided(told.get());
        }
        return decided(
                switch (status) {
                    case 404 -> Reason.GONE_404;
                    case 410 -> Reason.GONE_410;
                    case 401 -> restricted(facts, Reason.LOGIN, Set.of());
                    case 403 -> restricted(facts, Reason.FORBIDDEN, REFUSING);
                    case 451 -> restricted(facts, Reason.LEGAL_451, REFUSING);
                    case 429 -> Reason.RATE_LIMITED;
                    case 503 ->
                        answer.fields().first("retry-after").isPresent() ? Reason.RATE_LIMITED : Reason.SERVER_ERROR;
                    default -> Reason.SERVER_ERROR;
                });
    }

    /** A restriction of the item, unless the host refuses us anything. */
    private static Reason restricted(Facts facts, Reason reason, Set<Integer> refusing) {
        boolean agrees = facts.control()
                .map(control -> control.exchange() instanceof Exchange.Answered answered
                        && !refusing.contains(answered.status()))
                .orElse(false);
        return agrees ? reason : Reason.BLOCKED_US;
    }

    private Judgement ofPage(Facts facts, Exchange.Answered answer) {
        if (isTheNotified(facts)) {
            return decided(Reason.SAME);
        }
        if (isEmpty(facts, answer)) {
            return decided(Reason.EMPTY);
        }
        return told(facts, answer)
                .map(reason -> decided(ofTold(facts, reason)))
                .or(() -> byRedirect(facts))
                .or(() -> byControl(facts, answer))
                .orElseGet(() -> decided(available(facts, answer)));
    }

    private static Reason ofTold(Facts facts, Reason reason) {
        return switch (reason) {
            case LOGIN, GEO, LEGAL_451, FORBIDDEN -> restricted(facts, reason, REFUSING);
            default -> reason;
        };
    }

    private static boolean isTheNotified(Facts facts) {
        return facts.body()
                .filter(body -> body.end() == BodyEnd.COMPLETE)
                .map(body -> facts.expected().sha256().equals(Optional.of(body.sha256())))
                .orElse(false);
    }

    private static boolean isEmpty(Facts facts, Exchange.Answered answer) {
        boolean announced = answer.status() == 204
                || answer.status() == 205
                || isZero(answer.fields().contentLength());
        return announced
                || facts.body()
                        .map(body -> body.end() == BodyEnd.COMPLETE && body.blank())
                        .orElse(false);
    }

    private static boolean isZero(OptionalLong length) {
        return length.isPresent() && length.getAsLong() == 0;
    }

    /** What names, paths, fields or words say outright. */
    private Optional<Reason> told(Facts facts, Exchange.Answered answer) {
        WebUrl asked = facts.asked().orElseThrow();
        for (Hop hop : facts.hops().subList(1, facts.hops().size())) {
            if (!hop.url().path().equals(asked.path()) || !isSameSite(asked, hop.url())) {
                Optional<Reason> target = signatures.ofTarget(hop.url());
                if (target.isPresent()) {
                    return target;
                }
            }
        }
        return facts.aliases().stream()
                .flatMap(alias -> signatures.ofName(alias).stream())
                .findFirst()
                .or(() -> facts.nameServers().stream()
                        .flatMap(server -> signatures.ofNameServer(server).stream())
                        .findFirst())
                .or(() -> signatures.ofFields(answer.fields()))
                .or(() -> facts.body().flatMap(BodyFacts::mark));
    }

    private Optional<Judgement> byRedirect(Facts facts) {
        List<Hop> hops = facts.hops();
        WebUrl asked = facts.asked().orElseThrow();
        WebUrl last = hops.getLast().url();
        if (hops.size() == 1 || isSamePlace(asked, last)) {
            return Optional.empty();
        }
        if (isFrontPage(last) && !isFrontPage(asked)) {
            return Optional.of(decided(Reason.TO_FRONT_PAGE));
        }
        boolean anythingGoesThere = facts.control()
                .flatMap(ControlAnswer::location)
                .map(location -> hops.stream().skip(1).anyMatch(hop -> hop.url().equals(location)))
                .orElse(false);
        if (anythingGoesThere) {
            return Optional.of(decided(Reason.GONE_404));
        }
        return isSameSite(asked, last) || !isAwayFrom(facts.expected().seenAt(), last)
                ? Optional.empty()
                : Optional.of(decided(Reason.OTHER_HOST));
    }

    /** Whether an earlier look saw it at another site. What led elsewhere from the start didn't move. */
    private boolean isAwayFrom(Optional<String> seenAt, WebUrl last) {
        return seenAt.flatMap(host -> WebUrl.parse("http://" + (host.contains(":") ? "[" + host + "]" : host) + "/"))
                .filter(before -> !isSameSite(before, last))
                .isPresent();
    }

    /** Whether the host answers alike to a path that nobody can know: a soft 404. */
    private Optional<Judgement> byControl(Facts facts, Exchange.Answered answer) {
        if (facts.control().isEmpty()
                || !(facts.control().get().exchange() instanceof Exchange.Answered other)
                || other.status() / 100 != 2) {
            return Optional.empty();
        }
        ControlAnswer control = facts.control().get();
        if (facts.body().isPresent() && control.body().isPresent()) {
            return isAlike(facts.body().get(), control.body().get())
                    ? Optional.of(decided(Reason.GONE_404))
                    : Optional.empty();
        }
        if (facts.level() == Level.STATUS) {
            return Optional.of(undecided(Judgement.Cause.LEVEL_TOO_LOW));
        }
        Fields mine = answer.fields();
        Fields theirs = other.fields();
        if (!mine.mediaType().equals(theirs.mediaType())) {
            return Optional.empty();
        }
        Optional<String> tag = mine.first("etag");
        if (tag.isPresent() && theirs.first("etag").isPresent()) {
            return tag.equals(theirs.first("etag")) ? Optional.of(decided(Reason.GONE_404)) : Optional.empty();
        }
        if (mine.contentLength().isEmpty() || theirs.contentLength().isEmpty()) {
            return Optional.of(undecided(Judgement.Cause.ANSWERS_TO_ANYTHING));
        }
        long longer = mine.contentLength().getAsLong() - theirs.contentLength().getAsLong();
        if (longer == 0) {
            return Optional.of(decided(Reason.GONE_404));
        }
        long longerPath = facts.hops().getLast().url().requestTarget().length() - (long) control.pathLength();
        return isEcho(longer, longerPath)
                ? Optional.of(undecided(Judgement.Cause.ANSWERS_TO_ANYTHING))
                : Optional.empty();
    }

    /** Whether a page would be as much longer if it only repeated its path. */
    private static boolean isEcho(long longer, long longerPath) {
        return longerPath != 0
                && longer % longerPath == 0
                && longer / longerPath >= 1
                && longer / longerPath <= MOST_ECHOES;
    }

    private boolean isAlike(BodyFacts one, BodyFacts other) {
        boolean same = one.sha256().equals(other.sha256()) && one.length() == other.length();
        return same || likeness(one.sketch(), other.sketch()) >= ALIKE;
    }

    private double likeness(Optional<Sketch> one, Optional<Sketch> other) {
        return one.isPresent() && other.isPresent() ? similarity.likeness(one.get(), other.get()) : 0;
    }

    private Reason available(Facts facts, Exchange.Answered answer) {
        Expected expected = facts.expected();
        Optional<BodyFacts> body = facts.body().filter(read -> read.end() == BodyEnd.COMPLETE);
        if (body.flatMap(BodyFacts::embeds).isPresent()) {
            return body.flatMap(BodyFacts::embeds).get() ? Reason.STILL_EMBEDDED : Reason.CHANGED;
        }
        if (body.isPresent() && expected.sha256().isPresent()) {
            return likeness(expected.sketch(), body.get().sketch()) >= ALIKE ? Reason.SAME : Reason.CHANGED;
        }
        Fields fields = answer.fields();
        boolean contradicts = differs(expected.mediaType(), fields.mediaType())
                || differs(expected.entityTag(), fields.first("etag"))
                || (expected.length().isPresent()
                        && fields.contentLength().isPresent()
                        && !expected.length().equals(fields.contentLength()));
        return contradicts ? Reason.CHANGED : Reason.SAME;
    }

    private static boolean differs(Optional<String> expected, Optional<String> found) {
        return expected.isPresent() && found.isPresent() && !expected.equals(found);
    }

    private boolean isSameSite(WebUrl one, WebUrl other) {
        return one.host().equals(other.host())
                || (registrable(one).isPresent() && registrable(one).equals(registrable(other)));
    }

    private Optional<String> registrable(WebUrl url) {
        return suffixes.registrableDomain(url.host(), PublicSuffixList.Section.ICANN_AND_PRIVATE);
    }

    /** Whether two URLs differ only in scheme, a leading {@code www} or a final slash. */
    private boolean isSamePlace(WebUrl one, WebUrl other) {
        return isSameSite(one, other) && withoutSlash(one.requestTarget()).equals(withoutSlash(other.requestTarget()));
    }

    private static String withoutSlash(String target) {
        return target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
    }

    private static boolean isFrontPage(WebUrl url) {
        return FRONT_PAGES.contains(url.requestTarget().toLowerCase(Locale.ROOT));
    }

    private static Judgement decided(Reason reason) {
        return new Judgement.Decided(reason);
    }

    private static Judgement undecided(Judgement.Cause cause) {
        return new Judgement.Undecided(cause);
    }
}
