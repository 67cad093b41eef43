// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSimilarityTests {
    private final TextSimilarity similarity = new TextSimilarity();

    @Test
    void pages_that_differ_in_numbers_long_words_and_scripts_are_alike() {
        String page =
                "<html><script>var t=%s;</script><p>The page you asked for was not found on %s. Try the front page, or"
                        + " search for it.</p><i>%s</i></html>";
        Sketch one = sketch(page.formatted("1", "2 March 2026", "q".repeat(24)));
        Sketch other = sketch(page.formatted("998877", "3 March 2026", "z".repeat(30)));
        assertThat(similarity.likeness(one, other)).isEqualTo(1);
    }

    @Test
    void the_likeness_estimates_the_share_of_shingles_that_both_have() {
        Random random = new Random(20260303);
        for (int share = 0; share <= 10; share++) {
            double sum = 0;
            for (int page = 0; page < 40; page++) {
                String common = words(random, 100 * share);
                String one = common + words(random, 1000 - 100 * share);
                String other = common + words(random, 1000 - 100 * share);
                sum += similarity.likeness(sketch(one), sketch(other));
            }
            double both = share / 10.0;
            // Of two pages with 1,000 shingles each, s in common, the union has 2,000 - s.
            assertThat(sum / 40).isCloseTo(both / (2 - both), org.assertj.core.api.Assertions.within(0.04));
        }
    }

    @Test
    void an_image_has_no_sketch_of_words() {
        assertThat(similarity.sketch("image/png", new byte[] {1, 2, 3})).isEmpty();
        assertThat(similarity.sketch("text/html", new byte[0])).isEmpty();
    }

    @Test
    void sketches_of_another_kind_are_not_alike() {
        Sketch words = sketch("some words here");
        Sketch other = new Sketch("image", words.values());
        assertThat(similarity.likeness(words, other)).isZero();
        assertThat(similarity.likeness(other, other)).isZero();
    }

    private Sketch sketch(String page) {
        return similarity
                .sketch("text/html", page.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < count; word++) {
            for (int letter = 0; letter < 8; letter++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        return text.toString();
    }
}
