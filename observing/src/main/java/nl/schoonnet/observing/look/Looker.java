// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.address.AddressVetting;
import nl.schoonnet.observing.address.RawAddress;
import nl.schoonnet.observing.address.Refusal;
import nl.schoonnet.observing.address.UrlPolicy;
import nl.schoonnet.observing.address.UrlVetting;
import nl.schoonnet.observing.address.VettedAddress;
import nl.schoonnet.observing.request.BodyEnd;
import nl.schoonnet.observing.request.Depth;
import nl.schoonnet.observing.request.Exchange;
import nl.schoonnet.observing.request.Failure;
import nl.schoonnet.observing.request.Fields;
import nl.schoonnet.observing.request.Method;
import nl.schoonnet.observing.request.Request;
import nl.schoonnet.observing.resolve.Resolution;
import nl.schoonnet.observing.verdict.BodyFacts;
import nl.schoonnet.observing.verdict.ControlAnswer;
import nl.schoonnet.observing.verdict.Ending;
import nl.schoonnet.observing.verdict.Facts;
import nl.schoonnet.observing.verdict.Hop;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.observing.verdict.Verdicts;
import org.jspecify.annotations.Nullable;

/**
 * Looks at URLs for one vantage point. Safe for many threads; each look blocks its own, best a virtual one.
 *
 * <p>Every hop is vetted by its text, resolved once, vetted by its addresses, and connected to at a vetted address. Nothing
 * is thrown for what a host does.
 */
public final class Looker {
    private static final int MOST_ADDRESSES_TRIED = 3;
    private static final int CONTROL_LETTERS = 24;

    /** Statuses that some servers give to HEAD and not to GET. */
    private static final Set<Integer> OF_THE_METHOD = Set.of(400, 403, 404, 405, 500, 501);

    private static final Set<Failure> NEXT_ADDRESS =
            Set.of(Failure.REFUSED, Failure.CONNECT_TIMEOUT, Failure.UNREACHABLE, Failure.LOCAL);

    private final Equipment with;
    private final UrlPolicy urls;
    private final Verdicts verdicts;
    private final Delegations delegations;

    /** A looker with this equipment. */
    public Looker(Equipment equipment) {
        this.with = equipment;
        this.urls = new UrlPolicy(equipment.addresses());
        this.verdicts = new Verdicts(equipment.signatures(), equipment.suffixes(), equipment.similarity());
        this.delegations = new Delegations(equipment.resolver()::nameServers, equipment.clock());
    }

    /** Looks once. */
    public LookResult look(Order order) {
        return new Run(order).look();
    }

    /** One look. */
    private final class Run {
        private final Order order;
        private final Instant at = with.clock().instant();
        private final long begun = with.nanoTime().getAsLong();
        private final long deadline = begun + with.limits().total().toNanos();
        private final List<Hop> hops = new ArrayList<>();
        private final List<IpAddress> addresses = new ArrayList<>();
        private final List<String> aliases = new ArrayList<>();
        private final Cookies cookies = new Cookies();
        private final Visits visits = new Visits(with.politeness());
        private List<String> nameServers = List.of();
        private @Nullable Resolution resolution;
        private Optional<BodyFacts> body = Optional.empty();
        private long dnsNanos;

        Run(Order order) {
            this.order = order;
        }

        LookResult look() {
            return switch (urls.vet(order.url())) {
                case UrlVetting.Refused refused -> done(Optional.empty(), new Ending.UrlRefused(refused.reason()));
                case UrlVetting.Permitted permitted -> {
                    try (visits) {
                        yield asked(permitted.url());
                    }
                }
            };
        }

        private LookResult asked(WebUrl url) {
            return switch (admitted(url)) {
                case Target.Later later -> new Deferred(later.notBefore());
                case Target.None none -> done(Optional.of(url), none.ending());
                case Target.Reachable reachable ->
                    order.level() == Level.ROUTE
                            ? done(Optional.of(url), new Ending.RouteOnly())
                            : follow(url, reachable);
            };
        }

