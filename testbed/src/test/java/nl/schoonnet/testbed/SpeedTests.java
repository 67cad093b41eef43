// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedTests {
    private static final int DRAWS = 40_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.10, 0.25, 0.90, 0.97})
    void draws_have_the_generating_share(double within24Hours) {
        Speed speed = new Speed(within24Hours);
        SplittableRandom random = new SplittableRandom(42);
        double[] hours =
                IntStream.range(0, DRAWS).mapToDouble(i -> speed.draw(random)).toArray();
        for (double at : new double[] {1, 6, 24, 48, 168}) {
            double share = IntStream.range(0, DRAWS).filter(i -> hours[i] <= at).count() / (double) DRAWS;
            // Five standard deviations of a share.
            assertThat(share).isCloseTo(speed.shareWithin(at), within(5 * Math.sqrt(0.25 / DRAWS)));
        }
        assertThat(speed.shareWithin(24)).isCloseTo(within24Hours, within(1e-12));
    }

    @Test
    void a_provider_that_removes_nothing_never_ends() {
        assertThat(new Speed(0).draw(new SplittableRandom(1))).isInfinite();
        assertThat(new Speed(0).shareWithin(1e6)).isZero();
    }

    @Test
    void a_share_out_of_reach_is_refused() {
        assertThatThrownBy(() -> new Speed(0.99)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Weibull(0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Weibull(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void streams_of_different_purposes_and_keys_differ_and_repeat() {
        Streams streams = new Streams(5);
        long first = streams.of("a", 1).nextLong();
        assertThat(streams.of("a", 1).nextLong()).isEqualTo(first);
        assertThat(streams.of("a", 2).nextLong()).isNotEqualTo(first);
        assertThat(streams.of("b", 1).nextLong()).isNotEqualTo(first);
        assertThat(new Streams(6).of("a", 1).nextLong()).isNotEqualTo(first);
    }
}
