// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.takedown.share.ShareInterval;
import nl.schoonnet.takedown.share.Standing;
import org.junit.jupiter.api.Test;

class SampleShareTests {
    private static final Standing W = Standing.WITHIN;
    private static final Standing B = Standing.BEYOND;

    private final List<Frame.Unit> units = new ArrayList<>();
    private final Map<String, Standing> truth = new HashMap<>();

    private void add(String stratum, String page, int count, Standing standing) {
        for (int i = 0; i < count; i++) {
            String id = "item-" + units.size();
            units.add(new Frame.Unit(id, stratum, page.isEmpty() ? id : page));
            truth.put(id, standing);
        }
    }

    /** A sample made of exactly these items, as if drawn by the design. */
    private static Sample sample(Frame frame, Design design, Collection<Frame.Unit> chosen, double probability) {
        return new Sample(
                design,
                0,
                frame.units().size(),
                frame.pages().size(),
                frame.strata(),
                chosen.stream().map(unit -> new Sample.Drawn(unit, probability)).toList());
    }

    private static void choose(
            List<Frame.Unit> from, int start, int count, List<Frame.Unit> so, List<List<Frame.Unit>> all) {
        if (count == 0) {
            all.add(List.copyOf(so));
            return;
        }
        for (int i = start; i <= from.size() - count; i++) {
            so.add(from.get(i));
            choose(from, i + 1, count - 1, so, all);
            so.removeLast();
        }
    }

    private static List<List<Frame.Unit>> subsets(List<Frame.Unit> from, int count) {
        List<List<Frame.Unit>> all = new ArrayList<>();
        choose(from, 0, count, new ArrayList<>(), all);
        return all;
    }

    /**
     * Three strata of 155, 62 and 93 households, samples of 20, 8 and 12 with shares 16/20, 2/8 and 6/12 (the layout of the
     * television example in Scheaffer, Mendenhall and Ott, Elementary Survey Sampling): worked by Cochran 5.52.
     */
    @Test
    void a_stratified_sample_gives_back_its_weighted_share_and_variance() {
        int[] size = {155, 62, 93};
        int[] drawn = {20, 8, 12};
        int[] within = {16, 2, 6};
        List<Frame.Unit> chosen = new ArrayList<>();
        for (int h = 0; h < 3; h++) {
            int start = units.size();
            add("town-" + h, "", within[h], W);
            add("town-" + h, "", drawn[h] - within[h], B);
            chosen.addAll(units.subList(start, units.size()));
            add("town-" + h, "", size[h] - drawn[h], W);
        }
        Frame frame = Frame.of(units);
        Design design = new Design.Stratified(Map.of("town-0", 20, "town-1", 8, "town-2", 12));
        List<Sample.Drawn> rows = chosen.stream()
                .map(u -> new Sample.Drawn(
                        u,
                        u.stratum().equals("town-0")
                                ? 20 / 155.0
                                : u.stratum().equals("town-1") ? 8 / 62.0 : 12 / 93.0))
                .toList();
        Sample sample = new Sample(design, 0, 310, 310, frame.strata(), rows);
        SampleShare share = SampleShare.of(sample, truth);

        double expected = 0.5 * 0.8 + 0.2 * 0.25 + 0.3 * 0.5;
        double variance = 0.25 * (1 - 20 / 155.0) * 0.8 * 0.2 / 19
                + 0.04 * (1 - 8 / 62.0) * 0.25 * 0.75 / 7
                + 0.09 * (1 - 12 / 93.0) * 0.5 * 0.5 / 11;
        assertThat(share.range().low()).isEqualTo(expected, within(1e-12)).isEqualTo(0.6, within(1e-12));
        assertThat(share.standardErrors().orElseThrow().surely()).isEqualTo(Math.sqrt(variance), within(1e-12));
        assertThat(share.countWithin().low()).isEqualTo(186, within(1e-9));
        assertThat(share.weighted()).as("all had the same chance").isFalse();
        assertThat(share.interval().orElseThrow().contains(0.6)).isTrue();
        assertThat(share.interval().orElseThrow().width()).isEqualTo(4 * Math.sqrt(variance), within(0.02));
    }