        /** Asks, and follows redirects as far as the level, the limits and politeness to each host allow. */
        private LookResult follow(WebUrl asked, Target.Reachable first) {
            WebUrl url = asked;
            Target.Reachable target = first;
            while (true) {
                Hop hop = hop(asked, url, target.addresses());
                hops.add(hop);
                rest(hop);
                if (!(hop.exchange() instanceof Exchange.Answered answered)) {
                    return judged(asked, new Ending.Asked());
                }
                cookies.take(url, answered.fields());
                Optional<String> location = location(answered);
                if (location.isEmpty()) {
                    return judged(asked, new Ending.Asked());
                }
                if (hops.size() > with.limits().redirects()) {
                    return judged(asked, new Ending.TooManyRedirects());
                }
                switch (urls.vetRedirect(url, location.get())) {
                    case UrlVetting.Refused refused -> {
                        return judged(asked, new Ending.UrlRefused(refused.reason()));
                    }
                    case UrlVetting.Permitted permitted -> url = permitted.url();
                }
                switch (admitted(url)) {
                    case Target.Later later -> {
                        return new Deferred(later.notBefore());
                    }
                    case Target.None none -> {
                        return judged(asked, none.ending());
                    }
                    case Target.Reachable reachable -> target = reachable;
                }
            }
        }

        private Look judged(WebUrl asked, Ending ending) {
            long took = with.nanoTime().getAsLong() - begun;
            Facts facts = facts(Optional.of(asked), ending);
            if (verdicts.needsControl(facts)) {
                Optional<ControlAnswer> control = control(verdicts.controlled(facts));
                facts = control.map(facts::withControl).orElse(facts);
            }
            return new Look(
                    at, verdicts.judge(facts), facts, first(), addresses, Duration.ofNanos(dnsNanos), nanos(took));
        }

        private Hop hop(WebUrl asked, WebUrl url, List<VettedAddress> targets) {
            boolean sameHost = url.host().equals(asked.host());
            Optional<String> cookie = cookies.forRequest(url, sameHost ? order.cookie() : Optional.empty());
            Optional<WebUrl> referer = sameHost ? order.referer() : Optional.empty();
            if (order.level() == Level.BODY) {
                BodyInspector inspector =
                        new BodyInspector(url, order.embedded(), with.signatures(), with.similarity());
                Hop hop = tried(url, targets, Method.GET, referer, cookie, inspector);
                body = read(hop.exchange(), inspector);
                return hop;
            }
            Hop hop = tried(url, targets, Method.HEAD, referer, cookie, null);
            if (hop.exchange() instanceof Exchange.Answered answered && OF_THE_METHOD.contains(answered.status())) {
                visits.oneMore(url.host(), hop.address());
                // Also where it fails: what only HEAD was told is no removal.
                return tried(url, targets, Method.GET, referer, cookie, null);
            }
            return hop;
        }

        /** Tries the addresses in turn until one accepts the connection. */
        private Hop tried(
                WebUrl url,
                List<VettedAddress> targets,
                Method method,
                Optional<WebUrl> referer,
                Optional<String> cookie,
                @Nullable BodyInspector inspector) {
            Depth depth = depth();
            Hop best = null;
            for (VettedAddress address : targets.subList(0, Math.min(MOST_ADDRESSES_TRIED, targets.size()))) {
                Request request = new Request(method, address, url, depth, referer, cookie);
                Exchange exchange = inspector == null
                        ? with.fetcher().fetch(request, with.limits(), deadline)
                        : with.fetcher().fetch(request, with.limits(), deadline, inspector);
                Hop hop = new Hop(url, address.ip(), method, exchange);
                // That this machine has no IPv6 says less than that the host refused over IPv4.
                boolean tellsMore = !(exchange instanceof Exchange.Failed failed && failed.failure() == Failure.LOCAL);
                if (best == null || tellsMore) {
                    best = hop;
                }
                if (!(exchange instanceof Exchange.Failed failed) || !NEXT_ADDRESS.contains(failed.failure())) {
                    break;
                }
            }
            if (best == null) {
                throw new IllegalStateException("a reachable target has an address");
            }
            return best;
        }

