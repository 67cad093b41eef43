// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.observing.verdict.Sketch;
import nl.schoonnet.observing.work.Aim;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Grant;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Permission;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Resolved;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.observing.work.Task;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a vantage point and the server say to one another, as JSON. What a sender leaves out is null, and what a newer one says
 * beside it isn't heard: the two are brought up to date one after the other.
 */
final class Wire {
    static final String LEASES = "/api/v1/leases";
    static final String OBSERVATIONS = "/api/v1/observations";
    static final String SIGNS = "/api/v1/leases/signs-of-life";

    private Wire() {}

    /**
     * A wish for leases.
     *
     * @param at when it was made: clocks must agree
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Wish(
            @Nullable String vantage, int most, @Nullable Instant at) {}

    /** The answer to it. */
    record Granted(Permission permission, List<Leased> leases) {
        /** An item with its address. */
        record Leased(
                long item,
                String token,
                String url,
                Instant due,
                Instant until,
                @Nullable Integer level,
                @Nullable Content expected,
                @Nullable String referer) {
            static Leased of(Task t) {
                return new Leased(
                        t.item(),
                        t.token(),
                        t.url(),
                        t.due(),
                        t.until(),
                        t.aim().level().number(),
                        Content.of(t.aim().expected()),
                        t.aim().referer().orElse(null));
            }

            Task task() {
                Level deepest = level != null && level == Level.BODY.number() ? Level.BODY : Level.HEADERS;
                Expected content = expected == null ? Expected.nothing() : expected.expected();
                return new Task(item, token, url, due, until, new Aim(deepest, content, Optional.ofNullable(referer)));
            }

            @Override
            public String toString() {
                return "Leased[item " + item + "]";
            }
        }

        static Granted of(Grant grant) {
            return new Granted(
                    grant.permission(), grant.tasks().stream().map(Leased::of).toList());
        }

        Grant grant() {
            return new Grant(permission, leases.stream().map(Leased::task).toList());
        }
    }

    /** What came of leases. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Report(@Nullable String vantage, @Nullable List<@Nullable Ended> done) {}

    /** A lease that ended: with a look, of which {@code at} says when it began, or put off. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Ended(
            long item,
            @Nullable String token,
            @Nullable Instant putOffUntil,
            @Nullable Instant at,
            @Nullable Reason reason,
            @Nullable String cause,
            int level,
            @Nullable String address,
            @Nullable Integer status,
            long tookMs,
            @Nullable Named resolved,
            @Nullable Content learnt) {
        private static final int LONGEST = 64;

        static Ended of(Done done) {
            return switch (done.outcome()) {
                case Outcome.PutOff later ->
                    new Ended(done.item(), done.token(), later.until(), null, null, null, 0, null, null, 0, null, null);
                case Outcome.Looked(Seen seen) ->
                    new Ended(
                            done.item(),
                            done.token(),
                            null,
                            seen.at(),
                            seen.reason().orElse(null),
                            seen.cause().orElse(null),
                            seen.level(),
                            seen.address().orElse(null),
                            seen.status().isPresent() ? seen.status().getAsInt() : null,
                            seen.took().toMillis(),
                            seen.resolved().map(Named::of).orElse(null),
                            seen.learnt().map(Content::of).orElse(null));
            };
        }

        Done done() {
            if (token == null || (putOffUntil == null) == (at == null) || tooLong(token) || tooLong(cause)) {
                throw LeaseFault.unusable(
                        "Each lease that ended has its token, and either a look or a moment to put off to.");
            }
            if (putOffUntil != null) {
                return new Done(item, token, new Outcome.PutOff(putOffUntil));
            }
            try {
                return new Done(
                        item,
                        token,
                        new Outcome.Looked(new Seen(
                                Objects.requireNonNull(at),
                                Optional.ofNullable(reason),
                                Optional.ofNullable(cause),
                                level,
                                Optional.ofNullable(address).filter(text -> !tooLong(text)),
                                status == null ? OptionalInt.empty() : OptionalInt.of(status),
                                Duration.ofMillis(tookMs),
                                Optional.ofNullable(resolved).flatMap(Named::resolved),
                                Optional.ofNullable(learnt).map(Content::expected))));
            } catch (IllegalArgumentException e) {
                throw LeaseFault.unusable(String.valueOf(e.getMessage()));
            }
        }

        /** Nothing of what was resolved: names may be those of the material. */
        @Override
        public String toString() {
            return "Ended[item " + item + "]";
        }

