// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.schoonnet.cli.CheckClient.Listing;
import nl.schoonnet.cli.CheckedFile.Result;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.internet.input.SpreadsheetText;
import org.jspecify.annotations.Nullable;

/** Tells results to the operator of the files: lines or JSON on the terminal, and CSV in a file of their own. */
final class CheckOutput implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final boolean json;
    private final boolean all;
    private final @Nullable CsvWriter csv;

    private CheckOutput(PrintWriter out, boolean json, boolean all, @Nullable CsvWriter csv) {
        this.out = out;
        this.json = json;
        this.all = all;
        this.csv = csv;
    }

    /**
     * Opens it.
     *
     * @param all whether files that aren't listed are told too
     * @param table where the table goes; null if none is wanted
     * @param goOn whether a table that is there is gone on with, else it is replaced
     */
    static CheckOutput open(PrintWriter out, boolean json, boolean all, @Nullable Path table, boolean goOn)
            throws IOException {
        if (table == null) {
            return new CheckOutput(out, json, all, null);
        }
        FileChannel channel = OwnFile.open(table);
        try {
            OwnFile.makePrivate(table);
            if (goOn) {
                OwnFile.cutAtLine(channel);
            } else {
                channel.truncate(0);
            }
            boolean empty = channel.size() == 0;
            CsvWriter csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    .build(Channels.newWriter(channel.position(channel.size()), StandardCharsets.UTF_8));
            if (empty) {
                csv.writeRecord(
                        "file", "result", "why", "by", "listings", "bytes", "md5", "sha1", "sha256", "pdq", "quality");
            }
            return new CheckOutput(out, json, all, csv);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Tells some, and returns when they are written. */
    void tell(List<CheckedFile> files) throws IOException {
        for (CheckedFile file : files) {
            if (all || file.result() != Result.NO_MATCH) {
                out.println(json ? object(file) : line(file));
                record(file);
            }
        }
        out.flush();
        if (csv != null) {
            csv.flush();
        }
    }

    private static String by(CheckedFile file) {
        return file.by().stream().map(HashKind::word).collect(Collectors.joining(" "));
    }

    private static String line(CheckedFile file) {
        String more = switch (file.result()) {
            case MATCH -> {
                String listings =
                        file.listings().stream().map(CheckOutput::text).collect(Collectors.joining("; "));
                yield by(file) + (listings.isEmpty() ? "" : " (" + listings + ")");
            }
            case NO_MATCH -> file.noPicture() ? "(" + file.why() + ": no perceptual hash)" : "";
            case NOT_CHECKED -> file.why();
        };
        return String.format(
                Locale.ROOT,
                "%-11s  %s%s%s",
                file.result().word(),
                more,
                more.isEmpty() ? "" : "  ",
                plain(file.hashed().file().name()));
    }

    private static String text(Listing listing) {
        return plain(listing.source()
                + (listing.classification().isEmpty() ? "" : ", " + listing.classification())
                + (listing.action().isEmpty() ? "" : ", " + listing.action()));
    }

    /** Without characters that a terminal takes for commands. */
    static String plain(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        text.chars()
                .forEach(c -> plain.append(
                        Character.isISOControl(c) ? String.format(Locale.ROOT, "\\u%04x", c) : "" + (char) c));
        return plain.toString();
    }

    private static ObjectNode object(CheckedFile file) {
        ObjectNode object = JSON.createObjectNode()
                .put("file", file.hashed().file().name())
                .put("result", file.result().word());
        if (!file.why().isEmpty()) {
            object.put("why", file.why());
        }
        if (!file.by().isEmpty()) {
            ArrayNode by = object.putArray("by");
            file.by().forEach(kind -> by.add(kind.word()));
        }
        if (!file.listings().isEmpty()) {
            ArrayNode listings = object.putArray("listings");
            file.listings()
                    .forEach(listing -> listings.addObject()
                            .put("source", listing.source())
                            .put("classification", listing.classification())
                            .put("action", listing.action()));
        }
        Digests digests = file.hashed().digests();
        if (digests != null) {
            object.put("bytes", digests.bytes())
                    .put("md5", digests.md5().hex())
                    .put("sha1", digests.sha1().hex())
                    .put("sha256", digests.sha256().hex());
        }
        Pdq pdq = file.hashed().pdq();
        if (pdq != null) {
            object.put("pdq", pdq.hash().hex()).put("quality", pdq.quality());
        }
        return object;
    }

    private void record(CheckedFile file) {
        if (csv == null) {
            return;
        }
        Digests digests = file.hashed().digests();
        Pdq pdq = file.hashed().pdq();
        csv.writeRecord(
                SpreadsheetText.harmless(plain(file.hashed().file().name())),
                file.result().word(),
                SpreadsheetText.harmless(file.why()),
                by(file),
                SpreadsheetText.harmless(
                        file.listings().stream().map(CheckOutput::text).collect(Collectors.joining("; "))),
                digests == null ? "" : Long.toString(digests.bytes()),
                digests == null ? "" : digests.md5().hex(),
                digests == null ? "" : digests.sha1().hex(),
                digests == null ? "" : digests.sha256().hex(),
                pdq == null ? "" : pdq.hash().hex(),
                pdq == null ? "" : Integer.toString(pdq.quality()));
    }

    @Override
    public void close() throws IOException {
        if (csv != null) {
            csv.close();
        }
    }
}
