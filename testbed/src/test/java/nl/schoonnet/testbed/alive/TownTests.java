// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class TownTests {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static TownPlan plan(long seed, int items, double moves) {
        return new TownPlan(
                11,
                seed,
                START,
                Duration.ofDays(1),
                20,
                items + 50,
                items,
                Map.of(Scene.NOT_FOUND, 3.0, Scene.NAME_GONE, 1.0),
                0.1,
                0.1,
                moves,
                0.2,
                0.01,
                Optional.empty());
    }

    @Test
    void the_same_plan_gives_the_same_town_and_another_seed_another_one() {
        assertThat(plan(1, 200, 0.1).build().items())
                .isEqualTo(plan(1, 200, 0.1).build().items());
        assertThat(plan(1, 200, 0.1).build().items())
                .isNotEqualTo(plan(2, 200, 0.1).build().items());
    }

    @Test
    void what_chance_draws_from_is_what_the_towns_have_on_average() {
        for (double moves : new double[] {0, 0.5}) {
            long within = 0;
            long all = 0;
            for (int seed = 0; seed < 40; seed++) {
                for (Item item : plan(seed, 1_000, moves).build().items()) {
                    all++;
                    within += item.end().isAfter(item.origin().plus(Duration.ofHours(24))) ? 0 : 1;
                }
            }
            // Standard error with pairs that end together: at most sqrt(0.25 * 2 / 40,000) = 0.0035.
            assertThat((double) within / all).isCloseTo(plan(0, 1, moves).shareWithin(24), within(0.0125));
        }
    }

    @Test
    void what_lies_before_the_item_hides_it_and_only_from_whom_it_is_meant() {
        Town gallery = Gallery.town(1, 2, false, "zuid", START, START.plus(Duration.ofHours(1)));
        List<Scene> noord = gallery.items().stream()
                .map(item -> gallery.scene(item, START, "noord"))
                .toList();
        List<Scene> zuid = gallery.items().stream()
                .map(item -> gallery.scene(item, START, "zuid"))
                .toList();
        assertThat(noord).doesNotContain(Scene.WALL, Scene.CHALLENGE, Scene.WITHHELD);
        assertThat(zuid).contains(Scene.WALL, Scene.CHALLENGE, Scene.WITHHELD);
    }

    @Test
    void names_are_told_over_udp_and_tcp_as_they_are_at_the_instant() throws Exception {
        Town town = plan(1, 200, 0).build();
        Item gone = town.items().stream()
                .filter(item ->
                        item.own(Instant.MAX) == Scene.NAME_GONE && !item.site().fronted())
                .findFirst()
                .orElseThrow();
        SteppingClock clock = new SteppingClock(START.minusSeconds(3_600));
        try (NameServer server = new NameServer(new Names(town, clock, "noord"))) {
            for (boolean tcp : new boolean[] {false, true}) {
                Message answer = ask(server, gone.site().name(), tcp);
                assertThat(answer.getSection(Section.ANSWER))
                        .singleElement()
                        .isInstanceOfSatisfying(
                                ARecord.class,
                                record -> assertThat(record.getAddress().getHostAddress())
                                        .isEqualTo(gone.hoster().address()));
                assertThat(ask(server, "unknown.example", tcp).getRcode()).isEqualTo(Rcode.NXDOMAIN);
            }
            clock.moveTo(gone.end());
            assertThat(ask(server, gone.site().name(), false).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        }
    }

    @Test
    void a_site_that_goes_to_another_address_of_its_hoster_stays_in_its_network() {
        Town town = Stories.town(2, START);
        Instant later = START.plus(Duration.ofDays(1));
        for (Item item : town.items()) {
            String before = Names.addressOf(item.site(), START);
            String after = Names.addressOf(item.site(), later);
            String network = item.hoster().prefix().replace("0/24", "");
            assertThat(before).startsWith(network);
            switch (Stories.of(item)) {
                case SILENT, SILENT_90_HOURS, SILENT_60_HOURS, SILENT_TWICE ->
                    assertThat(after).isEqualTo(before);
                case MOVED, LOST_ON_THE_WAY -> assertThat(after).doesNotStartWith(network);
                case RENUMBERED -> assertThat(after).startsWith(network).isNotEqualTo(before);
            }
            assertThat(town.addresses()).contains(before, after);
        }
    }

    private static Message ask(NameServer server, String name, boolean tcp) throws Exception {
        SimpleResolver resolver =
                new SimpleResolver(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port()));
        resolver.setTCP(tcp);
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN)));
    }

    @Test
    void time_does_not_go_back() {
        SteppingClock clock = new SteppingClock(START);
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.moveTo(START.minusSeconds(1)));
    }
}