        private Depth depth() {
            return switch (order.level()) {
                case ROUTE, STATUS -> Depth.STATUS;
                case HEADERS -> Depth.HEADERS;
                case BODY -> Depth.BODY;
            };
        }

        /** Where a URL leads, if its host and network may be asked now. */
        private Target admitted(WebUrl url) {
            Optional<Instant> later = visits.enter(url.host());
            if (later.isPresent()) {
                return new Target.Later(later.get());
            }
            Target target = target(url);
            if (target instanceof Target.Reachable reachable && order.level() != Level.ROUTE) {
                later = visits.enter(
                        url.host(), reachable.addresses().getFirst().ip());
            }
            return later.isPresent() ? new Target.Later(later.get()) : target;
        }

        private Target target(WebUrl url) {
            return switch (url.host()) {
                case Host.Address literal -> vetted(List.of(RawAddress.of(literal.address())), url.port());
                case Host.Domain name -> resolved(name, url.port());
            };
        }

        private Target resolved(Host.Domain name, int port) {
            long start = with.nanoTime().getAsLong();
            Resolution found = with.resolver().resolve(name.text(), nanos(deadline - start));
            boolean asked = hops.isEmpty();
            if (asked) {
                resolution = found;
                nameServers = nameServers(name, found);
            }
            dnsNanos += with.nanoTime().getAsLong() - start;
            if (!(found instanceof Resolution.Found known)) {
                return new Target.None(new Ending.NotResolved(found));
            }
            if (asked) {
                aliases.addAll(known.aliases());
            }
            return vetted(known.addresses(), port);
        }

        private List<String> nameServers(Host.Domain name, Resolution found) {
            return switch (found) {
                // Where nobody answers, another question would only cost time.
                case Resolution.Failed failed -> List.of();
                case Resolution.TimedOut timedOut -> List.of();
                case Resolution.Found known -> nameServers(name);
                case Resolution.NoSuchName known -> nameServers(name);
                case Resolution.NoAddress known -> nameServers(name);
                case Resolution.Sinkholed known -> nameServers(name);
            };
        }

        private List<String> nameServers(Host.Domain name) {
            if (!order.nameServers()) {
                return List.of();
            }
            Duration left = nanos(deadline - with.nanoTime().getAsLong());
            return with.suffixes()
                    .registrableDomain(name, PublicSuffixList.Section.ICANN)
                    .map(domain -> delegations.of(domain, left))
                    .orElse(List.of());
        }

        private Target vetted(List<RawAddress> found, int port) {
            List<VettedAddress> permitted = new ArrayList<>();
            List<Refusal> refused = new ArrayList<>();
            for (RawAddress address : found) {
                switch (with.addresses().vet(address, port)) {
                    case AddressVetting.Permitted one -> permitted.add(one.address());
                    case AddressVetting.Refused one -> refused.add(one.reason());
                }
                if (hops.isEmpty()) {
                    addresses.add(address.ip());
                }
            }
            return permitted.isEmpty()
                    ? new Target.None(new Ending.AddressesRefused(refused.getFirst()))
                    : new Target.Reachable(permitted);
        }

        private void rest(Hop hop) {
            if (hop.exchange() instanceof Exchange.Answered answered) {
                boolean tired = answered.status() == 429
                        || (answered.status() == 503
                                && answered.fields().first("retry-after").isPresent());
                if (tired) {
                    with.politeness().rest(hop.url().host().text(), retryAfter(answered.fields()));
                } else {
                    with.politeness().rested(hop.url().host().text());
                }
            }
        }