    @Test
    void unequal_chances_make_a_weighted_share() {
        add("large", "", 60, W);
        add("large", "", 40, B);
        add("small", "", 10, B);
        Frame frame = Frame.of(units);
        Design design = new Design.Stratified(Map.of("large", 100, "small", 5));
        SampleShare share = SampleShare.of(Sample.draw(frame, design, 3), truth);
        assertThat(share.weighted()).isTrue();
        assertThat(share.range().low()).isEqualTo(60 / 110.0, within(1e-12));
        assertThat(share.countWithin().low()).isEqualTo(60, within(1e-9));
    }

    /** Cochran 2.2 and 2.6: over all samples the estimate averages to the truth and its variance estimate to its variance. */
    @Test
    void over_every_simple_sample_share_and_variance_are_unbiased() {
        add("all", "", 3, W);
        add("all", "", 5, B);
        Frame frame = Frame.of(units);
        unbiased(frame, subsets(frame.units(), 4), new Design.Simple(4), 3 / 8.0);
    }

    @Test
    void over_every_stratified_sample_share_and_variance_are_unbiased() {
        add("a", "", 2, W);
        add("a", "", 3, B);
        add("b", "", 3, W);
        add("b", "", 1, B);
        Frame frame = Frame.of(units);
        List<List<Frame.Unit>> samples = new ArrayList<>();
        for (List<Frame.Unit> a : subsets(units.subList(0, 5), 3)) {
            for (List<Frame.Unit> b : subsets(units.subList(5, 9), 2)) {
                List<Frame.Unit> both = new ArrayList<>(a);
                both.addAll(b);
                samples.add(both);
            }
        }
        unbiased(frame, samples, new Design.Stratified(Map.of("a", 3, "b", 2)), 5 / 9.0);
    }

    private void unbiased(Frame frame, List<List<Frame.Unit>> samples, Design design, double expected) {
        double mean = 0;
        double square = 0;
        double variance = 0;
        for (List<Frame.Unit> chosen : samples) {
            SampleShare share = SampleShare.of(sample(frame, design, chosen, 0.5), truth);
            mean += share.range().low() / samples.size();
            square += Math.pow(share.range().low(), 2) / samples.size();
            variance += Math.pow(share.standardErrors().orElseThrow().surely(), 2) / samples.size();
        }
        assertThat(mean).isEqualTo(expected, within(1e-12));
        assertThat(variance).isEqualTo(square - mean * mean, within(1e-12));
    }

    @Test
    void over_every_sample_of_pages_the_count_is_unbiased() {
        int[] within = {1, 4, 0, 2, 3};
        int[] size = {3, 4, 1, 6, 3};
        for (int p = 0; p < 5; p++) {
            add("all", "page-" + p, within[p], W);
            add("all", "page-" + p, size[p] - within[p], B);
        }
        Frame frame = Frame.of(units);
        double count = 0;
        for (int a = 0; a < 5; a++) {
            for (int b = a + 1; b < 5; b++) {
                Set<String> pages = Set.of("page-" + a, "page-" + b);
                List<Frame.Unit> chosen =
                        units.stream().filter(u -> pages.contains(u.page())).toList();
                SampleShare share = SampleShare.of(sample(frame, new Design.Clustered(2), chosen, 0.4), truth);
                count += share.countWithin().low() / 10;
                double p = (within[a] + within[b]) / (double) (size[a] + size[b]);
                double residuals = Math.pow(within[a] - p * size[a], 2) + Math.pow(within[b] - p * size[b], 2);
                double variance = (1 - 0.4) / (2 * Math.pow((size[a] + size[b]) / 2.0, 2)) * residuals;
                assertThat(share.range().low()).isEqualTo(p, within(1e-12));
                assertThat(share.standardErrors().orElseThrow().surely()).isEqualTo(Math.sqrt(variance), within(1e-12));
                assertThat(share.weighted()).isFalse();
            }
        }
        assertThat(count).isEqualTo(10, within(1e-9));
    }

