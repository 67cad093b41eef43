// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import nl.schoonnet.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices from files into a running server, by command. */
class ImportCommandTests {
    private static final String NTD =
            "NTD filenumber;NTD type;NTD status;NTD status time;abuse owner;abuse type;abuse country;"
                    + "abuse email;url;IP;first seen;last seen;online counter";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(folder.resolve("data"), Map.of("server.port", 0));
        Files.writeString(folder.resolve("key"), server.firstKey().orElseThrow());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Terminal run(String... words) {
        String[] all = new String[words.length + 7];
        all[0] = "import";
        all[1] = "--server";
        all[2] = "http://127.0.0.1:" + server.port();
        all[3] = "--access-key-file";
        all[4] = folder.resolve("key").toString();
        all[5] = "--source";
        all[6] = "hotline";
        System.arraycopy(words, 0, all, 7, words.length);
        return Terminal.run((Object[]) all);
    }

    @Test
    void good_rows_are_kept_bad_ones_listed_and_the_same_file_twice_changes_nothing() throws IOException {
        Path file = Files.writeString(
                folder.resolve("n.csv"),
                "notice_id,url,sent_at\na,https://a.example/x,2026-03-01T10:00:00Z\nb,no address,2026-03-01T10:00:00Z\n");
        Path rejected = folder.resolve("bad.csv");
        Terminal first = run("--rejected", rejected.toString(), file.toString());
        assertThat(first.status()).isEqualTo(ExitStatus.ROWS_REJECTED);
        assertThat(first.out()).contains("n.csv: 1 added").contains("1 rejected");
        assertThat(rejected).hasContent("file,line,field,code\nn.csv,3,url,not_a_web_address");
        assertThat(run(file.toString()).out()).contains("0 added").contains("1 known");
    }

    @Test
    void scart_s_exports_are_joined_and_taken_in() throws IOException {
        Path file = Files.writeString(
                folder.resolve("ntd.csv"),
                NTD + "\nN1;hoster;sent_api_succes;2026-01-05 12:00:00;Hoster One;hoster;nl;abuse@host.example;"
                        + "https://scart.example/x;192.0.2.1;2026-01-03 10:00:00;2026-01-06 13:00:00;3\n");
        Terminal terminal = run(file.toString());
        assertThat(terminal.out()).contains("SCART: 1 added");
        assertThat(terminal.status()).isEqualTo(ExitStatus.DONE);
        assertThat(run(file.toString()).out()).contains("1 known");
    }

    @Test
    void what_is_used_wrongly_is_told_in_a_sentence() throws IOException {
        Path file = Files.writeString(folder.resolve("w.csv"), "notice_id,url,sent_at\n");
        Path key = Files.writeString(folder.resolve("wrong"), "sn_aaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
        Terminal wrongKey = Terminal.run(
                "import",
                "--server=http://127.0.0.1:" + server.port(),
                "--access-key-file=" + key,
                "--source=hotline",
                file.toString());
        assertThat(wrongKey.err()).contains("doesn't know this key");
        assertThat(wrongKey.status()).isEqualTo(ExitStatus.UNUSABLE_INPUT);
        Terminal clear = Terminal.run(
                "import",
                "--server=http://schoonnet.example",
                "--access-key-file=" + key,
                "--source=hotline",
                file.toString());
        assertThat(clear.err()).contains("travel in clear");
        Terminal none = Terminal.run(
                "import",
                "--server=http://127.0.0.1:1",
                "--access-key-file=" + key,
                "--source=hotline",
                file.toString());
        assertThat(none.err()).contains("doesn't answer");
        Terminal source = Terminal.run(
                "import",
                "--server=http://127.0.0.1:" + server.port(),
                "--access-key-file=" + folder.resolve("key"),
                "--source=Not A Source",
                file.toString());
        assertThat(source.err()).contains("The name of a source");
    }
}
