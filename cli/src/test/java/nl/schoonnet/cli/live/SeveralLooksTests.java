// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.testbed.alive.Stories;
import org.junit.jupiter.api.Test;

class SeveralLooksTests {
    @Test
    void what_several_looks_show_is_concluded_and_nothing_else_is() {
        DerivedMatrix matrix = SeveralLooks.matrix(4, 7);
        assertThat(matrix.missed()).as(matrix.text()).isEmpty();
        for (Stories.Story story : Stories.Story.values()) {
            assertThat(matrix.right()).containsKey(story.says());
        }
        assertThat(matrix.csv())
                .contains("silent for ever,HOST_DOWN,HOST_DOWN,4\n")
                .contains("silent for 60 hours,nothing,nothing,4\n")
                .contains("with another party,OTHER_NETWORK,OTHER_NETWORK,4\n")
                .contains("at another address of its party,nothing,nothing,4\n")
                .contains("vantage point without name servers,VANTAGE_DOWN,VANTAGE_DOWN,4\n")
                .contains("one control site of three away,nothing,nothing,4\n");
    }

    @Test
    void a_conclusion_where_nothing_follows_is_as_wrong_as_none_where_something_does() {
        DerivedMatrix matrix = new DerivedMatrix();
        Optional<Reason> down = Optional.of(Reason.HOST_DOWN);
        for (int item = 0; item < 99; item++) {
            matrix.add("silent", down, down);
            matrix.add("there", Optional.empty(), Optional.empty());
        }
        matrix.add("silent", down, Optional.empty());
        matrix.add("there", Optional.empty(), down);
        assertThat(matrix.missed()).isEmpty();
        assertThat(matrix.right()).containsEntry("silent", 0.99).containsEntry("there", 0.99);
        matrix.add("there", Optional.empty(), down);
        assertThat(matrix.missed()).containsExactly("there");
        assertThat(matrix.text()).contains("HOST_DOWN 2");
        matrix.add("silent", down, Optional.of(Reason.OTHER_NETWORK));
        assertThat(matrix.missed()).containsExactly("silent", "there");
    }
}
