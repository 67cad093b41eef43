// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.testbed.Speed;
import nl.schoonnet.testbed.alive.Item.Kind;
import nl.schoonnet.testbed.alive.Item.Turn;

/**
 * Towns with stories that no single look tells: sites that fall silent, sites that move, and sites by which a vantage point
 * tells whether it sees.
 */
public final class Stories {
    private static final int PER_HOSTER = 6;

    /** No two sites change at the same moment. */
    private static final Duration APART = Duration.ofMinutes(37);

    private static final Duration FIRST = Duration.ofHours(2);

    private Stories() {}

    /** What happens to an item, some hours after it was notified. */
    public enum Story {
        /** No answer any more. */
        SILENT("silent for ever", Reason.HOST_DOWN),
        /** No answer for 90 hours. */
        SILENT_90_HOURS("silent for 90 hours", Reason.HOST_DOWN),
        /** No answer for 60 hours. */
        SILENT_60_HOURS("silent for 60 hours"),
        /** No answer for 110 hours, but for an error in the middle. */
        SILENT_TWICE("silent twice for 50 hours"),
        /** There, at another hoster. */
        MOVED("with another party", Reason.OTHER_NETWORK),
        /** Not found, at another hoster. */
        LOST_ON_THE_WAY("not found at another party", Reason.OTHER_NETWORK),
        /** There, at another address of the same hoster. */
        RENUMBERED("at another address of its party");

        private final String says;
        private final Optional<Reason> follows;

        Story(String says, Reason follows) {
            this.says = says;
            this.follows = Optional.of(follows);
        }

        Story(String says) {
            this.says = says;
            this.follows = Optional.empty();
        }

        /** In a few words. */
        public String says() {
            return says;
        }

        /** Why the item has ended, as several looks show it; empty if it hasn't. */
        public Optional<Reason> follows() {
            return follows;
        }

        private List<Turn> turns(Instant at, Scene silence) {
            Turn there = new Turn(Instant.MIN, Scene.THERE);
            return switch (this) {
                case SILENT -> List.of(there, new Turn(at, silence));
                case SILENT_90_HOURS ->
                    List.of(there, new Turn(at, silence), new Turn(at.plus(Duration.ofHours(90)), Scene.THERE));
                case SILENT_60_HOURS ->
                    List.of(there, new Turn(at, silence), new Turn(at.plus(Duration.ofHours(60)), Scene.THERE));
                case SILENT_TWICE ->
                    List.of(
                            there,
                            new Turn(at, silence),
                            new Turn(at.plus(Duration.ofHours(50)), Scene.ERROR),
                            new Turn(at.plus(Duration.ofHours(60)), silence),
                            new Turn(at.plus(Duration.ofHours(110)), Scene.THERE));
                case LOST_ON_THE_WAY -> List.of(there, new Turn(at, Scene.NOT_FOUND));
                case MOVED, RENUMBERED -> List.of(there);
            };
        }

        private Optional<Hoster> goesTo(Hoster own, Hoster other) {
            return switch (this) {
                case SILENT, SILENT_90_HOURS, SILENT_60_HOURS, SILENT_TWICE -> Optional.empty();
                case MOVED, LOST_ON_THE_WAY -> Optional.of(other);
                case RENUMBERED -> Optional.of(own);
            };
        }

        private Kind kind() {
            return switch (this) {
                case SILENT, SILENT_90_HOURS -> Kind.REMOVED;
                case MOVED, LOST_ON_THE_WAY -> Kind.MOVED;
                case SILENT_60_HOURS, SILENT_TWICE, RENUMBERED -> Kind.STAYS;
            };
        }
    }

    /**
     * A town in which each story happens to some items, each on a site of its own. All is over 6 days after the notices if
     * there are at most 30 of each.
     *
     * @param copies items per story
     * @param origin when all of them are notified
     */
    public static Town town(int copies, Instant origin) {
        int sites = copies * Story.values().length;
        List<Hoster> hosters = hosters(Math.ceilDiv(sites, PER_HOSTER) + 1, Optional.empty());
        List<Item> items = new ArrayList<>();
        for (Story story : Story.values()) {
            for (int copy = 0; copy < copies; copy++) {
                int number = items.size();
                Hoster own = hosters.get(number / PER_HOSTER);
                Instant at = origin.plus(FIRST).plus(APART.multipliedBy(copy));
                Optional<Site.Move> move =
                        story.goesTo(own, hosters.get(number / PER_HOSTER + 1)).map(to -> new Site.Move(at, to));
                String id = story.name().toLowerCase(Locale.ROOT) + "-" + copy;
                List<Turn> turns = story.turns(at, copy % 2 == 0 ? Scene.REFUSED : Scene.NAMES_DOWN);
                items.add(item(id, site(number, own, move), origin, story.kind(), at, turns));
            }
        }
        return town(hosters, items);
    }

    /** What happens to an item of such a town. */
    public static Story of(Item item) {
        return Story.valueOf(item.id().substring(0, item.id().indexOf('-')).toUpperCase(Locale.ROOT));
    }

    /** Three sites of three hosters that are always there, but for the first, which is away for a while. */
    public static Town controls(Instant from, Instant until) {
        List<Hoster> hosters = hosters(3, Optional.of(new Stretch(from, until)));
        List<Item> items = hosters.stream()
                .map(hoster -> item(
                        "control-" + hoster.number(),
                        site(hoster.number(), hoster, Optional.empty()),
                        from,
                        Kind.STAYS,
                        Instant.MAX,
                        List.of(new Turn(Instant.MIN, Scene.THERE))))
                .toList();
        return town(hosters, items);
    }

    private static List<Hoster> hosters(int count, Optional<Stretch> firstIsAway) {
        List<Hoster> hosters = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            List<Hoster.Trouble> troubles = number == 0
                    ? firstIsAway.map(when -> new Hoster.Trouble(when, Scene.DROPPED)).stream()
                            .toList()
                    : List.of();
            hosters.add(new Hoster(number, new Speed(0.9), troubles));
        }
        return hosters;
    }

    private static Site site(int number, Hoster hoster, Optional<Site.Move> move) {
        return new Site(number, hoster, false, false, Scene.NOT_FOUND, Optional.empty(), move, 0);
    }

    private static Item item(String id, Site site, Instant origin, Kind kind, Instant end, List<Turn> turns) {
        return new Item(id, site, "/album/" + id, origin, id, kind, end, turns);
    }

    private static Town town(List<Hoster> hosters, List<Item> items) {
        return new Town(0, hosters, items.stream().map(Item::site).toList(), items);
    }
}
