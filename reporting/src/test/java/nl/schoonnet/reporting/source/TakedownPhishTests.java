// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.schoonnet.takedown.episode.ClockOrigin;
import nl.schoonnet.takedown.episode.Snapshot;
import org.junit.jupiter.api.Test;

/** Half a year of a public phishing feed, where that folder is there; the counts are those of its own description. */
class TakedownPhishTests {
    private static final Path FOLDER =
            Path.of(System.getProperty("schoonnet.root", ".."), "../shared/data/takedown-phish");

    @Test
    void the_counts_of_the_folder_come_back() {
        assumeThat(FOLDER).exists();
        ReadingLog log = new ReadingLog();
        List<Notice> notices = Notices.read(List.of(FOLDER.resolve("notices.csv.gz")), Set.of(), log)
                .notices();
        assertThat(notices).hasSize(68_215);
        Map<String, Integer> items = new HashMap<>();
        notices.forEach(notice -> items.put(notice.url(), items.size()));

        Snapshots snapshots = Snapshots.read(FOLDER, items.size(), (item, url) -> items.getOrDefault(url, -1), 2, log);
        assertThat(log.rejections()).isEmpty();
        assertThat(log.notes()).isEmpty();
        assertThat(snapshots.snapshots()).hasSize(146);
        BitSet usable = new BitSet();
        for (int i = 0; i < 146; i++) {
            Snapshot snapshot = snapshots.snapshots().get(i);
            assertThat(snapshot.indexed()).hasValue(snapshot.items());
            usable.set(i, snapshot.items() > 0);
        }
        assertThat(usable.cardinality()).isEqualTo(145);

        Instant first = snapshots.snapshots().getFirst().takenAt();
        int listed = 0;
        int returned = 0;
        int stillThere = 0;
        for (Notice notice : notices) {
            Instant sent = notice.clock(ClockOrigin.SENT);
            Integer item = items.get(notice.url());
            assertThat(sent).isNotNull();
            assertThat(item).isNotNull();
            Snapshots.Presence presence =
                    sent != null && item != null && sent.isAfter(first) ? snapshots.presence(item, usable) : null;
            if (presence != null) {
                listed++;
                returned += presence.returned() ? 1 : 0;
                stillThere += presence.last() == usable.length() - 1 ? 1 : 0;
            }
        }
        assertThat(listed).isEqualTo(41_221);
        assertThat(returned).isEqualTo(1_047);
        assertThat(stillThere).isEqualTo(5_231);
    }
}
