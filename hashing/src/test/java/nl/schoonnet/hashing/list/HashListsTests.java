// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.list.ListEntry.Listed;
import nl.schoonnet.hashing.list.ListEntry.Medium;
import nl.schoonnet.hashing.list.ListEntry.Refused;
import nl.schoonnet.hashing.list.ListEntry.Withdrawn;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashListsTests {
    private static final String MD5 = "0123456789abcdef0123456789abcdef";
    private static final String SHA1 = "00112233445566778899aabbccddeeff00112233";
    private static final String LONG = MD5 + MD5;
    private static final String PDNA = Base64.getEncoder().encodeToString(new byte[144]);
    private static final Instant AT = Instant.parse("2024-05-06T07:08:09Z");
    private static final ListOptions CATEGORY_1 = new ListOptions(Optional.empty(), Set.of(1));

    private final List<ListEntry> entries = new ArrayList<>();

    private ListRead read(ListFormat format, ListOptions options, byte[] bytes) {
        try {
            return HashLists.open(new ByteArrayInputStream(bytes), Optional.of(format))
                    .read(options, entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ListRead read(ListFormat format, String text) {
        return read(format, CATEGORY_1, text.getBytes(UTF_8));
    }

    private static HashValue value(HashKind kind, String hex) {
        return HashValue.read(kind, hex).orElseThrow();
    }

    private static Listed listed(String reference, Medium medium, String classification, HashValue... values) {
        return new Listed(reference, medium, classification, Optional.empty(), Arrays.asList(values));
    }

    // ---- text ----

    @Test
    void a_hash_per_line_is_of_the_kind_that_its_length_tells() {
        ListRead read = read(
                ListFormat.TEXT,
                "\uFEFF# made up\n" + MD5 + "\r\n\n  " + SHA1.toUpperCase(java.util.Locale.ROOT) + "\n");
        assertThat(entries)
                .containsExactly(
                        listed("", Medium.UNKNOWN, "", value(HashKind.MD5, MD5)),
                        listed("", Medium.UNKNOWN, "", value(HashKind.SHA1, SHA1)));
        assertThat(read).isEqualTo(new ListRead(2, 0, 0, new java.util.TreeMap<>(), Optional.empty()));
    }

    private List<ListEntry> withdrawals(String text) {
        read(ListFormat.TEXT, ListOptions.withdrawal(Optional.empty()), text.getBytes(UTF_8));
        return entries;
    }

    private static Withdrawn withdrawn(String reference, HashValue... values) {
        return new Withdrawn(reference, Medium.UNKNOWN, Optional.empty(), Arrays.asList(values));
    }

    @Test
    void a_list_of_withdrawals_names_hashes() {
        assertThat(withdrawals(MD5 + "\nsha1 " + SHA1 + "\n"))
                .containsExactly(withdrawn("", value(HashKind.MD5, MD5)), withdrawn("", value(HashKind.SHA1, SHA1)));
    }

    @Test
    void a_list_of_withdrawals_names_entries_by_their_names_or_else_by_their_hashes() {
        assertThat(withdrawals("id,md5,class\none," + MD5 + ",A1\n," + MD5 + ",\ntwo,,\n"))
                .containsExactly(withdrawn("one"), withdrawn("", value(HashKind.MD5, MD5)), withdrawn("two"));
        entries.clear();
        assertThat(withdrawals("id\none\ntwo\n")).containsExactly(withdrawn("one"), withdrawn("two"));
    }

    @Test
    void sixty_four_digits_need_to_be_told_what_they_are() {
        read(ListFormat.TEXT, LONG);
        assertThat(entries).containsExactly(new Refused(1, 1, "", "kind_not_told"));
        entries.clear();
        read(ListFormat.TEXT, new ListOptions(Optional.of(HashKind.PDQ), Set.of()), LONG.getBytes(UTF_8));
        assertThat(entries).containsExactly(listed("", Medium.UNKNOWN, "", value(HashKind.PDQ, LONG)));
    }

    @Test
    void a_line_may_say_the_kind_before_the_hash_as_hma_s_local_file_does() {
        read(ListFormat.TEXT, "pdq " + LONG + "\nvideo_md5 " + MD5 + "\nsha256," + LONG + "\nsmell " + MD5);
        assertThat(entries)
                .containsExactly(
                        listed("", Medium.UNKNOWN, "", value(HashKind.PDQ, LONG)),
                        listed("", Medium.VIDEO, "", value(HashKind.MD5, MD5)),
                        listed("", Medium.UNKNOWN, "", value(HashKind.SHA256, LONG)),
                        new Refused(4, 4, "", "unknown_kind"));
    }

    @Test
    void lines_that_hold_something_else_are_told_and_the_rest_is_read() {
        ListRead read =
                read(ListFormat.TEXT, "nothing\n" + MD5.replace('0', 'x') + "\n" + MD5 + " " + SHA1 + " x\n" + MD5);
        assertThat(entries)
                .containsExactly(
                        new Refused(1, 1, "", "not_a_hash"),
                        new Refused(2, 2, "", "not_a_hash"),
                        new Refused(3, 3, "", "more_than_a_hash"),
                        listed("", Medium.UNKNOWN, "", value(HashKind.MD5, MD5)));
        assertThat(read.refused()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"','", "';'", "TAB"})
    void a_table_has_a_column_per_kind_and_may_name_and_classify(String separator) {
        String by = separator.equals("TAB") ? "\t" : separator;
        read(
                ListFormat.TEXT,
                String.join(by, "ID", "md5", "SHA-1", "note", "class") + "\n"
                        + String.join(by, "a", MD5, SHA1, "\"two\nlines" + by + "\"", "B1") + "\n"
                        + String.join(by, "b", "", "", "", "A1") + "\n"
                        + String.join(by, "c", MD5, "xx", "", "A1") + "\n"
                        + String.join(by, "d", MD5) + "\n"
                        + String.join(by, "e", MD5, "", "", "A2", "more") + "\n");
        assertThat(entries)
                .containsExactly(
                        listed("a", Medium.UNKNOWN, "B1", value(HashKind.MD5, MD5), value(HashKind.SHA1, SHA1)),
                        new Refused(2, 4, "", "without_hash"),
                        new Refused(3, 5, "sha-1", "not_a_hash"),
                        listed("c", Medium.UNKNOWN, "A1", value(HashKind.MD5, MD5)),
                        new Refused(4, 6, "", "too_few_fields"),
                        new Refused(5, 7, "", "too_many_fields"));
    }

    @Test
    void a_table_of_one_column_is_one_too() {
        read(ListFormat.TEXT, "sha256\n" + LONG + "\n");
        assertThat(entries).containsExactly(listed("", Medium.UNKNOWN, "", value(HashKind.SHA256, LONG)));
    }

    @Test
    void what_is_no_utf_8_is_told_with_its_line_and_the_rest_is_read() {
        String table = "id,md5,class\nz\u00e9ro," + MD5 + ",A1\none," + MD5 + ",A1\ntwo," + MD5 + ",caf\u00e9\n";
        read(ListFormat.TEXT, CATEGORY_1, table.getBytes(ISO_8859_1));
        assertThat(entries)
                .containsExactly(
                        new Refused(1, 2, "id", "not_text"),
                        listed("one", Medium.UNKNOWN, "A1", value(HashKind.MD5, MD5)),
                        new Refused(3, 4, "class", "not_text"));
        entries.clear();
        String lines = "# caf\u00e9\n" + MD5 + "\u00e9\n" + MD5 + "\n";
        ListRead read = read(ListFormat.TEXT, CATEGORY_1, lines.getBytes(ISO_8859_1));
        assertThat(entries)
                .containsExactly(
                        new Refused(2, 2, "", "not_text"), listed("", Medium.UNKNOWN, "", value(HashKind.MD5, MD5)));
        assertThat(read.refused()).isEqualTo(1);
    }

    @Test
    void a_text_in_utf_16_is_told_as_that() {
        for (byte[] wide : List.of(MD5.getBytes(UTF_16), ("\uFEFF" + MD5).getBytes(UTF_16LE))) {
            assertThatExceptionOfType(ListException.class)
                    .isThrownBy(() -> read(ListFormat.TEXT, CATEGORY_1, wide))
                    .withMessageContaining("save it in UTF-8")
                    .satisfies(e -> assertThat(e.code()).isEqualTo("not_text"));
        }
        assertThat(entries).isEmpty();
    }

    // ---- Project VIC ----

    private static final String CONTEXT =
            "\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\"";

    @Test
    void of_a_set_of_media_those_of_the_named_categories_are_listed() {
        ListRead read = read(
                ListFormat.VICS,
                "{" + CONTEXT + ",\"@odata.count\":99,\"value\":["
                        + "{\"MediaID\":7,\"MD5\":\"" + MD5.toUpperCase(java.util.Locale.ROOT) + "\",\"SHA1\":\"" + SHA1
                        + "\",\"Category\":1,\"Tags\":{\"a\":[1,{\"MD5\":\"x\"}]},\"MimeType\":\"image/jpeg\"},"
                        + "{\"MediaID\":8,\"MD5\":\"" + MD5 + "\",\"Category\":3}]}");
        assertThat(entries)
                .containsExactly(
                        listed("7", Medium.IMAGE, "UK 1", value(HashKind.MD5, MD5), value(HashKind.SHA1, SHA1)));
        assertThat(read.passedOver()).isEqualTo(Map.of("category_3", 1L));
    }

    @Test
    void a_byte_order_mark_cases_and_the_older_name_of_the_context_are_read_and_so_is_a_context_at_the_end() {
        String cases = "{\"value\":[{\"CaseID\":\"c\",\"Media\":[{\"Category\":\"1\",\"MD5\":\"" + MD5
                + "\",\"MediaID\":\"m\"}]}],\"odata.metadata\":\"http://x/US/$metadata#Cases\"}";
        read(ListFormat.VICS, "\uFEFF" + cases);
        read(ListFormat.VICS, CATEGORY_1, cases.getBytes(UTF_16));
        assertThat(entries)
                .containsExactly(
                        listed("m", Medium.UNKNOWN, "1", value(HashKind.MD5, MD5)),
                        listed("m", Medium.UNKNOWN, "1", value(HashKind.MD5, MD5)));
    }

    @Test
    void media_without_a_verdict_or_a_hash_are_told() {
        read(
                ListFormat.VICS,
                "{" + CONTEXT + ",\"value\":[\n{\"MD5\":\"" + MD5 + "\"},\n{\"MD5\":\"" + MD5
                        + "\",\"Category\":\"one\"},\n{\"MediaID\":1,\"Category\":1},\n5,\n{\"Category\":1,\"MD5\":\"1\"}]}");
        assertThat(entries)
                .containsExactly(
                        new Refused(1, 2, "Category", "without_category"),
                        new Refused(2, 3, "Category", "not_a_number"),
                        new Refused(3, 4, "", "without_hash"),
                        new Refused(4, 5, "", "not_an_object"),
                        new Refused(5, 6, "MD5", "not_a_hash"));
    }

    @Test
    void without_categories_nothing_is_taken_for_listed() {
        assertThatExceptionOfType(ListException.class)
                .isThrownBy(() -> read(ListFormat.VICS, ListOptions.NONE, "{}".getBytes(UTF_8)))
                .withMessageContaining("say which categories count");
    }

    // ---- NCMEC ----

    private static String ncmec(String inside) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<queryResult xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\">"
                + inside + "</queryResult>";
    }

    @Test
    void a_page_of_hash_sharing_lists_and_withdraws_and_says_where_it_goes_on() {
        ListRead read = read(
                ListFormat.NCMEC,
                ncmec("<images count=\"9\"><image><member id=\"101\">Name</member><id>x1</id>"
                        + "<classification>A1</classification><fingerprints><md5>" + MD5 + "</md5><sha1>" + SHA1
                        + "</sha1><pdna>" + PDNA + "</pdna><pdq>" + LONG + "</pdq><netclean>q</netclean></fingerprints>"
                        + "<feedback><negativeFeedback type=\"MD5\"><reasons><reason><members><member id=\"7\">o</member>"
                        + "</members></reason></reasons></negativeFeedback></feedback></image>"
                        + "<deletedImage><member id=\"101\"/><timestamp>2024-05-06T07:08:09Z</timestamp><id>x0</id></deletedImage></images>"
                        + "<videos><video><member id=\"1\"/><id>v</id><fingerprints><md5>" + MD5
                        + "</md5></fingerprints></video><deletedVideo><member id=\"1\"/><id>w</id></deletedVideo></videos>"
                        + "<paging><next>/v2/entries?from=1&amp;start=1001</next></paging>"));
        assertThat(entries)
                .containsExactly(
                        listed(
                                "101-x1",
                                Medium.IMAGE,
                                "A1",
                                value(HashKind.MD5, MD5),
                                value(HashKind.SHA1, SHA1),
                                HashValue.of(HashKind.PHOTODNA, new byte[144]),
                                value(HashKind.PDQ, LONG)),
                        new Withdrawn("101-x0", Medium.IMAGE, Optional.of(AT), List.of()),
                        listed("1-v", Medium.VIDEO, "", value(HashKind.MD5, MD5)),
                        new Withdrawn("1-w", Medium.VIDEO, Optional.empty(), List.of()));
        assertThat(read.next()).contains("/v2/entries?from=1&start=1001");
        assertThat(read.passedOver()).isEqualTo(Map.of("kind_netclean", 1L));
    }

    @Test
    void an_entry_keeps_its_good_hashes_and_one_that_can_t_be_named_or_has_none_is_told() {
        read(
                ListFormat.NCMEC,
                ncmec("\n<image><member id=\"1\"/><id>a</id><fingerprints><md5>zz</md5><sha1>" + SHA1
                        + "</sha1></fingerprints></image>\n<image><id>b</id></image>\n<image><member id=\"1\"/></image>"
                        + "\n<image><member id=\"1\"/><id>c</id></image>\n<image><member id=\"1\"/><id>d</id><fingerprints>"
                        + "<netclean>x</netclean></fingerprints></image>"));
        assertThat(entries)
                .containsExactly(
                        new Refused(1, 3, "md5", "not_a_hash"),
                        listed("1-a", Medium.IMAGE, "", value(HashKind.SHA1, SHA1)),
                        new Refused(2, 4, "member", "without_reference"),
                        new Refused(3, 5, "id", "without_reference"),
                        new Refused(4, 6, "fingerprints", "without_hash"),
                        new Refused(5, 7, "fingerprints", "no_hash_that_is_kept"));
    }

    @Test
    void a_moment_that_can_t_be_read_is_told_and_the_entry_kept() {
        read(
                ListFormat.NCMEC,
                ncmec("<image><member id=\"1\"/><timestamp>yesterday</timestamp><id>a</id><fingerprints><md5>" + MD5
                        + "</md5></fingerprints></image>"));
        assertThat(entries)
                .containsExactly(
                        new Refused(1, 2, "timestamp", "not_a_moment"),
                        listed("1-a", Medium.IMAGE, "", value(HashKind.MD5, MD5)));
    }

    @Test
    void what_is_no_word_of_a_scheme_is_told_and_the_entry_kept_without_it() {
        read(ListFormat.TEXT, "md5,class\n" + MD5 + "," + "x".repeat(101) + "\n" + MD5 + ",\"A1\nB1\"\n");
        assertThat(entries)
                .containsExactly(
                        new Refused(1, 2, "class", "not_a_classification"),
                        listed("", Medium.UNKNOWN, "", value(HashKind.MD5, MD5)),
                        new Refused(2, 3, "class", "not_a_classification"),
                        listed("", Medium.UNKNOWN, "", value(HashKind.MD5, MD5)));
    }

    // ---- StopNCII ----

    @Test
    void a_page_of_stopncii_lists_and_withdraws_by_the_hash_itself() {
        ListRead read = read(
                ListFormat.STOPNCII,
                "{\"count\":9,\"hasMoreRecords\":true,\"nextPageToken\":\"t\",\"hashRecords\":["
                        + "{\"signalType\":\"ImagePDQ\",\"hashValue\":\"" + LONG
                        + "\",\"hashStatus\":\"Active\",\"CSPFeedbacks\":[{}]},"
                        + "{\"signalType\":\"VideoMD5\",\"hashValue\":\"" + MD5
                        + "\",\"hashStatus\":\"Withdrawn\",\"lastModtimestamp\":1714979289},"
                        + "{\"signalType\":\"VideoTMK\",\"hashValue\":\"x\",\"hashStatus\":\"Active\"},"
                        + "{\"signalType\":\"ImagePDQ\",\"hashValue\":\"x\",\"hashStatus\":\"Active\"},7,{},"
                        + "{\"signalType\":\"ImagePDQ\",\"hashValue\":\"" + LONG + "\",\"hashStatus\":\"Odd\"}]}");
        assertThat(entries)
                .containsExactly(
                        listed("", Medium.IMAGE, "", value(HashKind.PDQ, LONG)),
                        new Withdrawn("", Medium.VIDEO, Optional.of(AT), List.of(value(HashKind.MD5, MD5))),
                        new Refused(4, 1, "hashValue", "not_a_hash"),
                        new Refused(5, 1, "", "not_an_object"),
                        new Refused(6, 1, "signalType", "without_kind"),
                        new Refused(7, 1, "hashStatus", "unknown_status"));
        assertThat(read.next()).contains("t");
        assertThat(read.passedOver()).isEqualTo(Map.of("kind_VideoTMK", 1L));
    }

    @Test
    void the_last_page_goes_nowhere() {
        assertThat(read(ListFormat.STOPNCII, "{\"hashRecords\":[],\"nextPageToken\":\"t\",\"hasMoreRecords\":false}")
                        .next())
                .isEmpty();
    }

    // ---- all ----

    @Test
    void a_list_may_be_compressed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(MD5.getBytes(UTF_8));
        }
        read(ListFormat.TEXT, ListOptions.NONE, packed.toByteArray());
        assertThat(entries).hasSize(1);
        assertThatExceptionOfType(ListException.class)
                .isThrownBy(() ->
                        read(ListFormat.TEXT, ListOptions.NONE, Arrays.copyOf(packed.toByteArray(), packed.size() - 9)))
                .withMessage("The compressed list is damaged or breaks off: fetch it again.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VICS     | ''                                        | no_media
            VICS     | []                                        | no_media
            VICS     | {"a":1}                                   | no_media
            VICS     | {"value":{}}                              | no_media
            VICS     | {"value":[{"MD5":                         | not_json
            VICS     | {"value":[{"MediaID":1}                   | not_json
            VICS     | {"value":[{"a":1,"a":2}]}                 | not_json
            VICS     | {"value":[]} {}                           | more_after_the_end
            VICS     | {"value":[{"a":truth}]}                   | not_json
            STOPNCII | {"hashRecords":{}}                        | no_records
            STOPNCII | {}                                        | no_records
            STOPNCII | {"hashRecords":[{                         | not_json
            NCMEC    | ''                                        | not_xml
            NCMEC    | <queryResult>                             | not_xml
            NCMEC    | <a/>                                      | no_result
            NCMEC    | <queryResult><image><id><b/></id></image></queryResult> | not_xml
            NCMEC    | <queryResult>&x;</queryResult>            | document_type
            NCMEC    | <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><queryResult><image><id>&x;</id></image></queryResult> | document_type
            NCMEC    | <!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><queryResult/> | document_type
            TEXT     | 'md5,id                                   | nothing
            """, quoteCharacter = '\u0001')
    void what_is_broken_or_hostile_ends_with_one_sentence_that_quotes_nothing(
            ListFormat format, String text, String code) {
        String list = text.equals("''") ? "" : text;
        if (code.equals("nothing")) {
            assertThat(read(format, list.substring(1)).listed()).isZero();
            return;
        }
        assertThatExceptionOfType(ListException.class)
                .isThrownBy(() -> read(format, list))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.getMessage())
                            .endsWith(".")
                            .doesNotContain("truth")
                            .doesNotContain("hostname");
                });
    }

    /** A stream without end. */
    private static InputStream endless(String beginning, String again) {
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                long now = at++;
                return now < beginning.length()
                        ? beginning.charAt((int) now)
                        : again.charAt((int) ((now - beginning.length()) % again.length()));
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    target[offset + i] = (byte) read();
                }
                return length;
            }
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            TEXT     |                                           | 0
            TEXT     | md5,id~"                                  | 0
            VICS     | {"value":[{"MD5":"                        | 0
            VICS     | {"value":[{                               | "a":1,
            VICS     | {"value":[{"Tags":                        | [
            VICS     | {"value":[{"Tags":                        | 9
            STOPNCII | {"hashRecords":[{"hashValue":"            | 0
            NCMEC    | <queryResult><image><id>                  | 0
            NCMEC    | <queryResult><image a="                   | 0
            NCMEC    | <queryResult><image><                     | x
            NCMEC    | <queryResult><image>                      | <a>
            NCMEC    | <queryResult><image|
            """)
    void a_record_without_end_ends_the_reading(ListFormat format, String beginning, String again) {
        String start = beginning == null ? "" : beginning.replace('~', '\n');
        String more = again == null ? " " : again;
        assertThatExceptionOfType(ListException.class)
                .isThrownBy(() -> HashLists.open(endless(start, more), Optional.of(format))
                        .read(CATEGORY_1, entries::add));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            VICS     | {"value":[~{"MD5":"
            STOPNCII | {"hashRecords":[~{"hashValue":"
            """)
    void a_text_without_end_is_told_with_its_line(ListFormat format, String beginning) {
        assertThatExceptionOfType(ListException.class)
                .isThrownBy(() -> HashLists.open(endless(beginning.replace('~', '\n'), "0"), Optional.of(format))
                        .read(CATEGORY_1, entries::add))
                .satisfies(e -> assertThat(e.line()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {"@odata.context":"x","value":[]}      | VICS
            { "odata.metadata" : "x"               | VICS
            {"count":1,"nextPageToken":"x"         | STOPNCII
            <?xml version="1.0"?><queryResult>     | NCMEC
            0123456789abcdef0123456789abcdef       | TEXT
            md5,sha1                               | TEXT
            """)
    void a_list_is_known_by_its_beginning(String beginning, ListFormat format) {
        assertThat(ListFormat.of(beginning.getBytes(UTF_8))).contains(format);
        assertThat(ListFormat.of(("\uFEFF" + beginning).getBytes(UTF_8))).contains(format);
        assertThat(ListFormat.of(beginning.getBytes(UTF_16))).contains(format);
    }

    @Test
    void a_compressed_list_is_known_by_what_it_holds() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(ncmec("").getBytes(UTF_8));
        }
        assertThat(HashLists.open(new ByteArrayInputStream(packed.toByteArray()), Optional.empty())
                        .format())
                .isEqualTo(ListFormat.NCMEC);
        for (int length : new int[] {3, 12}) {
            byte[] cut = Arrays.copyOf(packed.toByteArray(), length);
            assertThatExceptionOfType(ListException.class)
                    .isThrownBy(() -> HashLists.open(new ByteArrayInputStream(cut), Optional.empty()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("broken_off"));
        }
        assertThatExceptionOfType(ListException.class)
                .isThrownBy(() -> HashLists.open(new ByteArrayInputStream("[]".getBytes(UTF_8)), Optional.empty()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("unknown_format"));
    }

    @Test
    void other_json_and_xml_is_no_list_that_is_known() {
        assertThat(ListFormat.of("{\"a\":1}".getBytes(UTF_8))).isEmpty();
        assertThat(ListFormat.of("[]".getBytes(UTF_8))).isEmpty();
        assertThat(ListFormat.of("<html>".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void the_made_up_list_that_integrations_try_holds_the_digests_of_the_texts_that_the_docs_tell() throws IOException {
        try (InputStream list = Files.newInputStream(Path.of("../docs/made-up-hashes.csv"))) {
            HashLists.open(list, Optional.empty()).read(ListOptions.NONE, entries::add);
        }
        assertThat(entries).hasSize(10);
        for (int i = 0; i < entries.size(); i++) {
            Digests digests = Digests.of(("Schoonnet made-up file " + (i + 1)).getBytes(UTF_8));
            assertThat(((Listed) entries.get(i)).values())
                    .contains(digests.md5(), digests.sha1(), digests.sha256())
                    .hasSize(4);
        }
    }
}
