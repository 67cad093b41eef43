// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import nl.schoonnet.testbed.Speed;
import nl.schoonnet.testbed.alive.Hoster.Trouble;
import nl.schoonnet.testbed.alive.Item.Kind;
import nl.schoonnet.testbed.alive.Item.Turn;

/**
 * What kind of town to make.
 *
 * @param market decides who the hosters are and how fast
 * @param seed decides everything else that isn't said here
 * @param start the first notice is not before it
 * @param notices over which time items are notified
 * @param hosters number of hosting companies
 * @param sites number of sites, those without items included
 * @param items number of notified items, about
 * @param endings how much of each way to end; what name a scene of {@link Scene} has no weight doesn't occur
 * @param returns share of removed items that are back for a while
 * @param changes share of items whose content changes while they are there
 * @param moves share of clusters whose site goes to another hoster, of those without a proxy before them
 * @param troubles share of hosters that are away for some hours
 * @param faults share of hours in which a site has a fault
 * @param walledOff the vantage point that some sites shut out; empty for none
 */
public record TownPlan(
        long market,
        long seed,
        Instant start,
        Duration notices,
        int hosters,
        int sites,
        int items,
        Map<Scene, Double> endings,
        double returns,
        double changes,
        double moves,
        double troubles,
        double faults,
        Optional<String> walledOff) {
    private static final Instant ALWAYS = Instant.MIN;
    private static final double TOGETHER = 0.75;
    private static final double LONGEST_HOURS = 24 * 365 * 20;
    private static final double FAST_HOSTERS = 0.6;

    /** Every so many sites one is asked over TLS: which, their numbers say, so that towns of one size share certificates. */
    private static final int SECURE_EVERY = 100;

    private static final double FRONTED = 0.1;
    private static final double WALLED = 0.05;
    private static final double MOVES_FROM = 2;
    private static final double MOVES_UNTIL = 60;

    private static final List<Scene> PRESENT = List.of(
            Scene.THERE,
            Scene.THERE,
            Scene.THERE,
            Scene.THERE,
            Scene.THERE,
            Scene.THERE_WITHOUT_HEAD,
            Scene.THERE_WITH_COOKIE,
            Scene.THERE_AT_WWW);

    /** Checks and copies. */
    public TownPlan {
        endings = Collections.unmodifiableMap(new EnumMap<>(endings));
        if (hosters < 2 || sites < 1 || items < 1 || endings.isEmpty()) {
            throw new IllegalArgumentException("A town has two hosters, a site, an item and a way to end.");
        }
    }

    /** Makes the town. */
    public Town build() {
        return new Builder(this).build();
    }

    /**
     * The share of items that end within so many hours, from which chance draws: by their hoster, or by a move before. Hosters
     * get items by the product of two uniform numbers, of which P(UV <= x) = x (1 - ln x).
     */
    public double shareWithin(double hours) {
        List<Hoster> all = new Builder(this).market();
        double share = 0;
        double below = 0;
        for (int number = 0; number < hosters; number++) {
            double x = (number + 1.0) / hosters;
            double upTo = x * (1 - Math.log(x));
            share += (upTo - below) * all.get(number).speed().shareWithin(hours);
            below = upTo;
        }
        double moved = moves * (1 - FRONTED) * Math.clamp((hours - MOVES_FROM) / (MOVES_UNTIL - MOVES_FROM), 0, 1);
        return 1 - (1 - share) * (1 - moved);
    }

    /** Draws a town, each thing from a stream of its own. */
    private static final class Builder {
        private final TownPlan plan;
        private final SplittableRandom market;
        private final SplittableRandom random;
        private final List<Hoster> hosters = new ArrayList<>();
        private final List<Site> sites = new ArrayList<>();
        private final List<Item> items = new ArrayList<>();

        Builder(TownPlan plan) {
            this.plan = plan;
            this.market = new SplittableRandom(plan.market());
            this.random = new SplittableRandom(plan.seed());
        }

        List<Hoster> market() {
            for (int number = 0; number < plan.hosters(); number++) {
                hosters.add(hoster(number, market.split()));
            }
            return hosters;
        }

        Town build() {
            market();
            for (int cluster = 0; items.size() < plan.items(); cluster++) {
                cluster(cluster, random.split());
            }
            while (sites.size() < plan.sites()) {
                Hoster hoster = hosters.get(sites.size() % hosters.size());
                sites.add(site(hoster, false, Scene.NOT_FOUND, Optional.empty(), Optional.empty()));
            }
            return new Town(plan.seed(), hosters, sites, items);
        }

        private Hoster hoster(int number, SplittableRandom own) {
            boolean fast = own.nextDouble() < FAST_HOSTERS;
            double within = fast ? own.nextDouble(0.85, 0.97) : own.nextDouble(0.10, 0.40);
            List<Trouble> troubles = new ArrayList<>();
            if (own.nextDouble() < plan.troubles()) {
                Instant from = plan.start().plus(hours(own.nextDouble(24 * 6)));
                List<Scene> ways = List.of(Scene.NAMES_DOWN, Scene.DROPPED, Scene.BAD_GATEWAY);
                Stretch when = new Stretch(from, from.plus(hours(own.nextDouble(2, 9))));
                troubles.add(new Trouble(when, ways.get(own.nextInt(ways.size()))));
            }
            return new Hoster(number, new Speed(within), troubles);
        }

        /** A site with items that were notified together and mostly end together. */
        private void cluster(int number, SplittableRandom own) {
            Hoster hoster = hosters.get((int) (hosters.size() * own.nextDouble() * own.nextDouble()));
            Scene ending = ending(own);
            Instant origin = plan.start()
                    .plusMillis(own.nextLong(Math.max(1, plan.notices().toMillis())));
            boolean fronted = own.nextDouble() < FRONTED;
            // What stands behind a proxy moves unseen.
            boolean moves = !fronted && own.nextDouble() < plan.moves();
            Instant moveAt = origin.plus(hours(own.nextDouble(MOVES_FROM, MOVES_UNTIL)));
            Hoster next = hosters.get((hoster.number() + 1 + own.nextInt(hosters.size() - 1)) % hosters.size());
            boolean walled = plan.walledOff().isPresent() && own.nextDouble() < WALLED;
            Scene wall = own.nextInt(3) == 0 ? Scene.WITHHELD : Scene.WALL;
            Site site = site(
                    hoster,
                    fronted,
                    unknown(ending, own),
                    walled ? plan.walledOff().map(vantage -> new Site.Wall(vantage, wall)) : Optional.empty(),
                    moves ? Optional.of(new Site.Move(moveAt, next)) : Optional.empty());
            sites.add(site);
            int count = 1 + (int) (3 * own.nextDouble() * own.nextDouble());
            double shared = hoster.speed().draw(own);
            boolean whole = ending.layer() != Scene.Layer.ITEM;
            for (int order = 0; order < count; order++) {
                double alone = hoster.speed().draw(own);
                boolean together = whole || own.nextDouble() < TOGETHER;
                items.add(item(site, "c" + number, order, origin, together ? shared : alone, ending, own.split()));
            }
        }

        private Site site(
                Hoster hoster, boolean fronted, Scene unknown, Optional<Site.Wall> wall, Optional<Site.Move> move) {
            boolean secure = sites.size() % SECURE_EVERY == 0;
            return new Site(sites.size(), hoster, secure, fronted, unknown, wall, move, plan.faults());
        }

        private Scene ending(SplittableRandom own) {
            double sum = plan.endings().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            double rest = own.nextDouble() * sum;
            Scene last = Scene.NOT_FOUND;
            for (Map.Entry<Scene, Double> entry : plan.endings().entrySet()) {
                last = entry.getKey();
                rest -= entry.getValue();
                if (rest < 0) {
                    break;
                }
            }
            return last;
        }

        /** Sites that end with a page for everything have one for everything. */
        private static Scene unknown(Scene ending, SplittableRandom own) {
            if (ending == Scene.SOFT_404 || ending == Scene.SOFT_404_ECHO) {
                return ending;
            }
            return own.nextDouble() < 0.1 ? Scene.SOFT_404 : Scene.NOT_FOUND;
        }

        private Item item(
                Site site,
                String cluster,
                int order,
                Instant origin,
                double takes,
                Scene ending,
                SplittableRandom own) {
            String path = String.format(Locale.ROOT, "/%04x/%012x", own.nextInt(1 << 16), own.nextLong(1L << 48));
            Scene there = PRESENT.get(own.nextInt(PRESENT.size()));
            Instant end = origin.plus(hours(Math.clamp(takes, 0.02, LONGEST_HOURS)));
            List<Turn> turns = new ArrayList<>(List.of(new Turn(ALWAYS, there)));
            if (own.nextDouble() < plan.changes()) {
                turns.add(new Turn(between(origin, min(end, origin.plus(hours(72))), own), Scene.THERE_CHANGED));
            }
            turns.add(new Turn(end, ending));
            Kind kind = kind(ending);
            if (kind == Kind.REMOVED && ending.layer() == Scene.Layer.ITEM && own.nextDouble() < plan.returns()) {
                Instant back = end.plus(hours(own.nextDouble(6, 100)));
                turns.add(new Turn(back, there));
                turns.add(new Turn(back.plus(hours(own.nextDouble(3, 30))), ending));
            }
            Optional<Instant> moved = site.move().map(Site.Move::at).filter(end::isAfter);
            String id = "i" + cluster.substring(1) + "-" + order;
            return moved.isPresent()
                    ? new Item(id, site, path, origin, cluster, Kind.MOVED, moved.get(), turns)
                    : new Item(id, site, path, origin, cluster, kind, end, turns);
        }

        private static Kind kind(Scene ending) {
            return switch (ending.truth().verdict()) {
                case ABSENT -> Kind.REMOVED;
                case RESTRICTED -> Kind.INACCESSIBLE;
                case MOVED -> Kind.MOVED;
                case AVAILABLE, UNKNOWN -> Kind.STAYS;
            };
        }

        private static Instant min(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }

        private static Instant between(Instant from, Instant until, SplittableRandom own) {
            return from.plusMillis(
                    own.nextLong(Math.max(1, Duration.between(from, until).toMillis())));
        }

        private static Duration hours(double hours) {
            return Duration.ofMillis((long) (hours * 3_600_000));
        }
    }
}
