// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.schoonnet.reporting.population.Conclusion;
import nl.schoonnet.server.database.CopyRows;
import nl.schoonnet.takedown.episode.ClockOrigin;
import nl.schoonnet.takedown.episode.End;
import nl.schoonnet.takedown.episode.Episode;
import nl.schoonnet.takedown.episode.NoticeClock;
import nl.schoonnet.takedown.episode.Outcome;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;

/** Conclusions as rows of {@code episode_interval}, and back. */
final class IntervalRows {
    static final String COLUMNS =
            "item_id, number, yardstick, kind, clock_origin, clock_at, obstructed, episode, entry_at,"
                    + " end_kind, end_left, end_right, end_reason, last_kind, last_left, last_right, last_reason, removal_left,"
                    + " removal_right, removal_reason, flaps, looks, last_look_at, learnt_at, facts, strange";
    private static final int OFF_THIS_NETWORK = 0;
    private static final int OFF_THE_INTERNET = 1;
    private static final int BOTH = 2;
    private static final int EPISODE = 0;
    private static final int GONE_BEFORE = 1;
    private static final int NEVER_LOOKED = 2;
    private static final int STILL_THERE = 0;
    private static final int REMOVED = 1;
    private static final int INACCESSIBLE = 2;
    private static final int MOVED = 3;

    /** In place of the reason of a removal: there was none, though the first end is one. */
    private static final String NO_REMOVAL = "";

    /** What was concluded of an item, and from which facts. */
    record Kept(long item, Conclusion conclusion, Instant learnt, LookDigest facts) {}

    private final CopyRows rows = new CopyRows("episode_interval", COLUMNS);

    void add(Kept kept) {
        List<Outcome> network = kept.conclusion.network();
        List<Outcome> internet = kept.conclusion.internet();
        for (int i = 0; i < Math.max(network.size(), internet.size()); i++) {
            Outcome own = i < network.size() ? network.get(i) : null;
            Outcome other = i < internet.size() ? internet.get(i) : null;
            if (own != null && own.equals(other)) {
                add(kept, i + 1, BOTH, own);
                continue;
            }
            if (own != null) {
                add(kept, i + 1, OFF_THIS_NETWORK, own);
            }
            if (other != null) {
                add(kept, i + 1, OFF_THE_INTERNET, other);
            }
        }
    }

    void send(Connection connection) throws SQLException {
        rows.send(connection);
    }

    private void add(Kept kept, int number, int yardstick, Outcome outcome) {
        rows.add(kept.item).add(number).add(yardstick);
        NoticeClock clock = outcome.clock();
        rows.add(
                        switch (outcome) {
                            case Episode ignored -> EPISODE;
                            case Outcome.GoneBeforeNotice ignored -> GONE_BEFORE;
                            case Outcome.NeverLooked ignored -> NEVER_LOOKED;
                        })
                .add(clock.origin().name())
                .add(clock.at())
                .add(Boolean.toString(clock.obstructed()));
        switch (outcome) {
            case Episode episode -> addEpisode(episode);
            case Outcome.GoneBeforeNotice gone -> {
                rows.add(0).add((Instant) null).add((String) null).add((Instant) null);
                rows.add(gone.found()).add(gone.reason().name());
                addNulls(7);
                rows.add(0);
            }
            case Outcome.NeverLooked never -> {
                rows.add(never.looks());
                addNulls(12);
                rows.add(0);
            }
        }
        Conclusion c = kept.conclusion;
        rows.add(c.looks())
                .add(c.lastLook())
                .add(kept.learnt)
                .add(kept.facts.bytes())
                .add(c.met().isEmpty() ? null : strange(c.met()))
                .end();
    }

    private void addEpisode(Episode episode) {
        rows.add(episode.number()).add(episode.entry().equals(episode.origin()) ? null : episode.entry());
        addEnd(episode.end());
        if (episode.lastEnd().equals(episode.end())) {
            addNulls(4);
        } else {
            addEnd(episode.lastEnd());
        }
        Optional<End.Removed> removal = episode.removal();
        boolean isFirst = removal.isPresent() && removal.get().equals(episode.end());
        if (removal.isPresent() && !isFirst) {
            rows.add(removal.get().left())
                    .add(removal.get().right())
                    .add(removal.get().reason().name());
        } else {
            boolean none = removal.isEmpty() && episode.end() instanceof End.Removed;
            rows.add((Instant) null).add((Instant) null).add(none ? NO_REMOVAL : null);
        }
        rows.add(episode.flaps());
    }

    private void addEnd(End end) {
        rows.add(
                        switch (end) {
                            case End.StillThere ignored -> STILL_THERE;
                            case End.Removed ignored -> REMOVED;
                            case End.MadeInaccessible ignored -> INACCESSIBLE;
                            case End.Moved ignored -> MOVED;
                        })
                .add(end.left())
                .add(end.rightIfEnded().orElse(null))
                .add(end instanceof End.Ended ended ? ended.reason().name() : null);
    }

    private void addNulls(int count) {
        for (int i = 0; i < count; i++) {
            rows.add((String) null);
        }
    }

