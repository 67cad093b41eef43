// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import nl.schoonnet.observing.verdict.Judgement;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTests {
    private static final Judgement SAME = new Judgement.Decided(Reason.SAME);
    private static final Judgement GONE = new Judgement.Decided(Reason.GONE_404);
    private static final Judgement NONE = new Judgement.Undecided(Judgement.Cause.ANSWERS_TO_ANYTHING);

    private static ConfusionMatrix of(int right, Judgement... others) {
        ConfusionMatrix matrix = new ConfusionMatrix();
        for (int look = 0; look < right; look++) {
            matrix.add(Reason.GONE_404, Optional.of(Reason.GONE_404), GONE);
        }
        for (Judgement other : others) {
            matrix.add(Reason.GONE_404, Optional.of(Reason.GONE_404), other);
        }
        return matrix;
    }

    @Test
    void one_wrong_look_in_a_hundred_is_borne_and_two_are_not() {
        assertThat(of(99, SAME).missed()).isEmpty();
        assertThat(of(98, SAME, SAME).missed()).containsExactly(Reason.GONE_404);
        assertThat(of(98, SAME, SAME).right()).isEqualTo(0.98);
    }

    @Test
    void a_look_that_says_nothing_where_it_could_is_not_right() {
        assertThat(of(98, NONE, NONE).missed()).containsExactly(Reason.GONE_404);
        assertThat(of(98, NONE, NONE).text()).contains("undecided: ANSWERS_TO_ANYTHING 2");
    }

    @Test
    void a_rare_code_that_is_wrong_is_named_however_many_others_are_right() {
        ConfusionMatrix matrix = of(100_000);
        matrix.add(Reason.TLS, Optional.of(Reason.TLS), SAME);
        assertThat(matrix.missed()).containsExactly(Reason.TLS);
    }

    @Test
    void looks_at_what_cannot_be_told_count_neither_as_right_nor_as_wrong() {
        ConfusionMatrix matrix = of(1);
        matrix.add(Reason.GEO, Optional.empty(), new Judgement.Decided(Reason.FORBIDDEN));
        assertThat(matrix.missed()).isEmpty();
        assertThat(matrix.right()).isEqualTo(1);
        assertThat(matrix.truths()).containsExactly(Reason.GONE_404);
        assertThat(matrix.csv()).contains("GEO,RESTRICTED,false,FORBIDDEN,1\n");
    }

    @Test
    void looks_of_two_matrices_add_up() {
        ConfusionMatrix sum = of(98, SAME);
        sum.addAll(of(0, SAME));
        assertThat(sum.looks(Reason.GONE_404)).isEqualTo(100);
        assertThat(sum.right(Reason.GONE_404)).isEqualTo(0.98);
        assertThat(sum.csv())
                .isEqualTo("truth,truth_verdict,visible,said,looks\n"
                        + "GONE_404,ABSENT,true,GONE_404,98\nGONE_404,ABSENT,true,SAME,2\n");
    }
}
