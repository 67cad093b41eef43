// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.takedown.episode.Snapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTests {
    @TempDir
    Path temp;

    private SourceFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new SourceFolder(temp);
    }

    @Test
    void a_snapshot_says_how_many_lines_it_has_and_how_many_its_index_says() {
        folder.lines(
                "snapshots.csv",
                "taken_at,file,items",
                "2026-03-02T06:00:00Z,s/2.txt.gz,5",
                "2026-03-01T06:00:00Z,s/1.txt,2");
        folder.lines("s/1.txt", "https://0.example/", "", "https://unknown.example/");
        folder.gzip("s/2.txt.gz", "https://0.example/\r\nhttps://1.example/\r\n".getBytes(StandardCharsets.UTF_8));
        Snapshots snapshots = read(1);
        assertThat(snapshots.snapshots())
                .containsExactly(
                        new Snapshot(Timestamps.instant("2026-03-01T06:00:00Z"), 2, OptionalLong.of(2), true),
                        new Snapshot(Timestamps.instant("2026-03-02T06:00:00Z"), 2, OptionalLong.of(5), true));
        assertThat(snapshots.file(0)).isEqualTo("s/1.txt");
        assertThat(snapshots.lists(0, 0)).isTrue();
        assertThat(snapshots.lists(0, 1)).isFalse();
        assertThat(snapshots.lists(1, 1)).isTrue();
    }

    @Test
    void a_snapshot_dated_ahead_is_rejected() {
        listings("0", "0 1");
        Snapshots snapshots = Snapshots.read(
                temp, 10, SnapshotsTests::index, 1, java.time.Instant.ofEpochSecond(1_700_000_000L), folder.log);
        assertThat(snapshots.snapshots()).hasSize(1);
        assertThat(folder.log.rejections())
                .singleElement()
                .hasToString("Rejection[file=snapshots.csv, line=3, field=taken_at, code=in_the_future]");
    }

    @Test
    void presence_looks_at_usable_snapshots_only() {
        listings("0", "", "0", "", "0", "");
        Snapshots snapshots = read(2);
        assertThat(snapshots.presence(0, usable(0, 1, 2, 3, 4, 5))).isEqualTo(new Snapshots.Presence(0, 4, 3, 2));
        assertThat(snapshots.presence(0, usable(0, 2, 3, 4, 5))).isEqualTo(new Snapshots.Presence(0, 4, 3, 1));
        assertThat(snapshots.presence(0, usable(0, 2, 4))).isEqualTo(new Snapshots.Presence(0, 4, 3, 0));
        assertThat(snapshots.presence(0, usable(1, 3, 5))).isNull();
        assertThat(snapshots.presence(1, usable(0, 1, 2, 3, 4, 5))).isNull();
    }

    @Test
    void presence_agrees_with_going_through_all_snapshots_for_any_number_of_threads() {
        Random random = new Random(11);
        int count = 40;
        boolean[][] listed = new boolean[count][9];
        String[] lines = new String[count];
        for (int s = 0; s < count; s++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 9; i++) {
                listed[s][i] = random.nextInt(10) < 8;
                text.append(listed[s][i] ? i + " " : "");
            }
            lines[s] = text.toString().strip();
        }
        listings(lines);
        Snapshots one = read(1);
        Snapshots four = read(4);
        for (int round = 0; round < 200; round++) {
            BitSet usable = new BitSet();
            for (int s = 0; s < count; s++) {
                usable.set(s, random.nextInt(10) < 7);
            }
            for (int i = 0; i < 9; i++) {
                Snapshots.Presence expected = slowly(listed, i, usable);
                assertThat(one.presence(i, usable)).isEqualTo(expected);
                assertThat(four.presence(i, usable)).isEqualTo(expected);
            }
        }
    }

    private static Snapshots.Presence slowly(boolean[][] listed, int item, BitSet usable) {
        List<Integer> seen =
                usable.stream().filter(s -> listed[s][item]).boxed().toList();
        int gaps = 0;
        for (int k = 1; k < seen.size(); k++) {
            int from = seen.get(k - 1);
            int to = seen.get(k);
            gaps += usable.stream().anyMatch(s -> s > from && s < to) ? 1 : 0;
        }
        return new Snapshots.Presence(seen.getFirst(), seen.getLast(), seen.size(), gaps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.txt", "/etc/hostname", "s/../../outside.txt", ".", "s/link.txt"})
    void a_file_outside_the_folder_is_not_read(String written) throws IOException {
        Path inner = Files.createDirectories(temp.resolve("inner/s"));
        folder.lines("outside.txt", "https://0.example/");
        Files.createSymbolicLink(inner.resolve("link.txt"), folder.path("outside.txt"));
        folder.lines("inner/snapshots.csv", "taken_at,file,items", "2026-03-01T06:00:00Z," + written + ",1");
        Snapshots snapshots = Snapshots.read(folder.path("inner"), 10, SnapshotsTests::index, 1, folder.log);
        assertThat(snapshots.snapshots()).isEmpty();
        assertThat(folder.rejected()).containsExactly("2:file:outside_folder");
    }

    @Test
    void a_file_that_is_missing_or_cut_off_leaves_a_snapshot_that_is_not_readable() throws IOException {
        folder.lines(
                "snapshots.csv",
                "taken_at,file,items",
                "2026-03-01T06:00:00Z,no.txt,1",
                "2026-03-02T06:00:00Z,cut.gz,900");
        byte[] text = "https://0.example/\n".repeat(900).getBytes(StandardCharsets.UTF_8);
        Path cut = folder.gzip("cut.gz", text);
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 9));
        assertThat(read(2).snapshots()).extracting(Snapshot::readable).containsExactly(false, false);
        assertThat(folder.log.countByCode()).containsOnlyKeys("missing_file", "truncated_file");
    }

    @Test
    void a_line_that_is_no_text_still_counts_as_a_line() {
        folder.lines("snapshots.csv", "taken_at,file,items", "2026-03-01T06:00:00Z,s.txt,2");
        folder.bytes("s.txt", new byte[] {'a', '\n', (byte) 0xE9, '\n'});
        assertThat(read(1).snapshots())
                .containsExactly(new Snapshot(Timestamps.instant("2026-03-01T06:00:00Z"), 2, OptionalLong.of(2), true));
        assertThat(folder.log.rejections())
                .containsExactly(new nl.schoonnet.internet.input.Rejection("s.txt", 2, "", "not_utf_8"));
    }

    @Test
    void faulty_rows_of_the_index_are_rejected() {
        folder.lines("s.txt", "https://0.example/");
        folder.lines(
                "snapshots.csv",
                "taken_at,file,items",
                "2026-03-01T06:00:00,s.txt,1",
                "2026-03-01T06:00:00Z,s.txt,-1",
                "2026-03-01T06:00:00Z,s.txt,",
                "2026-03-01T06:00:00Z,,1",
                "2026-03-01T06:00:00Z,s.txt,1",
                "2026-03-01T07:00:00+01:00,s.txt,1");
        assertThat(read(1).snapshots()).hasSize(1);
        assertThat(folder.rejected())
                .containsExactly(
                        "2:taken_at:time_without_zone",
                        "3:items:not_a_count",
                        "4:items:missing_value",
                        "5:file:missing_value",
                        "7:taken_at:duplicate_time");
    }

    @Test
    void a_folder_without_an_index_is_unusable() {
        assertThatThrownBy(() -> read(1))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("snapshots.csv does not exist; check the path.");
    }

    /** Each text lists the numbers of the items in a snapshot; snapshots are a day apart. */
    private void listings(String... snapshots) {
        List<String> index = new ArrayList<>(List.of("taken_at,file,items"));
        for (int s = 0; s < snapshots.length; s++) {
            List<String> urls = new ArrayList<>();
            for (String item : snapshots[s].isEmpty() ? new String[0] : snapshots[s].split(" ", -1)) {
                urls.add("https://" + item + ".example/");
            }
            folder.lines("s/" + s + ".txt", urls.toArray(String[]::new));
            index.add(
                    java.time.Instant.ofEpochSecond(1_700_000_000L + s * 86_400L) + ",s/" + s + ".txt," + urls.size());
        }
        folder.lines("snapshots.csv", index.toArray(String[]::new));
    }

    private Snapshots read(int threads) {
        return Snapshots.read(temp, 10, SnapshotsTests::index, threads, folder.log);
    }

    private static int index(String item, String url) {
        return url.matches("https://\\d\\.example/") ? url.charAt(8) - '0' : -1;
    }

    private static BitSet usable(int... snapshots) {
        BitSet usable = new BitSet();
        for (int snapshot : snapshots) {
            usable.set(snapshot);
        }
        return usable;
    }
}
