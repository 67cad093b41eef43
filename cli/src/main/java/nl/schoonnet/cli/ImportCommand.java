// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.reporting.source.Notices;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.reporting.source.RejectedFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schoonnet import}: brings notices from files to a running server. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Brings notices to a running server: CSV in the columns of docs/formats.md, plain or gzip, or SCART's exports,"
                    + " which are joined here and sent as notices.",
            "A row is known again by --source and its notice_id, so the same file twice changes nothing, and an import that"
                    + " broke off is done again whole. The key needs the role analyst.",
            "Good rows are kept and bad ones listed: exit status 4 if there were any."
        })
final class ImportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server = new ServerOptions();

    @Option(
            names = "--source",
            required = true,
            paramLabel = "NAME",
            description =
                    "The register that the notices come from; lower-case letters, digits, dots, dashes and underscores.")
    String source = "";

    @Option(
            names = "--rejected",
            paramLabel = "FILE",
            description = "Write the rejected rows to FILE as CSV: file, line, field, code; never a value.")
    @Nullable
    Path rejectedFile;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files; SCART's three exports together.")
    List<Path> files = new ArrayList<>();

    private final List<Rejection> rejections = new ArrayList<>();
    private long rejected;

    @Override
    public Integer call() throws IOException {
        List<Path> own = new ArrayList<>();
        List<Path> scart = new ArrayList<>();
        for (Path file : files) {
            (Notices.fromScart(file) ? scart : own).add(file);
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        try (ServerClient client = server.client()) {
            for (Path file : own) {
                progress.step("Sending");
                send(client, file, progress);
            }
            if (!scart.isEmpty()) {
                progress.step("Joining SCART's exports");
                ReadingLog log = new ReadingLog();
                List<Notice> notices = Notices.read(scart, Set.of(), log).notices();
                rejected += log.count();
                rejections.addAll(log.rejections());
                progress.step("Sending");
                join(client, notices);
            }
        } finally {
            progress.end();
        }
        return finish();
    }

    private void send(ServerClient client, Path file, Progress progress) throws IOException {
        long size = Files.size(file);
        String name = String.valueOf(file.getFileName());
        Supplier<InputStream> body = () -> counted(file, name, size, progress);
        JsonNode answer = client.post(path(), type(file), body);
        tell(name, answer, rejection -> new Rejection(name, rejection.line(), rejection.field(), rejection.code()));
    }

    private String path() {
        return "/api/v1/imports?source=" + URLEncoder.encode(source, StandardCharsets.UTF_8);
    }

    private static String type(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(2);
            boolean gzip = first.length == 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
            return gzip ? "application/gzip" : "text/csv";
        }
    }

    private static InputStream counted(Path file, String name, long size, Progress progress) {
        try {
            return new FilterInputStream(Files.newInputStream(file)) {
                private long read;

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    int got = super.read(into, from, length);
                    if (got > 0) {
                        read += got;
                        progress.sent(name, read, size);
                    }
                    return got;
                }
            };
        } catch (IOException e) {
            throw new InputException("not_read", name, 0, name + " can't be read any more.", e);
        }
    }

    /** The joined notices, written while they are sent. A rejection is told by the place from which its notice came. */
    private void join(ServerClient client, List<Notice> notices) {
        Supplier<InputStream> body = () -> written(notices);
        JsonNode answer = client.post(path(), "text/csv", body);
        tell("SCART", answer, rejection -> {
            int index = Math.clamp(rejection.line() - 2, 0, notices.size() - 1);
            Notice notice = notices.get(index);
            return new Rejection(notice.file(), notice.line(), rejection.field(), rejection.code());
        });
    }

    private static InputStream written(List<Notice> notices) {
        try {
            PipedInputStream in = new PipedInputStream(1 << 16);
            PipedOutputStream out = new PipedOutputStream(in);
            Thread.ofVirtual().start(() -> {
                try (out) {
                    Notices.write(notices, out);
                } catch (IOException e) {
                    // The reader went away, and tells why.
                    Thread.currentThread().interrupt();
                }
            });
            return in;
        } catch (IOException e) {
            throw new InputException("not_sent", "", 0, "The notices can't be sent.", e);
        }
    }

    private void tell(String name, JsonNode answer, Function<Rejection, Rejection> place) {
        for (JsonNode r : answer.path("rejections")) {
            rejections.add(place.apply(new Rejection(
                    name,
                    r.path("line").asLong(),
                    r.path("field").asText(),
                    r.path("code").asText())));
        }
        rejected += answer.path("rejected").asLong();
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "%s: %,d added (%,d addresses not known before), %,d changed, %,d known, %,d rejected; import %d.",
                name,
                answer.path("added").asLong(),
                answer.path("addedItems").asLong(),
                answer.path("changed").asLong(),
                answer.path("known").asLong(),
                answer.path("rejected").asLong(),
                answer.path("importId").asLong()));
        out.flush();
    }

    private int finish() throws IOException {
        if (rejectedFile != null) {
            try (BufferedWriter out = Files.newBufferedWriter(rejectedFile)) {
                RejectedFile.write(rejections, out);
            }
        }
        return RejectedRows.tell(
                spec.commandLine().getErr(),
                rejections.stream()
                        .map(r -> r.file() + " line " + r.line() + ", " + r.field() + ": " + r.code())
                        .toList(),
                rejected,
                rejectedFile);
    }
}
