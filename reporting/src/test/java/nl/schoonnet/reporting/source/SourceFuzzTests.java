// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.schoonnet.internet.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files with seeded faults: nothing but an {@link InputException} is thrown, and rows without a fault are all kept. */
class SourceFuzzTests {
    private static final int ROWS = 60;

    @TempDir
    Path temp;

    /** Each kind of file: its header, a good row with a number in it, and how it is read. */
    enum Kind {
        NOTICES(
                "notice_id,url,sent_at,channel,status,address,inclusion,page",
                "id-%06d-x,https://a.example/%1$d,2026-03-01T10:00:00+01:00,hotline,delivered,192.0.2.1,0.5,p"),
        SCART_NOTICES(
                "NTD filenumber;NTD type;NTD status;NTD status time;abuse owner;abuse type;abuse country;abuse email;url;IP;"
                        + "first seen;last seen;online counter",
                "T%06d;email;sent_succes;2026-01-05 12:00:00;Hoster;hoster;nl;a@b.example;https://a.example/%1$d;192.0.2.1;;;1"),
        SCART_REPORT(
                "filenumber;reference;url;url_host;url_ip;url_type;url_referer;received_at;firstseen_at;lastseen_at;police;"
                        + "status_code;note;hoster_owner;hoster_first_ntd_at;grade_code",
                "N%06d;;https://a.example/%1$d;a.example;192.0.2.1;imageurl;;2026-01-05 12:00:00;;;n;close;;Hoster;;illegal"),
        SIGHTINGS(
                "item,url,observed_at,vantage,verdict,reason,address",
                "i%06d,,2026-03-01T10:00:00Z,ams,AVAILABLE,SAME,192.0.2.1"),
        SNAPSHOT_INDEX("taken_at,file,items", "2026-03-01T10:00:00.%06dZ,s/%1$d.txt,1"),
        INTERVENTIONS("provider,date,kind,note", "P%06d,2026-03-01,letter,x"),
        ARCHIVE("period,source,method,class,share_percent,count,bound", "%06d,letter,m,top_4,97.37,5,about"),
        MAY_NAME("name,basis,from", "Provider %06d,decision,2026-03-01");

        final String header;
        final String row;

        Kind(String header, String row) {
            this.header = header;
            this.row = row;
        }
    }

