// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.takedown.volume.Stock.Item;
import org.junit.jupiter.api.Test;

class StockTests {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static Instant hour(double hours) {
        return START.plusSeconds(Math.round(hours * 3600));
    }

    private static List<Instant> hours(double... hours) {
        return IntStream.range(0, hours.length).mapToObj(i -> hour(hours[i])).toList();
    }

    @Test
    void an_item_is_surely_open_through_its_last_sighting_and_possibly_until_it_was_gone() {
        Stock stock = Stock.of(List.of(new Item(hour(0), hour(30), hour(54), 0)));
        assertThat(stock.series(hours(-1, 0, 30, 30.5, 53.5, 54), Duration.ZERO).open())
                .containsExactly(
                        new Interval(0, 0),
                        new Interval(1, 1),
                        new Interval(1, 1),
                        new Interval(0, 1),
                        new Interval(0, 1),
                        new Interval(0, 0));
        assertThat(stock.series(hours(23.5, 24, 31, 54), DAY).open())
                .containsExactly(new Interval(0, 0), new Interval(1, 1), new Interval(0, 1), new Interval(0, 0));
        assertThat(stock.itemHours(hour(0), hour(100), DAY)).isEqualTo(new Interval(6, 30));
        assertThat(stock.itemHours(hour(25), hour(40), DAY)).isEqualTo(new Interval(5, 15));
    }

    @Test
    void an_item_that_never_was_absent_may_be_open_still() {
        Stock stock = Stock.of(List.of(new Item(hour(0), hour(10), null, 3, 0.5)));
        assertThat(stock.series(hours(5, 1000), Duration.ZERO).open())
                .containsExactly(new Interval(0.5, 0.5), new Interval(0, 0.5));
        assertThat(stock.itemHours(hour(0), hour(100), DAY)).isEqualTo(new Interval(0, 38));
    }

    @Test
    void an_item_gone_within_the_norm_adds_no_hours_beyond_it() {
        Stock stock = Stock.of(List.of(new Item(hour(0), hour(0), hour(24), 0)));
        assertThat(stock.itemHours(hour(0), hour(100), DAY)).isEqualTo(new Interval(0, 0));
        assertThat(stock.series(hours(24), DAY).open()).containsExactly(new Interval(0, 0));
    }

    @Test
    void a_sweep_finds_what_counting_item_by_item_finds() {
        SplittableRandom random = new SplittableRandom(12);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double origin = random.nextInt(0, 400);
            double left = origin + random.nextInt(0, 100);
            Instant right = random.nextInt(5) == 0 ? null : hour(left + random.nextInt(1, 60));
            items.add(new Item(hour(origin), hour(left), right, random.nextInt(6)));
        }
        Stock stock = Stock.of(items);
        List<Instant> grid =
                IntStream.range(0, 120).mapToObj(i -> hour(5.0 * i)).toList();
        for (Duration beyond : List.of(Duration.ZERO, DAY, Duration.ofDays(2), Duration.ofDays(7))) {
            for (int group = -1; group < 6; group++) {
                int own = group;
                List<Item> counted =
                        items.stream().filter(i -> own < 0 || i.group() == own).toList();
                Stock.Series series = group < 0 ? stock.series(grid, beyond) : stock.series(group, grid, beyond);
                for (int g = 0; g < grid.size(); g++) {
                    Instant at = grid.get(g);
                    long surely = counted.stream()
                            .filter(i -> !i.origin().plus(beyond).isAfter(at)
                                    && !i.left().isBefore(at))
                            .count();
                    long possibly = counted.stream()
                            .filter(i -> !i.origin().plus(beyond).isAfter(at) && !gone(i, at))
                            .count();
                    assertThat(series.open().get(g)).isEqualTo(new Interval(surely, possibly));
                }
            }
        }
        assertThat(stock.groups()).containsExactly(0, 1, 2, 3, 4, 5);
        double sum = IntStream.range(0, 6)
                .mapToDouble(g -> stock.itemHours(g, hour(0), hour(500), DAY).high())
                .sum();
        assertThat(stock.itemHours(hour(0), hour(500), DAY).high()).isEqualTo(sum, within(1e-6));
    }

    private static boolean gone(Item item, Instant at) {
        Instant right = item.right();
        return right != null && !at.isBefore(right);
    }

    /** Item-hours are the area under the stock: a grid of minutes adds up to them. */
    @Test
    void item_hours_are_the_area_under_the_series() {
        Stock stock = Stock.of(List.of(
                new Item(hour(0), hour(30), hour(50), 0),
                new Item(hour(3), hour(40), null, 0),
                new Item(hour(10), hour(12), hour(13), 0)));
        List<Instant> minutes =
                IntStream.range(0, 60 * 60).mapToObj(m -> hour((m + 0.5) / 60)).toList();
        List<Interval> open = stock.series(minutes, DAY).open();
        Interval hours = stock.itemHours(hour(0), hour(60), DAY);
        assertThat(open.stream().mapToDouble(Interval::low).sum() / 60).isEqualTo(hours.low(), within(1e-9));
        assertThat(open.stream().mapToDouble(Interval::high).sum() / 60).isEqualTo(hours.high(), within(1e-9));
    }

    @Test
    void the_order_of_items_carries_no_meaning_and_weights_equal_repetition() {
        SplittableRandom random = new SplittableRandom(13);
        List<Item> items = new ArrayList<>();
        List<Item> doubled = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            double origin = random.nextInt(0, 50);
            double left = origin + random.nextDouble() * 30;
            Item item = new Item(hour(origin), hour(left), hour(left + 5), i % 3, random.nextDouble());
            items.add(item);
            items.add(item);
            doubled.add(new Item(item.origin(), item.left(), item.right(), item.group(), 2 * item.weight()));
        }
        Interval hours = Stock.of(items).itemHours(hour(0), hour(90), DAY);
        assertThat(Stock.of(items.reversed()).itemHours(hour(0), hour(90), DAY)).isEqualTo(hours);
        assertThat(Stock.of(doubled).itemHours(hour(0), hour(90), DAY).high()).isEqualTo(hours.high(), within(1e-9));
    }

    @Test
    void no_items_no_stock_and_nonsense_is_refused() {
        assertThat(Stock.of(List.of()).series(hours(1), DAY).open()).containsExactly(new Interval(0, 0));
        assertThat(Stock.of(List.of()).itemHours(hour(0), hour(1), DAY)).isEqualTo(new Interval(0, 0));
        assertThatThrownBy(() -> new Item(hour(5), hour(4), null, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Item(hour(5), hour(6), hour(6), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Stock.of(List.of()).series(hours(2, 1), DAY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Stock.of(List.of()).itemHours(hour(2), hour(1), DAY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