    @Test
    void a_simple_sample_of_a_huge_frame_has_wilsons_interval_and_a_full_count_none_to_spare() {
        add("all", "", 30, W);
        add("all", "", 20, B);
        List<Frame.Unit> chosen = List.copyOf(units);
        Frame own = Frame.of(units);
        SampleShare full = SampleShare.of(sample(own, new Design.Simple(50), chosen, 1), truth);
        assertThat(full.interval()).contains(new Interval(0.6, 0.6));
        Sample huge = new Sample(
                new Design.Simple(50),
                0,
                1_000_000_000,
                1_000_000_000,
                own.strata(),
                sample(own, new Design.Simple(50), chosen, 5e-8).drawn());
        Interval interval = SampleShare.of(huge, truth).interval().orElseThrow();
        Interval wilson = ShareInterval.unclustered(30, 0, 50).interval().orElseThrow();
        assertThat(interval.low()).isEqualTo(wilson.low(), within(1e-6));
        assertThat(interval.high()).isEqualTo(wilson.high(), within(1e-6));
    }

    @Test
    void what_could_not_be_looked_at_gives_both_ends() {
        add("all", "", 4, W);
        add("all", "", 4, B);
        add("all", "", 2, Standing.UNDECIDED);
        add("all", "", 10, W);
        Frame frame = Frame.of(units);
        SampleShare share = SampleShare.of(sample(frame, new Design.Simple(10), units.subList(0, 10), 0.5), truth);
        assertThat(share.range()).isEqualTo(new Interval(0.4, 0.6));
        assertThat(share.countWithin().low()).isEqualTo(8, within(1e-12));
        assertThat(share.countWithin().high()).isEqualTo(12, within(1e-12));
        assertThat(share.interval().orElseThrow().contains(share.range())).isTrue();
    }

    @Test
    void one_page_or_one_item_of_a_stratum_has_no_standard_error() {
        add("a", "page", 3, W);
        add("b", "other", 3, B);
        Frame frame = Frame.of(units);
        Sample page = sample(frame, new Design.Clustered(1), units.subList(0, 3), 0.5);
        assertThat(SampleShare.of(page, truth).interval()).isEmpty();
        Sample single = sample(
                frame, new Design.Stratified(Map.of("a", 1, "b", 1)), List.of(units.get(0), units.get(3)), 1 / 3.0);
        assertThat(SampleShare.of(single, truth).standardErrors()).isEmpty();
        assertThat(SampleShare.of(single, truth).range()).isEqualTo(new Interval(0.5, 0.5));
        assertThatThrownBy(() -> SampleShare.of(page, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** 400 draws of each design from one made frame with a known share. */
    @Test
    void intervals_cover_the_share_of_the_frame() {
        SplittableRandom random = new SplittableRandom(77);
        for (int page = 0; page < 300; page++) {
            double own = random.nextDouble();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                add("provider-" + page % 4, "page-" + page, 1, random.nextDouble() < own ? W : B);
            }
        }
        Frame frame = Frame.of(units);
        double share = truth.values().stream().filter(s -> s == W).count() / (double) units.size();
        Set<Design> designs = new HashSet<>(List.of(
                new Design.Simple(150), Design.Stratified.proportional(frame, 150, 2), new Design.Clustered(60)));
        for (Design design : designs) {
            int covered = 0;
            for (int seed = 0; seed < 400; seed++) {
                SampleShare estimate = SampleShare.of(Sample.draw(frame, design, seed), truth);
                covered += estimate.interval().orElseThrow().contains(share) ? 1 : 0;
            }
            assertThat(covered / 400.0).as(design.toString()).isBetween(0.92, 0.985);
        }
    }
}
