// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PdqTests {
    /** Sizes around which something changes: windows of 1, 2, 3; blocks of eight; sides below and above 64. */
    private static final int[] SIDES = {5, 6, 7, 8, 9, 15, 63, 64, 65, 100, 127, 128, 129, 130, 255, 256, 257, 384, 385
    };

    @Test
    void samples_are_those_of_the_textbook_bit_by_bit() {
        SplittableRandom random = new SplittableRandom(101);
        for (int width : SIDES) {
            for (int height : SIDES) {
                float[][] plane = Planes.noise(random, width, height);
                float[][] expected = TextbookPdq.samples(plane);
                assertThat(Arrays.deepEquals(Downscaled.of(Planes.luma(plane)), expected))
                        .as("%d x %d", width, height)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1024, 768", "1600, 5", "5, 1600", "801, 1203", "1281, 64"})
    void samples_of_large_pictures_are_those_of_the_textbook(int width, int height) {
        float[][] plane = Planes.noise(new SplittableRandom(width), width, height);
        assertThat(Arrays.deepEquals(Downscaled.of(Planes.luma(plane)), TextbookPdq.samples(plane)))
                .isTrue();
    }

    @Test
    void hash_and_quality_are_those_of_the_textbook() {
        SplittableRandom random = new SplittableRandom(103);
        for (int i = 0; i < 60; i++) {
            float[][] plane = i % 2 == 0
                    ? Planes.soft(random, 5 + random.nextInt(300), 5 + random.nextInt(300))
                    : Planes.noise(random, 5 + random.nextInt(300), 5 + random.nextInt(300));
            assertThat(Pdq.of(Planes.luma(plane))).isEqualTo(TextbookPdq.of(plane));
        }
    }

    /** The textbook itself, against the mean of each window in double precision. */
    @Test
    void a_box_is_the_mean_of_the_window_around_a_place() {
        float[] line = Planes.noise(new SplittableRandom(105), 300, 1)[0];
        for (int window = 1; window <= 12; window++) {
            float[] averages = TextbookPdq.box(line, window);
            for (int place = 0; place < line.length; place++) {
                int from = Math.max(0, place - (window - 1) / 2);
                int to = Math.min(line.length, place + window / 2 + 1);
                double mean = 0;
                for (int i = from; i < to; i++) {
                    mean += line[i] / (to - from);
                }
                assertThat((double) averages[place]).isCloseTo(mean, within(1e-3));
            }
        }
    }

    /** The sign of each frequency is chosen, half of them positive: then the median parts the signs, whatever the size. */
    @ParameterizedTest
    @CsvSource({"64, 64", "512, 512", "640, 480", "300, 700", "1000, 1000"})
    void a_picture_made_of_waves_has_the_hash_that_its_signs_spell(int width, int height) {
        SplittableRandom random = new SplittableRandom(107);
        for (int round = 0; round < 2; round++) {
            int[] signs = signs(random);
            PdqHash spelled = spelled(signs);
            Pdq pdq = Pdq.of(Planes.luma(Planes.designed(signs, width, height)));
            assertThat(pdq.hash().hex()).isEqualTo(spelled.hex());
        }
    }

    @Test
    void the_last_digit_is_the_slowest_wave_down_with_the_four_slowest_across() {
        // The wave with one swing down and two across is bit 1, so digit 64 has the value 2.
        int[] signs = new int[256];
        Arrays.fill(signs, -1);
        signs[1] = 1;
        assertThat(spelled(signs).hex()).isEqualTo("0".repeat(63) + "2");
    }

    @Test
    void black_has_no_bits_and_no_quality() {
        assertThat(Pdq.of(Luma.ofGray(new byte[100 * 80], 100, 80))).isEqualTo(new Pdq(zero(), 0));
    }

    @Test
    void quality_counts_whole_hundredths_between_neighbours() {
        // From left to right 3 of 255 at each of 63 steps in 64 rows: 1.18 hundredths each, counted as 1. 64 * 63 / 90
        // = 44.8.
        assertThat(Pdq.of(Luma.ofGray(ramp(3), 64, 64)).quality()).isEqualTo(44);
        // 2 of 255 is 0.78 hundredths, counted as nothing.
        assertThat(Pdq.of(Luma.ofGray(ramp(2), 64, 64)).quality()).isZero();
        // A board of black and white: 2 * 64 * 63 steps of 100, more than the 9,000 that make 100.
        byte[] board = new byte[64 * 64];
        for (int i = 0; i < board.length; i++) {
            board[i] = (byte) ((i / 64 + i) % 2 == 0 ? 0 : 255);
        }
        assertThat(Pdq.of(Luma.ofGray(board, 64, 64)).quality()).isEqualTo(100);
    }

    @Test
    void sides_below_five_have_no_hash() {
        SplittableRandom random = new SplittableRandom(109);
        for (int side = 1; side < 5; side++) {
            assertThat(Pdq.of(Planes.luma(Planes.noise(random, side, 100)))).isEqualTo(new Pdq(zero(), 0));
            assertThat(Pdq.of(Planes.luma(Planes.noise(random, 100, side)))).isEqualTo(new Pdq(zero(), 0));
            assertThat(Pdq.variantsOf(Planes.luma(Planes.noise(random, 100, side)))
                            .after(Turn.HALF))
                    .isEqualTo(zero());
        }
    }

    @ParameterizedTest
    @EnumSource(Turn.class)
    void a_variant_of_64_by_64_is_the_hash_of_the_turned_picture_but_for_the_order_of_sums(Turn turn) {
        SplittableRandom random = new SplittableRandom(111);
        for (int i = 0; i < 10; i++) {
            float[][] plane = Planes.soft(random, 64, 64);
            PdqHash variant = Pdq.variantsOf(Planes.luma(plane)).after(turn);
            assertThat(variant.distance(
                            Pdq.of(Planes.luma(Planes.after(turn, plane))).hash()))
                    .isLessThanOrEqualTo(2);
        }
    }

    /** At 64 x 64 nothing is averaged, so that the turned picture of the same waves has exactly the turned signs. */
    @ParameterizedTest
    @EnumSource(Turn.class)
    void a_variant_of_a_picture_of_waves_has_the_signs_of_the_turned_waves(Turn turn) {
        int[] signs = signs(new SplittableRandom(113));
        float[][] turned = Planes.after(turn, Planes.designed(signs, 64, 64));
        assertThat(Pdq.variantsOf(Planes.luma(Planes.designed(signs, 320, 240)))
                        .after(turn)
                        .hex())
                .isEqualTo(Pdq.of(Planes.luma(turned)).hash().hex());
    }

    /** Meta's radius for a match is 31: so a turned copy is found by the variants. */
    @ParameterizedTest
    @EnumSource(Turn.class)
    void a_turned_picture_is_within_the_radius_of_a_match_of_its_variant(Turn turn) {
        SplittableRandom random = new SplittableRandom(115);
        for (int i = 0; i < 6; i++) {
            float[][] plane = Planes.soft(random, 200 + random.nextInt(400), 200 + random.nextInt(400));
            PdqHash variant = Pdq.variantsOf(Planes.luma(plane)).after(turn);
            assertThat(variant.distance(
                            Pdq.of(Planes.luma(Planes.after(turn, plane))).hash()))
                    .isLessThanOrEqualTo(31);
        }
    }

    @Test
    void the_eight_turns_of_a_picture_are_eight_different_pictures() {
        float[][] plane = Planes.designed(signs(new SplittableRandom(117)), 64, 64);
        PdqVariants variants = Pdq.variantsOf(Planes.luma(plane));
        assertThat(Arrays.stream(Turn.values()).map(variants::after)).doesNotHaveDuplicates();
        assertThat(variants.after(Turn.NONE))
                .isEqualTo(Pdq.of(Planes.luma(plane)).hash());
        assertThat(variants.quality()).isEqualTo(Pdq.of(Planes.luma(plane)).quality());
    }

    @Test
    void brightness_of_colours_is_weighed_in_floats_whatever_the_order_of_bytes() {
        SplittableRandom random = new SplittableRandom(119);
        for (int width : new int[] {1, 2, 3, 17}) {
            int pixels = width * 3;
            byte[] rgb = new byte[3 * pixels];
            random.nextBytes(rgb);
            byte[] bgr = new byte[rgb.length];
            byte[] rgbx = new byte[4 * pixels];
            float[][] expected = new float[3][width];
            for (int p = 0; p < pixels; p++) {
                int red = rgb[3 * p] & 0xff;
                int green = rgb[3 * p + 1] & 0xff;
                int blue = rgb[3 * p + 2] & 0xff;
                expected[p / width][p % width] = 0.299f * red + 0.587f * green + 0.114f * blue;
                for (int band = 0; band < 3; band++) {
                    bgr[3 * p + 2 - band] = rgb[3 * p + band];
                    rgbx[4 * p + band] = rgb[3 * p + band];
                }
                rgbx[4 * p + 3] = (byte) random.nextInt();
            }
            for (Luma luma :
                    new Luma[] {Luma.ofRgb(rgb, width, 3), Luma.ofBgr(bgr, width, 3), Luma.ofRgbx(rgbx, width, 3)}) {
                for (int y = 0; y < 3; y++) {
                    float[] row = new float[width];
                    luma.row(y, row);
                    assertThat(row).isEqualTo(expected[y]);
                }
            }
        }
    }

    @Test
    void a_palette_weighs_each_colour_once_and_a_number_beyond_it_is_black() {
        float[] row = new float[3];
        Luma.ofPalette(new byte[] {1, 0, 2}, new int[] {0xff000000, 0x00ff8001}, 3, 1)
                .row(0, row);
        assertThat(row).containsExactly(0.299f * 255 + 0.587f * 128 + 0.114f, 0, 0);
    }

    @Test
    void samples_that_are_missing_are_noticed_before_hashing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Luma.ofGray(new byte[99], 10, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> Luma.ofRgb(new byte[300], 10, 11));
        assertThatIllegalArgumentException().isThrownBy(() -> Luma.ofGray(new byte[0], 0, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> Luma.ofRgbx(new byte[8], 1 << 30, 1 << 30));
    }

    private static byte[] ramp(int step) {
        byte[] samples = new byte[64 * 64];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % 64 * step);
        }
        return samples;
    }

    /**
     * Half of the signs positive, and half of those that a turn changes together: waves down, and waves across, of odd and of even
     * number.
     */
    private static int[] signs(SplittableRandom random) {
        int[] signs = new int[256];
        int[][] members = new int[4][64];
        int[] found = new int[4];
        for (int bit = 0; bit < 256; bit++) {
            int set = bit / 16 % 2 * 2 + bit % 2;
            members[set][found[set]++] = bit;
        }
        for (int[] set : members) {
            for (int i = 63; i >= 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = set[i];
                set[i] = set[other];
                set[other] = kept;
                signs[set[i]] = i < 32 ? 1 : -1;
            }
        }
        return signs;
    }

    private static PdqHash spelled(int[] signs) {
        StringBuilder hex = new StringBuilder();
        for (int digit = 63; digit >= 0; digit--) {
            int value = 0;
            for (int bit = 0; bit < 4; bit++) {
                value += signs[4 * digit + bit] > 0 ? 1 << bit : 0;
            }
            hex.append(Integer.toHexString(value));
        }
        return PdqHash.ofHex(hex.toString());
    }

    private static PdqHash zero() {
        return PdqHash.ofHex("0".repeat(64));
    }
}