        private Optional<Duration> retryAfter(Fields fields) {
            return fields.first("retry-after").flatMap(text -> {
                try {
                    return Optional.of(
                            text.matches("[0-9]{1,9}")
                                    ? Duration.ofSeconds(Long.parseLong(text))
                                    : Duration.between(
                                            at,
                                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                                    .toInstant()));
                } catch (DateTimeException e) {
                    return Optional.empty();
                }
            });
        }

        private Optional<ControlAnswer> control(WebUrl url) {
            String origin = url.scheme() + "://" + url.authority();
            return with.controls()
                    .answer(origin, () -> askControl(url), with.limits().total());
        }

        /** Asks for a path that nobody can know, with the method and depth of the look, within a time of its own. */
        private Optional<ControlAnswer> askControl(WebUrl url) {
            Optional<WebUrl> path = url.resolve(controlPath(url));
            if (path.isEmpty()) {
                return Optional.empty();
            }
            Target target = target(path.get());
            if (!(target instanceof Target.Reachable reachable)) {
                return Optional.empty();
            }
            VettedAddress address = reachable.addresses().getFirst();
            visits.oneMore(url.host(), address.ip());
            Method method = hops.getLast().method();
            Request request = new Request(method, address, path.get(), depth(), Optional.empty(), Optional.empty());
            BodyInspector inspector =
                    new BodyInspector(path.get(), Optional.empty(), with.signatures(), with.similarity());
            long until = with.nanoTime().getAsLong() + with.limits().total().toNanos();
            Exchange exchange = with.fetcher().fetch(request, with.limits(), until, inspector);
            if (exchange instanceof Exchange.Failed failed && failed.failure() == Failure.STOPPED) {
                return Optional.empty();
            }
            Optional<WebUrl> location = exchange instanceof Exchange.Answered answered
                    ? location(answered).flatMap(path.get()::resolve)
                    : Optional.empty();
            return Optional.of(new ControlAnswer(
                    exchange, path.get().requestTarget().length(), location, read(exchange, inspector)));
        }

        private String controlPath(WebUrl url) {
            StringBuilder path = new StringBuilder("/");
            for (int letter = 0; letter < CONTROL_LETTERS; letter++) {
                path.append((char) ('a' + with.random().nextInt(26)));
            }
            String name = url.path().substring(url.path().lastIndexOf('/') + 1);
            int dot = name.lastIndexOf('.');
            boolean plainEnding = dot > 0 && name.substring(dot).matches("\\.[A-Za-z0-9]{1,5}");
            return plainEnding ? path.append(name.substring(dot)).toString() : path.toString();
        }

        private LookResult done(Optional<WebUrl> asked, Ending ending) {
            Facts facts = facts(asked, ending);
            Duration took = nanos(with.nanoTime().getAsLong() - begun);
            return new Look(at, verdicts.judge(facts), facts, first(), addresses, Duration.ofNanos(dnsNanos), took);
        }

        private Optional<Resolution> first() {
            return Optional.ofNullable(resolution);
        }

        private Facts facts(Optional<WebUrl> asked, Ending ending) {
            return new Facts(
                    asked, order.level(), aliases, nameServers, hops, ending, Optional.empty(), body, order.expected());
        }
    }

    private static Optional<String> location(Exchange.Answered answered) {
        return switch (answered.status()) {
            case 301, 302, 303, 307, 308 -> answered.fields().first("location");
            default -> Optional.empty();
        };
    }

    private static Optional<BodyFacts> read(Exchange exchange, BodyInspector inspector) {
        return exchange instanceof Exchange.Answered answered && answered.body() != BodyEnd.UNREAD
                ? Optional.of(inspector.facts(answered.body()))
                : Optional.empty();
    }

    private static Duration nanos(long nanos) {
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /** Where a hop may go. */
    private sealed interface Target {
        /** To one of these, at least one. */
        record Reachable(List<VettedAddress> addresses) implements Target {}

        /** Nowhere. */
        record None(Ending ending) implements Target {}

        /** There, but not before a moment. */
        record Later(Instant notBefore) implements Target {}
    }
}
