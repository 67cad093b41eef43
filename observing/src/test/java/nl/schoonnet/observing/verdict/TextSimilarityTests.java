// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextSimilarityTests {
    /** Letters, numbers and marks of several scripts, two of them beyond 16 bits, and what stands between words. */
    private static final List<String> LETTERS = List.of(
            "a", "Z", "é", "É", "ё", "Ё", "字", "ß", "İ", "ʰ", "ª", "\uD801\uDC00", "4", "٤", "Ⅷ", "²", "\uD835\uDFD8");

    private static final List<String> BETWEEN =
            List.of(" ", "\n", "-", "_", "'", "&", "…", "\u0301", "\u00A0", "\uD83D\uDE00", "<", ">", "<b>", "</p >");

    private static final List<String> HIDDEN =
            List.of("<script>", "</script>", "<STYLE a='é'>", "</style>", "<scripted>");

    private final TextSimilarity similarity = new TextSimilarity();

    @Test
    void letters_beyond_ascii_make_words_and_each_number_is_the_same() {
        assertThat(TextSimilarity.words("<p>Één café, ёлка№7 字字 1٤²Ⅷ x9\uD801\uDC00</p>"))
                .containsExactly("één", "café", "ёлка", "0", "字字", "0000", "x0\uD801\uDC28");
    }

    @Test
    void words_are_those_that_patterns_find() {
        Random random = new Random(20261122);
        for (int page = 0; page < 3_000; page++) {
            String text = text(random);
            assertThat(TextSimilarity.words(text)).as(text).isEqualTo(wordsByPattern(text));
        }
    }

    /** What words are, said in patterns. */
    private static List<String> wordsByPattern(String page) {
        String shown = page.replaceAll("(?is)<(script|style)\\b.*?</\\1\\s*>", " ")
                .replaceAll("<[^>]*>", " ")
                .toLowerCase(Locale.ROOT);
        return Pattern.compile("[^\\p{L}\\p{N}]+")
                .splitAsStream(shown)
                .filter(word -> !word.isEmpty() && word.length() <= 20)
                .map(word -> word.replaceAll("\\p{N}", "0"))
                .toList();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int part = random.nextInt(60); part > 0; part--) {
            int kind = random.nextInt(40);
            List<String> from = kind == 0 ? HIDDEN : kind < 8 ? BETWEEN : LETTERS;
            text.append(from.get(random.nextInt(from.size())));
        }
        return text.toString();
    }

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
