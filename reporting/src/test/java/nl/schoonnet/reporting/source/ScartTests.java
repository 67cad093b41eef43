// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.ClockOrigin;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScartTests {
    private static final String NTD =
            "NTD filenumber;NTD type;NTD status;NTD status time;abuse owner;abuse type;abuse country;"
                    + "abuse email;url;IP;first seen;last seen;online counter";
    private static final String CLOSED =
            "filenumber;url;status;abuse owner;abuse country;abuse email;IP;first seen;last seen;online counter";
    private static final String REPORT =
            "filenumber;reference;url;url_host;url_ip;url_type;url_referer;received_at;hashcheck_at;"
                    + "hashcheck_return;firstseen_at;lastseen_at;type_code;police;source_code;status_code;note;hoster_contact;"
                    + "hoster_country;hoster_owner;hoster_first_ntd_at;registrar_contact;grade_code";

    @TempDir
    Path temp;

    private SourceFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new SourceFolder(temp);
    }

    @Test
    void a_row_of_the_report_becomes_a_notice_and_a_finding() {
        Notices notices = read(folder.lines("r.csv", REPORT, report("scheduler_checkonline", "2026-01-05 12:00:00")));
        assertThat(folder.rejected()).isEmpty();
        assertThat(notices.notices())
                .containsExactly(new Notice(
                        "N1",
                        "N1",
                        "https://a.example/x",
                        Map.of(
                                ClockOrigin.REPORTED, Instant.parse("2026-01-02T08:00:00Z"),
                                ClockOrigin.ASSESSED, Instant.parse("2026-01-03T09:00:00Z"),
                                ClockOrigin.SENT, Instant.parse("2026-01-05T11:00:00Z")),
                        Channel.HOTLINE,
                        null,
                        "Hoster One",
                        "",
                        "",
                        "",
                        List.of(InetAddress.ofLiteral("192.0.2.1")),
                        NoticeSource.FOREIGN_HOTLINE,
                        "",
                        null,
                        "",
                        "",
                        1,
                        Map.of("hoster_country", "nl"),
                        Set.of(NoticeFlag.LAST_SEEN_IS_LOWER_BOUND, NoticeFlag.SENT_TIME_FROM_MAIL_LOG),
                        "r.csv",
                        2));
        assertThat(notices.findings())
                .containsExactly(new ScartFinding(
                        "N1", ScartStatus.SCHEDULER_CHECKONLINE, Instant.parse("2026-01-06T12:00:00Z")));
    }

    @Test
    void a_hoster_that_is_notified_by_api_has_no_first_notice_in_the_report() {
        Notice notice = only(read(folder.lines("r.csv", REPORT, report("scheduler_checkonline", ""))));
        assertThat(notice.clocks()).containsOnlyKeys(ClockOrigin.REPORTED, ClockOrigin.ASSESSED);
        assertThat(notice.flags()).contains(NoticeFlag.FIRST_NOTICE_MISSING);
    }

    @Test
    void what_was_never_looked_at_has_no_sighting() {
        Notices notices =
                read(folder.lines("r.csv", REPORT, report("scheduler_checkonline_manual", "2026-01-05 12:00:00")));
        assertThat(only(notices).flags())
                .contains(NoticeFlag.NEVER_LOOKED_AT)
                .doesNotContain(NoticeFlag.LAST_SEEN_IS_LOWER_BOUND);
        assertThat(notices.findings())
                .containsExactly(new ScartFinding("N1", ScartStatus.SCHEDULER_CHECKONLINE_MANUAL, null));
    }

    @Test
    void an_item_with_the_police_is_held_and_of_their_channel() {
        Notice notice = only(read(folder.lines("r.csv", REPORT, report("first_police", ""))));
        assertThat(notice.channel()).isEqualTo(Channel.POLICE);
        assertThat(notice.status()).isEqualTo(DeliveryStatus.POLICE_HOLD);
        assertThat(notice.flags()).contains(NoticeFlag.FIRST_POLICE).doesNotContain(NoticeFlag.FIRST_NOTICE_MISSING);
    }

    @ParameterizedTest
    @CsvSource({
        "close, CLOSED_AS_MOVED, CLOSE, OTHER_NETWORK",
        "abusecontact_changed, CONTACT_CHANGED, ABUSECONTACT_CHANGED,",
        "close_offline, REMOVAL_TIME_UNKNOWN, CLOSE_OFFLINE, EMPTY",
        "close_offline_manual, REMOVAL_TIME_UNKNOWN, CLOSE_OFFLINE_MANUAL, EMPTY"
    })
    void each_way_to_end_keeps_its_own_name(String code, NoticeFlag flag, ScartStatus status, @Nullable Reason reason) {
        Notices notices = read(folder.lines("r.csv", REPORT, report(code, "2026-01-05 12:00:00")));
        assertThat(only(notices).flags()).contains(flag);
        assertThat(notices.findings().getFirst().status()).isEqualTo(status);
        assertThat(status.reason()).isEqualTo(reason);
        assertThat(notices.findings().getFirst().lastSeen()).isEqualTo(Instant.parse("2026-01-06T12:00:00Z"));
    }

    @Test
    void the_repeated_hour_is_flagged_and_the_later_instant_is_the_clock_but_the_earlier_the_last_sighting() {
        String row = report("scheduler_checkonline", "2026-10-25 02:30:00")
                .replace("2026-01-06 13:00:00", "2026-10-25 02:59:59");
        Notices notices = read(folder.lines("r.csv", REPORT, row));
        assertThat(only(notices).clock(ClockOrigin.SENT)).isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
        assertThat(only(notices).flags()).contains(NoticeFlag.AMBIGUOUS_LOCAL_TIME);
        assertThat(notices.findings().getFirst().lastSeen()).isEqualTo(Instant.parse("2026-10-25T00:59:59Z"));
    }

    @Test
    void a_time_in_the_skipped_hour_never_was() {
        assertThat(read(folder.lines("r.csv", REPORT, report("scheduler_checkonline", "2026-03-29 02:30:00")))
                        .notices())
                .isEmpty();
        assertThat(folder.rejected()).containsExactly("2:hoster_first_ntd_at:nonexistent_local_time");
    }

    @Test
    void a_zero_time_of_the_database_is_no_time() {
        Notice notice = only(read(folder.lines("r.csv", REPORT, report("close_offline", "0000-00-00 00:00:00"))));
        assertThat(notice.clock(ClockOrigin.SENT)).isNull();
    }

    @Test
    void what_was_not_judged_illegal_is_no_notice_and_no_fault() {
        String row = report("close", "").replace(";illegal", ";not_illegal");
        assertThat(read(folder.lines("r.csv", REPORT, row)).notices()).isEmpty();
        assertThat(folder.rejected()).isEmpty();
        assertThat(folder.log.notes()).containsExactly(new FileNote("r.csv", "grade_code", "not_judged_illegal", 1));
    }

    @Test
    void the_first_notice_to_the_hoster_is_the_one_that_counts() {
        Notice notice = only(read(folder.lines(
                "n.csv",
                NTD,
                ntd("T3", "sent_succes", "2026-01-06 12:00:00", "hoster", "https://a.example/x"),
                ntd("T2", "sent_succes", "2026-01-05 12:00:00", "hoster", "https://a.example/x"),
                ntd("T1", "sent_succes", "2026-01-04 12:00:00", "registrar", "https://a.example/x"))));
        assertThat(notice.clock(ClockOrigin.SENT)).isEqualTo(Instant.parse("2026-01-05T11:00:00Z"));
        assertThat(notice.recipient()).isEqualTo("Hoster One");
        assertThat(notice.flags()).doesNotContain(NoticeFlag.FIRST_NOTICE_MISSING);
    }

    @Test
    void an_api_accepts_what_it_is_given_and_a_failure_is_an_attempt() {
        Notices notices = read(folder.lines(
                "n.csv",
                NTD,
                ntd("T1", "sent_api_succes", "2026-01-05 12:00:00", "hoster", "https://a.example/x"),
                ntd("T2", "sent_failed", "2026-01-05 12:00:00", "hoster", "https://a.example/y")));
        assertThat(notices.notices())
                .extracting(Notice::status)
                .containsExactly(DeliveryStatus.DELIVERED, DeliveryStatus.UNREACHABLE);
        assertThat(notices.notices().getFirst().clocks()).containsKey(ClockOrigin.DELIVERED);
        assertThat(notices.notices().getLast().clocks())
                .containsKey(ClockOrigin.ATTEMPTED)
                .doesNotContainKey(ClockOrigin.SENT);
    }

    @Test
    void a_notice_to_the_police_is_their_channel_and_its_time_the_clock() {
        Notice notice = only(read(folder.lines(
                "n.csv", NTD, ntd("T1", "sent_succes", "2026-01-05 12:00:00", "police", "https://a.example/x"))));
        assertThat(notice.channel()).isEqualTo(Channel.POLICE);
        assertThat(notice.clock(ClockOrigin.SENT)).isEqualTo(Instant.parse("2026-01-05T11:00:00Z"));
    }

    @Test
    void a_notice_that_stands_alone_is_named_by_its_number_and_never_by_its_address() {
        Notices notices = read(folder.lines(
                "n.csv",
                NTD,
                ntd("T1", "sent_succes", "2026-01-05 12:00:00", "hoster", "https://a.example/x"),
                ntd("T1", "sent_succes", "2026-01-05 12:00:00", "hoster", "https://a.example/y")));
        assertThat(notices.notices()).extracting(Notice::id).containsExactly("T1#1", "T1#2");
    }

    @Test
    void the_exports_are_joined_by_file_number_and_notices_by_their_url() {
        Notices notices = read(
                folder.lines(
                        "n.csv",
                        NTD,
                        ntd("T1", "sent_api_succes", "2026-01-04 12:00:00", "hoster", "https://a.example/x")),
                folder.lines("c.csv", CLOSED, closed("N1", "https://a.example/x", "2026-01-07 10:00:00")),
                folder.lines("r.csv", REPORT, report("close_offline", "")));
        assertThat(folder.rejected()).isEmpty();
        Notice notice = only(notices);
        assertThat(notice.clock(ClockOrigin.DELIVERED)).isEqualTo(Instant.parse("2026-01-04T11:00:00Z"));
        assertThat(notice.clock(ClockOrigin.REPORTED)).isEqualTo(Instant.parse("2026-01-02T08:00:00Z"));
        assertThat(notice.flags()).doesNotContain(NoticeFlag.FIRST_NOTICE_MISSING);
        assertThat(notices.findings())
                .containsExactly(
                        new ScartFinding("N1", ScartStatus.CLOSE_OFFLINE, Instant.parse("2026-01-07T09:00:00Z")));
    }

    @Test
    void a_url_that_the_notice_had_to_cut_finds_its_item_and_is_flagged() {
        String longUrl = "https://a.example/" + "x".repeat(300);
        Notices notices = read(
                folder.lines(
                        "n.csv",
                        NTD,
                        ntd("T1", "sent_succes", "2026-01-04 12:00:00", "hoster", longUrl.substring(0, 255))),
                folder.lines("c.csv", CLOSED, closed("N1", longUrl, "2026-01-07 10:00:00")));
        assertThat(only(notices).url()).isEqualTo(longUrl);
        assertThat(only(notices).flags()).contains(NoticeFlag.URL_MAY_BE_CUT);
    }

    @Test
    void an_unquoted_semicolon_in_a_url_is_repaired_where_there_is_one_reading() {
        String row = report("close_offline", "").replace("https://a.example/x;", "https://a.example/x;y=1;z;");
        Notice notice = only(read(folder.lines("r.csv", REPORT, row)));
        assertThat(notice.url()).isEqualTo("https://a.example/x;y=1;z");
        assertThat(notice.flags()).contains(NoticeFlag.ROW_REPAIRED);
        assertThat(notice.recipient()).isEqualTo("Hoster One");
    }

    @Test
    void an_unquoted_semicolon_with_two_readings_is_rejected() {
        String row = report("close_offline", "").replace(";a note;", ";a note;more;");
        assertThat(read(folder.lines(
                                "r.csv",
                                REPORT,
                                row,
                                report("close_offline", "").replace("N1", "N2")))
                        .notices())
                .extracting(Notice::id)
                .containsExactly("N2");
        assertThat(folder.rejected()).containsExactly("2::ambiguous_semicolon");
    }

    @Test
    void a_quote_is_a_character_like_any_other() {
        String row = report("close_offline", "").replace("https://a.example/x", "https://a.example/\"x");
        assertThat(only(read(folder.lines("r.csv", REPORT, row))).url()).isEqualTo("https://a.example/\"x");
    }

    @Test
    void a_file_number_that_a_file_has_twice_is_rejected_but_may_be_in_several_files() {
        Path first = folder.lines(
                "c1.csv",
                CLOSED,
                closed("N1", "https://a.example/x", "2026-01-07 10:00:00"),
                closed("N1", "https://a.example/x", "2026-01-09 10:00:00"));
        Path second = folder.lines("c2.csv", CLOSED, closed("N1", "https://a.example/x", "2026-01-08 10:00:00"));
        assertThat(read(first, second).findings().getFirst().lastSeen())
                .isEqualTo(Instant.parse("2026-01-08T09:00:00Z"));
        assertThat(folder.rejected()).containsExactly("3:filenumber:duplicate_id");
    }

    @Test
    void an_anonymous_report_has_no_addresses_and_can_not_be_used() {
        assertThatThrownBy(() -> read(folder.lines("r.csv", "filenumber;reference;received_at;status_code", "N1;;;")))
                .isInstanceOf(InputException.class)
                .hasMessage("r.csv is an anonymous SCART report without the column url; export it with addresses.");
    }

    private Notices read(Path... files) {
        return Notices.read(List.of(files), Set.of(), folder.log);
    }

    private static Notice only(Notices notices) {
        assertThat(notices.notices()).hasSize(1);
        return notices.notices().getFirst();
    }

    private static String ntd(String number, String status, String time, String type, String url) {
        return number + ";email;" + status + ";" + time + ";Hoster One;" + type + ";nl;abuse@hoster.example;" + url
                + ";192.0.2.1;2026-01-03 10:00:00;2026-01-04 10:00:00;1";
    }

    private static String closed(String number, String url, String lastSeen) {
        return number + ";" + url + ";close_offline;Hoster One;nl;abuse@hoster.example;192.0.2.1;2026-01-03 10:00:00;"
                + lastSeen + ";3";
    }

    private static String report(String status, String firstNotice) {
        return "N1;12#34 (ICCAM);https://a.example/x;a.example;192.0.2.1;imageurl;;2026-01-02 09:00:00;;;2026-01-03 10:00:00;"
                + "2026-01-06 13:00:00;imagehost;n;iccam;" + status + ";a note;abuse@hoster.example;nl;Hoster One;"
                + firstNotice
                + ";;illegal";
    }
}