    private void read(Kind kind, Path file, ReadingLog log) {
        switch (kind) {
            case NOTICES, SCART_NOTICES, SCART_REPORT ->
                assertThat(Notices.read(List.of(file), Set.of(), log).notices()).hasSizeLessThanOrEqualTo(10_000);
            case SIGHTINGS ->
                assertThat(Sightings.read(List.of(file), 1, (item, url) -> 0, log)
                                .unmatched())
                        .isZero();
            case SNAPSHOT_INDEX ->
                assertThat(Snapshots.read(temp, 1, (item, url) -> 0, 2, log).items())
                        .isEqualTo(1);
            case INTERVENTIONS ->
                assertThat(Intervention.read(file, Optional::of, log)).doesNotContainNull();
            case ARCHIVE -> assertThat(PrintedFigure.read(file, log)).doesNotContainNull();
            case MAY_NAME -> assertThat(MayName.read(file, log)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_good_file_of_each_kind_has_no_rejections(Kind kind) throws IOException {
        ReadingLog log = new ReadingLog();
        byte[] text = lines(
                Stream.concat(Stream.of(kind.header), goodRows(kind).stream()).toList());
        read(kind, write(text), log);
        // The index of snapshots names files that are not there.
        assertThat(log.countByCode().keySet()).isSubsetOf("missing_file");
    }

    @ParameterizedTest
    @EnumSource
    void nothing_but_an_input_exception_leaves_a_reader(Kind kind) throws IOException {
        Random random = new Random(20261122L + kind.header.length());
        for (int round = 0; round < 300; round++) {
            List<byte[]> lines = new ArrayList<>();
            lines.add(kind.header.getBytes(UTF_8));
            goodRows(kind).forEach(row -> lines.add(row.getBytes(UTF_8)));
            for (int i = random.nextInt(6); i >= 0; i--) {
                int line = random.nextInt(lines.size());
                lines.set(line, mutated(lines.get(line), random));
            }
            byte[] text = joined(lines);
            if (random.nextInt(4) == 0) {
                text = Arrays.copyOf(text, random.nextInt(text.length));
            }
            readAnyway(kind, text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void random_text_under_a_good_header_does_no_harm(Kind kind) throws IOException {
        Random random = new Random(42L + kind.header.length());
        String alphabet = kind.header + ",;\"\"\"\n\n\r\t 0123456789-:TZ.+\0é";
        for (int round = 0; round < 100; round++) {
            StringBuilder text = new StringBuilder(kind.header).append('\n');
            for (int i = random.nextInt(3_000); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            readAnyway(kind, text.toString().getBytes(UTF_8));
        }
    }

    @Test
    void rows_without_a_fault_are_kept_whatever_happens_to_the_others() throws IOException {
        Random random = new Random(5);
        List<String> rows = goodRows(Kind.NOTICES);
        int faulty = 0;
        for (int round = 0; round < 400; round++) {
            List<byte[]> lines = new ArrayList<>();
            lines.add(Kind.NOTICES.header.getBytes(UTF_8));
            List<String> untouched = new ArrayList<>();
            for (String row : rows) {
                boolean touched = random.nextInt(8) == 0;
                lines.add(touched ? mutated(row.getBytes(UTF_8), random) : row.getBytes(UTF_8));
                if (!touched) {
                    untouched.add(row.substring(0, row.indexOf(',')));
                }
            }
            ReadingLog log = new ReadingLog();
            List<String> kept = Notices.read(List.of(write(joined(lines))), Set.of(), log).notices().stream()
                    .map(Notice::id)
                    .toList();
            assertThat(kept).as("round %d", round).containsAll(untouched);
            faulty += log.rejections().size();
        }
        assertThat(faulty).as("the faults are faults").isGreaterThan(1_000);
    }

    private void readAnyway(Kind kind, byte[] text) throws IOException {
        try {
            read(kind, write(text), new ReadingLog());
        } catch (InputException e) {
            assertThat(e.getMessage()).endsWith(".").doesNotContain("a.example", "192.0.2.1");
        }
    }

    private Path write(byte[] text) throws IOException {
        return Files.write(temp.resolve("snapshots.csv"), text);
    }

    private static List<String> goodRows(Kind kind) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> String.format(Locale.ROOT, kind.row, i))
                .toList();
    }

    private static byte[] mutated(byte[] line, Random random) {
        byte[][] insertions = {
            {'"'},
            {'"', '"'},
            {','},
            {';'},
            {'\n'},
            {'\r'},
            {0},
            {(byte) 0xFF},
            {(byte) 0xC3},
            {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            {'\n', '"'},
            {'"', ','},
            {',', '"'},
            {'9'},
            {' '},
            {(byte) 0xE2, (byte) 0x80, (byte) 0xA8}
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = random.nextInt(line.length + 1);
        out.write(line, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> {
                // Cut off here.
            }
            case 1 -> {
                int skip = Math.min(line.length - at, 1 + random.nextInt(5));
                out.write(line, at + skip, line.length - at - skip);
            }
            case 2 -> {
                out.write(random.nextInt(256));
                out.write(line, Math.min(at + 1, line.length), Math.max(0, line.length - at - 1));
            }
            default -> {
                out.writeBytes(insertions[random.nextInt(insertions.length)]);
                out.write(line, at, line.length - at);
            }
        }
        return out.toByteArray();
    }

    private static byte[] lines(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    private static byte[] joined(List<byte[]> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            out.writeBytes(line);
            out.write('\n');
        }
        return out.toByteArray();
    }
}