    private static String strange(List<Conclusion.Met> met) {
        return met.stream()
                .map(m -> m.address().getHostAddress() + " " + micros(m.at()))
                .collect(Collectors.joining(";"));
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    /** One row; {@code looks} and what follows are the same in all rows of an item. */
    record Read(
            long item,
            int yardstick,
            Outcome outcome,
            int looks,
            @Nullable Instant lastLook,
            Instant learnt,
            LookDigest facts,
            List<Conclusion.Met> met) {
        private static final ClockOrigin[] ORIGINS = ClockOrigin.values();

        static Read of(ByteBuffer row) {
            long item = BinaryRows.int8(row);
            BinaryRows.int2(row);
            int yardstick = BinaryRows.int2(row);
            Outcome outcome = outcome(row);
            int looks = BinaryRows.int4(row);
            Instant lastLook = BinaryRows.instant(row);
            Instant learnt = Objects.requireNonNull(BinaryRows.instant(row));
            LookDigest facts = LookDigest.of(Objects.requireNonNull(BinaryRows.bytes(row)));
            String strange = BinaryRows.text(row);
            return new Read(
                    item,
                    yardstick,
                    outcome,
                    looks,
                    lastLook,
                    learnt,
                    facts,
                    strange == null ? List.of() : met(strange));
        }

        /** What was concluded of an item from all its rows. */
        static Kept together(List<Read> rows) {
            Read any = rows.getFirst();
            List<Outcome> network = outcomes(rows, OFF_THE_INTERNET);
            List<Outcome> internet = outcomes(rows, OFF_THIS_NETWORK);
            // One list for both where they agree, as they mostly do.
            Conclusion conclusion = new Conclusion(
                    network, network.equals(internet) ? network : internet, any.looks, any.lastLook, any.met);
            return new Kept(any.item, conclusion, any.learnt, any.facts);
        }

        private static List<Outcome> outcomes(List<Read> rows, int without) {
            return rows.size() == 1 && rows.getFirst().yardstick != without
                    ? List.of(rows.getFirst().outcome)
                    : rows.stream()
                            .filter(row -> row.yardstick != without)
                            .map(Read::outcome)
                            .toList();
        }

        private static List<Conclusion.Met> met(String text) {
            List<Conclusion.Met> met = new ArrayList<>();
            for (String one : text.split(";", -1)) {
                int space = one.indexOf(' ');
                met.add(new Conclusion.Met(
                        InetAddress.ofLiteral(one.substring(0, space)),
                        BinaryRows.instant(Long.parseLong(one.substring(space + 1)))));
            }
            return met;
        }

        private static Outcome outcome(ByteBuffer row) {
            int kind = BinaryRows.int2(row);
            ClockOrigin origin = origin(Objects.requireNonNull(BinaryRows.text(row)));
            Instant at = Objects.requireNonNull(BinaryRows.instant(row));
            NoticeClock clock = new NoticeClock(origin, at, BinaryRows.bool(row));
            int number = BinaryRows.int4(row);
            Instant entry = BinaryRows.instant(row);
            int endKind = BinaryRows.int2OrNone(row);
            Instant left = BinaryRows.instant(row);
            Instant right = BinaryRows.instant(row);
            String reason = BinaryRows.text(row);
            int lastKind = BinaryRows.int2OrNone(row);
            Instant lastLeft = BinaryRows.instant(row);
            Instant lastRight = BinaryRows.instant(row);
            String lastReason = BinaryRows.text(row);
            Instant removalLeft = BinaryRows.instant(row);
            Instant removalRight = BinaryRows.instant(row);
            String removalReason = BinaryRows.text(row);
            int flaps = BinaryRows.int4(row);
            return switch (kind) {
                case GONE_BEFORE ->
                    new Outcome.GoneBeforeNotice(
                            clock, Objects.requireNonNull(right), Reason.valueOf(Objects.requireNonNull(reason)));
                case NEVER_LOOKED -> new Outcome.NeverLooked(clock, number);
                default -> {
                    End end = end(endKind, left, right, reason);
                    Optional<End.Removed> removal;
                    if (removalLeft != null) {
                        removal = Optional.of(new End.Removed(
                                removalLeft,
                                Objects.requireNonNull(removalRight),
                                Reason.valueOf(Objects.requireNonNull(removalReason))));
                    } else {
                        removal = end instanceof End.Removed removed && removalReason == null
                                ? Optional.of(removed)
                                : Optional.empty();
                    }
                    yield new Episode(
                            clock,
                            number,
                            entry == null ? at : entry,
                            end,
                            lastKind < 0 ? end : end(lastKind, lastLeft, lastRight, lastReason),
                            removal,
                            flaps,
                            false);
                }
            };
        }

        private static ClockOrigin origin(String name) {
            for (ClockOrigin origin : ORIGINS) {
                if (origin.name().equals(name)) {
                    return origin;
                }
            }
            throw new MeasurementException("A conclusion in the database has a clock that this version doesn't know.");
        }

        private static End end(int kind, @Nullable Instant left, @Nullable Instant right, @Nullable String reason) {
            Instant from = Objects.requireNonNull(left);
            if (kind == STILL_THERE) {
                return new End.StillThere(from);
            }
            Instant to = Objects.requireNonNull(right);
            Reason why = Reason.valueOf(Objects.requireNonNull(reason));
            return switch (kind) {
                case REMOVED -> new End.Removed(from, to, why);
                case INACCESSIBLE -> new End.MadeInaccessible(from, to, why);
                default -> new End.Moved(from, to, why);
            };
        }
    }
}