        private static boolean tooLong(@Nullable String text) {
            return text != null && text.length() > LONGEST;
        }
    }

    /** What the DNS said of an item's host. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Named(
            Resolved.@Nullable Answer answer,
            @Nullable List<@Nullable String> addresses,
            @Nullable List<@Nullable String> aliases,
            @Nullable List<@Nullable String> nameServers,
            boolean complete) {
        static Named of(Resolved resolved) {
            return new Named(
                    resolved.answer(),
                    new ArrayList<>(
                            resolved.addresses().stream().map(Object::toString).toList()),
                    new ArrayList<>(resolved.aliases()),
                    new ArrayList<>(resolved.nameServers()),
                    resolved.complete());
        }

        /** Empty if it can't be used: the look counts all the same. */
        Optional<Resolved> resolved() {
            try {
                List<IpAddress> parsed = new ArrayList<>();
                for (String text : texts(addresses)) {
                    parsed.add(IpAddress.parse(text).orElseThrow(IllegalArgumentException::new));
                }
                return answer == null
                        ? Optional.empty()
                        : Optional.of(new Resolved(answer, parsed, texts(aliases), texts(nameServers), complete));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static List<String> texts(@Nullable List<@Nullable String> given) {
            return given == null
                    ? List.of()
                    : given.stream().filter(Objects::nonNull).toList();
        }

        @Override
        public String toString() {
            return "Named[" + answer + "]";
        }
    }

    /** What is known of an item's content. What can't be used is left out: it is only compared with. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Content(
            @Nullable String sha256,
            @Nullable Long length,
            @Nullable String mediaType,
            @Nullable String entityTag,
            @Nullable String sketchKind,
            @Nullable List<@Nullable Long> sketch,
            @Nullable String seenAt) {
        private static final int LONGEST = 1_000;

        static @Nullable Content of(Expected e) {
            return e.equals(Expected.nothing())
                    ? null
                    : new Content(
                            e.sha256().orElse(null),
                            e.length().isPresent() ? e.length().getAsLong() : null,
                            e.mediaType().orElse(null),
                            e.entityTag().orElse(null),
                            e.sketch().map(Sketch::kind).orElse(null),
                            e.sketch()
                                    .map(s -> new ArrayList<@Nullable Long>(s.values()))
                                    .orElse(null),
                            e.seenAt().orElse(null));
        }

        Expected expected() {
            Optional<Sketch> likeness = sketchKind == null || sketch == null || sketch.size() > LONGEST
                    ? Optional.empty()
                    : Optional.of(new Sketch(
                            sketchKind, sketch.stream().filter(Objects::nonNull).toList()));
            return new Expected(
                    text(sha256).filter(digest -> digest.matches("[0-9a-f]{64}")),
                    length == null ? OptionalLong.empty() : OptionalLong.of(length),
                    text(mediaType),
                    text(entityTag),
                    likeness,
                    text(seenAt).filter(host -> host.length() <= 300));
        }

        private static Optional<String> text(@Nullable String given) {
            return Optional.ofNullable(given).filter(text -> text.length() <= LONGEST);
        }

        @Override
        public String toString() {
            return "Content[...]";
        }
    }

    /** What became of each, in the same order. */
    record Receipts(List<Receipt> receipts) {}

    /** A sign of life. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sign(
            @Nullable String vantage,
            @Nullable Instant at,
            @Nullable List<@Nullable Span> blind) {
        List<BlindSpan> spans() {
            return blind == null
                    ? List.of()
                    : blind.stream().filter(Objects::nonNull).map(Span::span).toList();
        }
    }

    /** A time in which it was blind; without an end it still is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Span(@Nullable Instant since, @Nullable Instant until) {
        static Span of(BlindSpan span) {
            return new Span(span.since(), span.until().orElse(null));
        }

        BlindSpan span() {
            if (since == null || (until != null && until.isBefore(since))) {
                throw LeaseFault.unusable("A blind span has a beginning, and no end before it.");
            }
            return new BlindSpan(since, Optional.ofNullable(until));
        }
    }

    /** The answer to it. */
    record Allowed(Permission permission) {}
}
