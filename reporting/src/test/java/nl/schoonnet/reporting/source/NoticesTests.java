// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.ClockOrigin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTests {
    private static final String HEADER = "notice_id,url,sent_at";
    private static final String GOOD = "n1,https://a.example/1,2026-03-01T10:00:00Z";
    private static final String ALSO_GOOD = "n2,https://a.example/2,2026-03-01T11:00:00Z";

    @TempDir
    Path temp;

    private SourceFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new SourceFolder(temp);
    }

    @Test
    void every_column_has_its_place_whatever_the_order() {
        Path file = folder.lines(
                "n.csv",
                "registrar;inclusion;server_country;entered_at;content_hash;source;address;cluster;page;batch;recipient;status;"
                        + "channel;item;first_seen_at;acknowledged_at;delivered_at;sent_at;attempted_at;assessed_at;reported_at;"
                        + "url;notice_id",
                "reg;0.25;nl;2026-03-01T08:00:00Z;abc;own_search;192.0.2.1 2001:db8::1|198.51.100.7;c;p;b;P1;delivered;"
                        + "police;i;2026-03-01T07:00:00Z;2026-03-01T06:00:00Z;2026-03-01T05:00:00Z;2026-03-01T04:00:00Z;"
                        + "2026-03-01T03:00:00Z;2026-03-01T02:00:00Z;2026-03-01T01:00:00Z;https://a.example/;n");
        Notice notice = read(file).getFirst();
        assertThat(folder.rejected()).isEmpty();
        assertThat(folder.log.notes()).isEmpty();
        assertThat(notice)
                .isEqualTo(new Notice(
                        "n",
                        "i",
                        "https://a.example/",
                        Map.of(
                                ClockOrigin.REPORTED, Instant.parse("2026-03-01T01:00:00Z"),
                                ClockOrigin.ASSESSED, Instant.parse("2026-03-01T02:00:00Z"),
                                ClockOrigin.ATTEMPTED, Instant.parse("2026-03-01T03:00:00Z"),
                                ClockOrigin.SENT, Instant.parse("2026-03-01T04:00:00Z"),
                                ClockOrigin.DELIVERED, Instant.parse("2026-03-01T05:00:00Z"),
                                ClockOrigin.ACKNOWLEDGED, Instant.parse("2026-03-01T06:00:00Z"),
                                ClockOrigin.FIRST_SEEN, Instant.parse("2026-03-01T07:00:00Z")),
                        Channel.POLICE,
                        DeliveryStatus.DELIVERED,
                        "P1",
                        "b",
                        "p",
                        "c",
                        List.of(literal("192.0.2.1"), literal("2001:db8::1"), literal("198.51.100.7")),
                        NoticeSource.OWN_SEARCH,
                        "abc",
                        Instant.parse("2026-03-01T08:00:00Z"),
                        "NL",
                        "reg",
                        0.25,
                        Map.of(),
                        Set.of(),
                        "n.csv",
                        2));
    }

    @Test
    void what_a_row_does_not_say_stays_unsaid() {
        Notice notice = read(folder.lines("n.csv", HEADER, GOOD)).getFirst();
        assertThat(notice.item()).isEqualTo("n1");
        assertThat(notice.channel()).isEqualTo(Channel.HOTLINE);
        assertThat(notice.status()).isNull();
        assertThat(notice.source()).isNull();
        assertThat(notice.enteredAt()).isNull();
        assertThat(notice.clock(ClockOrigin.DELIVERED)).isNull();
        assertThat(notice.inclusion()).isEqualTo(1);
        assertThat(notice.recipient()).isEmpty();
    }

    @Test
    void notified_at_is_a_sending_of_which_nobody_knows_whether_it_arrived() {
        Notice notice =
                read(folder.lines("n.csv", "notice_id,url,notified_at", GOOD)).getFirst();
        assertThat(notice.clocks()).containsExactly(Map.entry(ClockOrigin.SENT, Instant.parse("2026-03-01T10:00:00Z")));
    }

    @Test
    void an_item_is_drawn_for_sure_without_the_column_and_not_at_all_with_an_empty_field() {
        assertThat(read(folder.lines("n.csv", HEADER, GOOD)).getFirst().inclusion())
                .isEqualTo(1);
        assertThat(read(folder.lines("m.csv", HEADER + ",inclusion", GOOD + ",0.5", ALSO_GOOD + ",")))
                .extracting(Notice::inclusion)
                .containsExactly(0.5, 0.0);
    }

    @Test
    void a_column_of_inclusion_that_no_row_of_any_file_fills_is_taken_as_absent() {
        Path empty = folder.lines("a.csv", HEADER + ",inclusion", ALSO_GOOD + ",");
        assertThat(read(empty).getFirst().inclusion()).isEqualTo(1);
        Path filled = folder.lines("b.csv", HEADER + ",inclusion", GOOD + ",0.5");
        assertThat(read(empty, filled)).extracting(Notice::inclusion).containsExactly(0.0, 0.5);
    }

    @Test
    void a_number_with_an_endless_exponent_is_none() {
        assertThat(read(folder.lines("n.csv", HEADER + ",inclusion", GOOD + ",1e-999999999", ALSO_GOOD + ",2.5E-1"))
                        .getFirst()
                        .inclusion())
                .isEqualTo(0.25);
        assertThat(folder.rejected()).containsExactly("2:inclusion:not_a_number");
    }

    @Test
    void several_files_are_one_list_and_gzip_is_read_as_well() {
        Path first = folder.lines("a.csv", HEADER, GOOD);
        Path second = folder.gzip("b.csv.gz", (HEADER + "\n" + ALSO_GOOD).getBytes(StandardCharsets.UTF_8));
        assertThat(read(first, second)).extracting(Notice::id).containsExactly("n1", "n2");
    }

    @Test
    void an_id_that_came_before_is_rejected_also_from_another_file() {
        Path first = folder.lines("a.csv", HEADER, GOOD, GOOD);
        Path second = folder.lines("b.csv", HEADER, GOOD, ALSO_GOOD);
        assertThat(read(first, second)).extracting(Notice::id).containsExactly("n1", "n2");
        assertThat(folder.rejected()).containsExactly("3:notice_id:duplicate_id", "2:notice_id:duplicate_id");
    }

    @Test
    void the_id_of_a_rejected_row_is_free_for_a_good_one() {
        Path file = folder.lines("n.csv", HEADER, "n1,https://a.example/1,yesterday", GOOD);
        assertThat(read(file)).hasSize(1);
        assertThat(folder.rejected()).containsExactly("2:sent_at:not_a_time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "notice_id,url,sent_at > n1,https://a.example/1,2026-03-01T10:00:00 > 2:sent_at:time_without_zone",
                "notice_id,url,sent_at > n1,https://a.example/1,2026-03-01 > 2:sent_at:time_without_zone",
                "notice_id,url,sent_at > n1,https://a.example/1, > 2:sent_at:no_clock",
                "notice_id,url,sent_at > ,https://a.example/1,2026-03-01T10:00:00Z > 2:notice_id:missing_value",
                "notice_id,url,sent_at > n1,,2026-03-01T10:00:00Z > 2:url:missing_value",
                "notice_id,url,sent_at > n1,https://a.example/1 > 2::too_few_fields",
                "notice_id,url,sent_at > n1,https://a.example/1,2026-03-01T10:00:00Z,x > 2::too_many_fields",
                "notice_id,url,sent_at,channel > n1,https://a.example/1,2026-03-01T10:00:00Z,fax > 2:channel:unknown_code",
                "notice_id,url,sent_at,status > n1,https://a.example/1,2026-03-01T10:00:00Z,lost > 2:status:unknown_code",
                "notice_id,url,sent_at,source > n1,https://a.example/1,2026-03-01T10:00:00Z,me > 2:source:unknown_code",
                "notice_id,url,sent_at,address > n1,https://a.example/1,2026-03-01T10:00:00Z,192.0.2 > 2:address:not_an_address",
                "notice_id,url,sent_at,address > n1,https://a.example/1,2026-03-01T10:00:00Z,a.example > 2:address:not_an_address",
                "notice_id,url,sent_at,address > n1,https://a.example/1,2026-03-01T10:00:00Z,192.0.2.256 > 2:address:not_an_address",
                "notice_id,url,sent_at,address > n1,https://a.example/1,2026-03-01T10:00:00Z,fe80::1%eth0 > 2:address:not_an_address",
                "notice_id,url,sent_at,inclusion > n1,https://a.example/1,2026-03-01T10:00:00Z,0 > 2:inclusion:out_of_range",
                "notice_id,url,sent_at,inclusion > n1,https://a.example/1,2026-03-01T10:00:00Z,1.01 > 2:inclusion:out_of_range",
                "notice_id,url,sent_at,inclusion > n1,https://a.example/1,2026-03-01T10:00:00Z,NaN > 2:inclusion:not_a_number",
                "notice_id,url,sent_at,server_country > n1,https://a.example/1,2026-03-01T10:00:00Z,NLD > 2:server_country:not_a_country",
                "notice_id,url,sent_at,entered_at > n1,https://a.example/1,2026-03-01T10:00:00Z,then > 2:entered_at:not_a_time"
            })
    void a_faulty_row_is_rejected_whole_with_its_field_and_code(String header, String row, String expected) {
        String more = ",".repeat(header.split(",", -1).length - 3);
        assertThat(read(folder.lines("n.csv", header, row, ALSO_GOOD + more)))
                .extracting(Notice::id)
                .containsExactly("n2");
        assertThat(folder.rejected()).containsExactly(expected);
    }

    @Test
    void one_row_gives_one_rejection_however_many_faults_it_has() {
        read(folder.lines("n.csv", HEADER + ",channel,inclusion", ",,never,fax,9"));
        assertThat(folder.rejected()).containsExactly("2:notice_id:missing_value");
    }

    @Test
    void a_column_that_nobody_knows_is_noted_once_and_kept_only_on_request() {
        Path file = folder.lines("n.csv", HEADER + ",campaign", GOOD + ",k7", ALSO_GOOD + ",k8");
        assertThat(read(file).getFirst().others()).isEmpty();
        assertThat(folder.log.notes()).containsExactly(new FileNote("n.csv", "campaign", "unknown_column", 1));
        assertThat(Notices.read(List.of(file), Set.of("campaign"), new ReadingLog())
                        .notices())
                .extracting(notice -> notice.others().get("campaign"))
                .containsExactly("k7", "k8");
    }

    @Test
    void a_column_to_keep_must_be_there() {
        Path file = folder.lines("n.csv", HEADER, GOOD);
        assertThatThrownBy(() -> Notices.read(List.of(file), Set.of("campaign"), folder.log))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("n.csv has no column campaign;");
    }

    @Test
    void a_file_without_a_required_column_is_unusable_and_the_sentence_names_what_is_missing_first() {
        assertThatThrownBy(() -> read(folder.lines("n.csv", "id,url,sent_at", GOOD)))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "n.csv has no column notice_id; the columns known here are notice_id, url, one or more with a"
                                + " time, and those that docs/formats.md lists.");
        assertThatThrownBy(() -> read(folder.lines("n.csv", "id,link,sent_at", GOOD)))
                .hasMessageStartingWith("n.csv has no column notice_id and url; ");
        assertThatThrownBy(() -> read(folder.lines("n.csv", "notice_id,url,at", GOOD)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("n.csv has no column with a time; the times known here are reported_at,");
    }

    @Test
    void a_file_without_a_header_does_not_have_its_first_row_quoted() {
        assertThatThrownBy(() -> read(folder.lines("n.csv", GOOD, ALSO_GOOD)))
                .isInstanceOf(InputException.class)
                .hasMessageNotContaining("example");
    }

    @Test
    void two_columns_of_the_same_meaning_make_a_file_unusable() {
        assertThatThrownBy(() -> read(folder.lines("n.csv", HEADER + ",notified_at", GOOD)))
                .hasMessage("n.csv has both sent_at and notified_at, which mean the same; keep one of them.");
        assertThatThrownBy(() -> read(folder.lines("n.csv", HEADER + ",URL", GOOD)))
                .hasMessage("n.csv has two columns with the same name (the second is column 4); rename one of them.");
    }

    @Test
    void a_file_with_only_a_header_has_no_notices() {
        assertThat(read(folder.lines("n.csv", HEADER))).isEmpty();
        assertThat(folder.rejected()).isEmpty();
    }

    @Test
    void a_notice_never_shows_its_address_as_text() {
        assertThat(read(folder.lines("n.csv", HEADER, GOOD)).getFirst()).hasToString("Notice[n.csv:2]");
    }

    private List<Notice> read(Path... files) {
        return Notices.read(List.of(files), Set.of(), folder.log).notices();
    }

    private static InetAddress literal(String address) {
        return InetAddress.ofLiteral(address);
    }
}
