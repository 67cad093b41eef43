// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.reporting.source.DeliveryStatus;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.reporting.source.SightingCollector;
import nl.schoonnet.reporting.source.Sightings;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.ClockOrigin;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was concluded before a report makes the same population as all looks do. */
class ConclusionTests {
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
    private static final int ITEMS = 400;
    private static final String PROVIDERS = """
            providers:
              - id: acht
                name: "Acht"
                seat: "NL"
                parts:
                  - {prefix: "192.0.2.0/25", from: 2020-01-01, evidence: "registry"}
              - id: zes
                name: "Zes"
                seat: "NL"
                parts:
                  - {prefix: "192.0.2.128/25", from: 2020-01-01, evidence: "registry"}
            """;

    @TempDir
    Path folder;

    /** A register in memory; with conclusions or without. */
    private record Register(List<FollowedItem> items, Sightings all, boolean concludes, AtomicInteger read)
            implements LookStore {
        @Override
        public Optional<Instant> last() {
            return Optional.of(START.plus(Duration.ofDays(60)));
        }

        @Override
        public List<String> vantages() {
            return all.vantages();
        }

        @Override
        public boolean pagesUnread() {
            return false;
        }

        @Override
        public Optional<Conclusion> concluded(int place) {
            return concludes ? Conclusion.of(items.get(place).notices(), all, place, vantages()) : Optional.empty();
        }

        @Override
        public Sightings looks(BitSet wanted) {
            SightingCollector some = new SightingCollector(items.size());
            for (int place = wanted.nextSetBit(0); place >= 0; place = wanted.nextSetBit(place + 1)) {
                read.incrementAndGet();
                for (int k = all.first(place); k < all.first(place + 1); k++) {
                    InetAddress address = all.address(k);
                    some.add(
                            place,
                            all.epochNanos(k),
                            all.reason(k),
                            some.vantage(all.vantage(k)),
                            some.address(address == null ? "" : address.getHostAddress()));
                }
            }
            return some.sightings();
        }
    }

    private static Instant within(SplittableRandom random, int hours) {
        return START.plusSeconds(random.nextInt(hours * 3_600));
    }

    private static String address(SplittableRandom random) {
        return "192.0.2." + (1 + random.nextInt(8) * 30);
    }

    private static Notice notice(SplittableRandom random, String id, String url) {
        Map<ClockOrigin, Instant> clocks = new EnumMap<>(ClockOrigin.class);
        Instant sent = within(random, 40 * 24);
        clocks.put(ClockOrigin.REPORTED, sent.minusSeconds(60));
        if (random.nextInt(10) > 0) {
            clocks.put(ClockOrigin.SENT, sent);
        }
        if (random.nextInt(3) > 0) {
            clocks.put(ClockOrigin.DELIVERED, sent.plusSeconds(30));
        }
        DeliveryStatus status = random.nextInt(4) > 0
                ? DeliveryStatus.DELIVERED
                : List.of(DeliveryStatus.values()).get(random.nextInt(DeliveryStatus.values().length));
        return new Notice(
                id,
                id,
                url,
                clocks,
                Channel.HOTLINE,
                status,
                "",
                "",
                "",
                "c" + random.nextInt(30),
                List.of(InetAddress.ofLiteral(address(random))),
                null,
                random.nextInt(3) == 0 ? "h" + random.nextInt(50) : "",
                random.nextInt(12) == 0 ? within(random, 40 * 24) : null,
                "",
                "",
                1,
                Map.of(),
                Set.of(),
                "register",
                1);
    }

    private static List<FollowedItem> items(SplittableRandom random) {
        List<FollowedItem> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            String url = "https://site" + random.nextInt(40) + ".example/" + i;
            List<Notice> notices = new ArrayList<>();
            int count = 1 + (random.nextInt(4) == 0 ? random.nextInt(3) : 0);
            for (int n = 0; n < count; n++) {
                notices.add(notice(random, "n" + i + "-" + n, url));
            }
            items.add(new FollowedItem(WebUrl.parse(url).orElseThrow().host(), notices, null));
        }
        return items;
    }

    private static Sightings looks(SplittableRandom random, int vantages) {
        SightingCollector looks = new SightingCollector(ITEMS);
        List<Reason> reasons = List.of(Reason.values());
        for (int item = 0; item < ITEMS; item++) {
            Instant at = within(random, 20 * 24);
            int count = random.nextInt(60);
            boolean there = true;
            String usual = address(random);
            for (int k = 0; k < count; k++) {
                there ^= random.nextInt(8) == 0;
                Reason reason = random.nextInt(5) > 0
                        ? there ? Reason.SAME : Reason.GONE_404
                        : reasons.get(random.nextInt(reasons.size()));
                at = at.plusSeconds(60L * (1 + random.nextInt(random.nextInt(6) == 0 ? 9_000 : 300)));
                looks.add(
                        item,
                        at.getEpochSecond() * 1_000_000_000L,
                        reason,
                        looks.vantage("v" + random.nextInt(vantages)),
                        looks.address(random.nextInt(10) == 0 ? address(random) : random.nextBoolean() ? usual : ""));
            }
        }
        return looks.sightings();
    }

    private Population population(
            Register register,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant cutoff,
            @Nullable Path providers) {
        return PopulationReader.read(
                new Selection(
                        new Facts.InRegister(register.items, register),
                        List.of(),
                        List.of(),
                        providers,
                        from,
                        to,
                        cutoff,
                        RankedRole.WEB_HOST,
                        new ClusterBy.First(),
                        1),
                new ReadingLog());
    }

    private static List<Object> said(Population p) {
        return List.of(
                p.items(),
                p.stays(),
                p.funnel().steps(),
                p.returned(),
                p.looks(),
                p.untimedByParty(),
                p.flags(),
                p.cautions(),
                p.cutoff());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void a_population_from_conclusions_is_the_one_from_all_looks(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<FollowedItem> items = items(random);
        Sightings looks = looks(random, 1 + (int) (seed % 3));
        Instant cutoff = seed % 4 == 0 ? null : within(random, 50 * 24).plus(Duration.ofDays(10));
        Instant from = seed % 3 == 0 ? null : START.plus(Duration.ofDays(random.nextInt(10)));
        Instant to = seed % 5 == 0 ? null : START.plus(Duration.ofDays(20 + random.nextInt(20)));
        Path providers = seed % 2 == 0 ? null : Files.writeString(folder.resolve("providers.yaml"), PROVIDERS);
        AtomicInteger read = new AtomicInteger();
        Population concluded = population(new Register(items, looks, true, read), from, to, cutoff, providers);
        int readWithConclusions = read.getAndSet(0);
        Population whole = population(new Register(items, looks, false, read), from, to, cutoff, providers);
        assertThat(said(concluded)).isEqualTo(said(whole));
        assertThat(whole.items()).hasSizeGreaterThan(5);
        // Without this the two could be one and the same way.
        assertThat(readWithConclusions).isLessThan(read.get());
    }
}
