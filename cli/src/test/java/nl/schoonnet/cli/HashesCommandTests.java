// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nl.schoonnet.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hash lists into a running server, by command, as docs/hashcheck.md tells. */
class HashesCommandTests {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("legal-basis.yaml"), """
                - function: hold-hashes
                  article: Article 1
                  organisation: Made-up authority
                  from: 2020-01-01
                """);
        server = Server.start(data, Map.of("server.port", 0));
        Files.writeString(folder.resolve("key"), issued("Curator"));
    }

    private static String issued(String holder) {
        return Terminal.run(
                        "keys",
                        "issue",
                        "--data=" + folder.resolve("data"),
                        "--holder=" + holder,
                        "--role=curator",
                        "--days=365")
                .ended(ExitStatus.DONE)
                .out()
                .lines()
                .filter(line -> line.strip().startsWith("sn_"))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Terminal run(String command, String... words) {
        String[] all = new String[words.length + 4];
        all[0] = "hashes";
        all[1] = command;
        all[2] = "--server=http://127.0.0.1:" + server.port();
        all[3] = "--access-key-file=" + folder.resolve("key");
        System.arraycopy(words, 0, all, 4, words.length);
        return Terminal.run((Object[]) all);
    }

    @Test
    void a_source_is_opened_its_list_brought_told_in_numbers_and_ended() throws IOException {
        run("source", "made-up", "--owner=Made-up maker", "--licence=Agreement 1", "--scheme=own")
                .ended(ExitStatus.DONE);
        Path list = Files.writeString(folder.resolve("list.txt"), "0123456789abcdef0123456789abcdef\nno hash\nffff\n");
        Path rejected = folder.resolve("rejected.csv");
        Terminal taken = run("import", "--source=made-up", "--rejected=" + rejected, list.toString())
                .ended(ExitStatus.ROWS_REJECTED);
        assertThat(taken.err())
                .contains("list.txt record 2, line 2: unknown_kind")
                .contains("list.txt record 3, line 3: not_a_hash");
        assertThat(taken.out()).contains("list.txt: 1 listed, 0 withdrawn, 0 known, 2 rejected");
        assertThat(rejected)
                .hasContent("file,record,line,field,code\nlist.txt,2,2,,unknown_kind\nlist.txt,3,3,,not_a_hash");
        assertThat(run("list").ended(ExitStatus.DONE).out())
                .contains("made-up", "Made-up maker")
                .containsPattern("md5 +[1-9][0-9]* distinct hashes");
        assertThat(run("stats", "--from=2026-01-01", "--to=2026-12-31")
                        .ended(ExitStatus.DONE)
                        .out())
                .startsWith(
                        "week,monday,organisation,source,kind,checks,hits,images,unchecked,mean_microseconds,requests,within_microseconds_99");
        run("end", "made-up", "--reason=the agreement has ended").ended(ExitStatus.DONE);
        assertThat(run("import", "--source=made-up", list.toString())
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("it has ended");
    }

    private static Terminal organisations(String command, String... words) {
        String[] all = new String[words.length + 5];
        all[0] = "hashes";
        all[1] = "organisations";
        all[2] = command;
        all[3] = "--server=http://127.0.0.1:" + server.port();
        all[4] = "--access-key-file=" + folder.resolve("key");
        System.arraycopy(words, 0, all, 5, words.length);
        return Terminal.run((Object[]) all);
    }

    @Test
    void the_register_is_added_to_ended_printed_and_read_again_and_a_report_tells_of_it() throws IOException {
        organisations("add", "Host BV", "--mode=both", "--from=2026-01-01").ended(ExitStatus.DONE);
        organisations("add", "Host BV", "--customer=Shop, Ltd", "--mode=upload", "--obliged", "--from=2026-01-01")
                .ended(ExitStatus.DONE);
        assertThat(organisations(
                                "end",
                                "Host BV",
                                "--customer=Shop, Ltd",
                                "--until=2026-03-01",
                                "--reason=left in March")
                        .ended(ExitStatus.DONE)
                        .out())
                .contains("1 entry ends on 2026-03-01");
        Terminal printed = organisations("list").ended(ExitStatus.DONE);
        assertThat(printed.out().lines())
                .containsExactly(
                        "organisation,customer,domain,mode,obliged,hotline,from,until",
                        "\"Host BV\",,,both,no,no,2026-01-01,",
                        "\"Host BV\",\"Shop, Ltd\",,upload,yes,no,2026-01-01,2026-03-01");
        Path table = Files.writeString(folder.resolve("register.csv"), printed.out());
        assertThat(organisations("import", table.toString())
                        .ended(ExitStatus.DONE)
                        .out())
                .contains("0 added, 0 corrected, 2 known");
        Files.writeString(table, printed.out() + "Host BV,,no domain,both,no,no,2026-01-01,\n");
        Terminal refused = organisations("import", table.toString()).ended(ExitStatus.UNUSABLE_INPUT);
        assertThat(refused.err()).contains("line 4, domain: not_a_domain");
        assertThat(refused.sentence()).contains("Nothing was changed");
        Path report = folder.resolve("report");
        run("stats", "--from=2026-01-01", "--to=2026-03-31", "--locale=en", "--out=" + report)
                .ended(ExitStatus.DONE);
        assertThat(report.resolve("report.html")).content().contains("Shop, Ltd", "<svg", "2026-W13");
        assertThat(report.resolve("report.pdf")).isNotEmptyFile();
        assertThat(report.resolve("plots/hits-plot.svg")).isNotEmptyFile();
        assertThat(report.resolve("tables/weeks.csv")).content().contains("2026-W13,2026-03-23,0,0,0,0,0,0,,yes");
        run("stats", "--from=2026-01-01", "--to=2026-03-31", "--out=" + report).ended(ExitStatus.DONE);
        assertThat(run("stats", "--from=2026-01-01", "--to=2026-03-31", "--out=" + folder)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("something else");
        assertThat(run("stats", "--from=2026-04-01", "--to=2026-03-31", "--out=" + report)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("begins before it ends");
    }

    @Test
    void what_is_withdrawn_is_told_in_numbers_and_the_reason_is_kept() throws IOException {
        run("source", "withdrawn", "--owner=Made-up maker", "--licence=Agreement 1", "--scheme=own")
                .ended(ExitStatus.DONE);
        Path list = Files.writeString(folder.resolve("w.csv"), "id,md5\none,%032x\ntwo,%032x\n".formatted(1, 2));
        run("import", "--source=withdrawn", list.toString()).ended(ExitStatus.DONE);
        Path gone = Files.writeString(folder.resolve("gone.txt"), "id\none\nnever\n");
        assertThat(run("withdraw", "--source=withdrawn", "--reason=taken on by mistake", gone.toString())
                        .ended(ExitStatus.DONE)
                        .out())
                .contains("gone.txt: 1 withdrawn, 1 not listed so, 0 rejected");
        assertThat(run("withdraw", "--source=withdrawn", "--reason=short", gone.toString())
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("10 to 1,000 characters");
        assertThat(run("withdraw", "--source=nobody", "--reason=taken on by mistake", gone.toString())
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("no source of that name");
    }

    @Test
    void what_is_taken_off_a_list_of_the_police_is_told_to_wait_for_a_second_holder() throws IOException {
        run("source", "guarded", "--owner=Made-up maker", "--licence=Agreement 1", "--scheme=own", "--police")
                .ended(ExitStatus.DONE);
        Path list = Files.writeString(folder.resolve("guarded.txt"), "%032x%n".formatted(90));
        run("import", "--source=guarded", list.toString()).ended(ExitStatus.DONE);
        assertThat(run("withdraw", "--source=guarded", "--reason=taken on by mistake", list.toString())
                        .ended(ExitStatus.DONE)
                        .out())
                .contains("guarded.txt: 1 to be withdrawn, 0 not listed so", "Nothing is withdrawn yet: order ")
                .containsPattern("order \\d+ waits for a second holder: hashes orders confirm \\d+\\.");
        assertThat(run("end", "guarded", "--reason=the agreement has ended")
                        .ended(ExitStatus.DONE)
                        .out())
                .contains("guarded hasn't ended: order ");
        assertThat(run("list").ended(ExitStatus.DONE).out())
                .containsPattern("guarded +block +without end, police; Made-up maker");
    }

    private static Terminal orders(Path key, String command, String... words) {
        String[] all = new String[words.length + 5];
        all[0] = "hashes";
        all[1] = "orders";
        all[2] = command;
        all[3] = "--server=http://127.0.0.1:" + server.port();
        all[4] = "--access-key-file=" + key;
        System.arraycopy(words, 0, all, 5, words.length);
        return Terminal.run((Object[]) all);
    }

    @Test
    void an_order_is_listed_confirmed_by_a_colleague_only_or_dropped() throws IOException {
        Path own = folder.resolve("key");
        Path colleague = Files.writeString(folder.resolve("colleague.key"), issued("Colleague"));
        run("source", "ordered", "--owner=Made-up maker", "--licence=Agreement 1", "--scheme=own", "--police")
                .ended(ExitStatus.DONE);
        Path list = Files.writeString(folder.resolve("ordered.txt"), "%032x%n".formatted(92));
        run("import", "--source=ordered", list.toString()).ended(ExitStatus.DONE);
        String first = order(run("withdraw", "--source=ordered", "--reason=taken on by mistake", list.toString()));
        assertThat(orders(colleague, "list").ended(ExitStatus.DONE).out())
                .contains("order " + first + ": a withdrawal of 1 entry from source ordered", "taken on by mistake")
                .doesNotContain("%032x".formatted(92));
        assertThat(orders(own, "confirm", first)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("an order of their own");
        assertThat(orders(colleague, "confirm", first).ended(ExitStatus.DONE).out())
                .contains("Order " + first + " counts: a withdrawal of 1 entry from source ordered.");
        String second = order(run("end", "ordered", "--reason=the agreement has ended"));
        assertThat(orders(own, "drop", second, "--reason=it goes on after all")
                        .ended(ExitStatus.DONE)
                        .out())
                .contains("Order " + second + " is dropped: the end of source ordered never counts.");
        assertThat(orders(colleague, "list").ended(ExitStatus.DONE).out())
                .doesNotContain("order " + first + ":", "order " + second + ":");
    }

    private static String order(Terminal made) {
        return made.ended(ExitStatus.DONE).out().replaceAll("(?s).*order (\\d+) waits.*", "$1");
    }

    @Test
    void a_hash_that_still_stands_under_a_name_is_told_and_the_command_does_not_end_well() throws IOException {
        run(
                        "source",
                        "twice",
                        "--owner=Made-up maker",
                        "--licence=Agreement 1",
                        "--scheme=own",
                        "--from=2199-01-01T00:00:00Z")
                .ended(ExitStatus.DONE);
        assertThat(run("list").ended(ExitStatus.DONE).out()).contains("from 2199-01-01T00:00:00Z");
        Path bare = Files.writeString(folder.resolve("bare.txt"), "%032x%n".formatted(91));
        Path named = Files.writeString(folder.resolve("named.csv"), "id,md5\none,%032x\n".formatted(91));
        run("import", "--source=twice", bare.toString(), named.toString()).ended(ExitStatus.DONE);
        Terminal withdrawn = run("withdraw", "--source=twice", "--reason=taken on by mistake", bare.toString())
                .ended(ExitStatus.ROWS_REJECTED);
        assertThat(withdrawn.out()).contains("bare.txt: 1 withdrawn");
        assertThat(withdrawn.sentence())
                .contains("1 of the hashes in bare.txt still stand on the list and match: other entries");
        run("withdraw", "--source=twice", "--reason=taken on by mistake", named.toString())
                .ended(ExitStatus.DONE);
    }

    @Test
    void a_list_that_breaks_off_is_told_in_a_sentence_with_its_line() throws IOException {
        run("source", "broken", "--owner=Made-up maker", "--licence=Agreement 1", "--scheme=own")
                .ended(ExitStatus.DONE);
        Path list = Files.writeString(folder.resolve("broken.json"), "{\"odata.metadata\":\"x\",\n\"value\":[{");
        assertThat(run("import", "--source=broken", "--categories=1", list.toString())
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("line 2", "Nothing of it counts.");
    }

    @Test
    void nothing_is_sent_where_a_file_of_the_command_can_t_be_read_or_written() throws IOException {
        run("source", "whole", "--owner=Made-up maker", "--licence=Agreement 1", "--scheme=own")
                .ended(ExitStatus.DONE);
        Path list = Files.writeString(folder.resolve("whole.txt"), "%032x%n".formatted(77));
        for (Path wrong : List.of(folder.resolve("missing.txt"), folder)) {
            assertThat(run("import", "--source=whole", list.toString(), wrong.toString())
                            .ended(ExitStatus.UNUSABLE_INPUT)
                            .sentence())
                    .contains(wrong + " can't be read", "Nothing was sent");
        }
        Path nowhere = folder.resolve("nowhere/rejected.csv");
        assertThat(run("import", "--source=whole", "--rejected=" + nowhere, list.toString())
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains(nowhere + " can't be written");
        assertThat(run("import", "--source=whole", list.toString())
                        .ended(ExitStatus.DONE)
                        .out())
                .contains("1 listed, 0 withdrawn, 0 known");
    }

    @Test
    void a_list_in_which_nothing_is_a_hash_doesn_t_go_by_as_one() throws IOException {
        run("source", "useless", "--owner=Made-up maker", "--licence=Agreement 1", "--scheme=own")
                .ended(ExitStatus.DONE);
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        assertThat(run("import", "--source=useless", empty.toString())
                        .ended(ExitStatus.ROWS_REJECTED)
                        .sentence())
                .contains("Nothing in empty.txt could be used");
        Path wide =
                Files.write(folder.resolve("wide.txt"), "%032x\n".formatted(78).getBytes(UTF_16));
        assertThat(run("import", "--source=useless", wide.toString())
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("in UTF-8");
    }

    @Test
    void a_reason_with_a_hash_in_it_is_refused_since_the_audit_log_would_keep_it() throws IOException {
        run("source", "reasoned", "--owner=Made-up maker", "--licence=Agreement 1", "--scheme=own")
                .ended(ExitStatus.DONE);
        Path list = Files.writeString(folder.resolve("reasoned.txt"), "%032x%n".formatted(79));
        String reason = "--reason=this one is wrong: %032x".formatted(79);
        assertThat(run("withdraw", "--source=reasoned", reason, list.toString())
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("without an address or a hash");
        assertThat(run("end", "reasoned", reason)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("without an address or a hash");
        run("end", "reasoned", "--reason=the agreement has ended").ended(ExitStatus.DONE);
        assertThat(run("list").ended(ExitStatus.DONE).out()).containsPattern("reasoned +block +ended 20");
        assertThat(run("source", "x", "--owner=x", "--licence=x", "--scheme=x", "--action=explode")
                        .ended(ExitStatus.USAGE)
                        .sentence())
                .contains("BLOCK, REVIEW");
    }

    @Test
    void the_register_comes_back_as_it_was_printed_and_faults_of_an_entry_are_told() throws IOException {
        organisations("add", "@Host", "--mode=both", "--from=2025-01-01").ended(ExitStatus.DONE);
        Terminal printed = organisations("list").ended(ExitStatus.DONE);
        assertThat(printed.out()).as("as no formula").contains("\"'@Host\"");
        Path table = Files.writeString(folder.resolve("back.csv"), printed.out());
        assertThat(organisations("import", table.toString())
                        .ended(ExitStatus.DONE)
                        .out())
                .startsWith("0 added, 0 corrected,");
        Path dutch = Files.writeString(
                folder.resolve("dutch.csv"), "organisation;mode;obliged;from\n@Host;both;no;2025-01-01\n");
        assertThat(organisations("import", dutch.toString())
                        .ended(ExitStatus.DONE)
                        .out())
                .startsWith("0 added, 0 corrected, 1 known");
        assertThat(organisations("add", "@Host", "--mode=both", "--from=2026-06-01", "--until=2026-01-01")
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("Nothing was changed", "until not_after_from");
        organisations("retract", "@Host", "--from=2025-01-01", "--reason=made up for a test")
                .ended(ExitStatus.DONE);
    }

    @Test
    void a_period_that_ends_before_it_begins_is_refused() {
        assertThat(run("stats", "--from=2026-04-01", "--to=2026-03-31")
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("begins before it ends");
    }
}
