// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.schoonnet.takedown.episode.ClockOrigin;
import org.jspecify.annotations.Nullable;

/** Writes notices in our own columns. For machines: nothing is done against formulas, so that it reads back the same. */
final class NoticeWriter {
    private static final List<String> TEXTS = List.of(
            "channel",
            "status",
            "recipient",
            "batch",
            "page",
            "cluster",
            "address",
            "source",
            "content_hash",
            "entered_at",
            "server_country",
            "registrar",
            "inclusion",
            "flags");

    private NoticeWriter() {}

    static void write(Iterable<Notice> notices, OutputStream out) throws IOException {
        BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        // Not closed: that would close the caller's stream.
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        List<String> header = new ArrayList<>(List.of("notice_id", "item", "url"));
        for (ClockOrigin origin : ClockOrigin.values()) {
            header.add(code(origin) + "_at");
        }
        header.addAll(TEXTS);
        csv.writeRecord(header);
        for (Notice notice : notices) {
            csv.writeRecord(cells(notice));
        }
        csv.flush();
        text.flush();
    }

    private static List<String> cells(Notice n) {
        List<String> cells = new ArrayList<>(List.of(n.id(), n.item(), n.url()));
        for (ClockOrigin origin : ClockOrigin.values()) {
            cells.add(text(n.clock(origin)));
        }
        cells.add(code(n.channel()));
        cells.add(n.status() == null ? "" : code(n.status()));
        cells.add(n.recipient());
        cells.add(n.batch());
        cells.add(n.page());
        cells.add(n.cluster());
        cells.add(n.addresses().stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" ")));
        cells.add(n.source() == null ? "" : code(n.source()));
        cells.add(n.contentHash());
        cells.add(text(n.enteredAt()));
        cells.add(n.serverCountry());
        cells.add(n.registrar());
        cells.add(n.inclusion() == 0 ? "" : BigDecimal.valueOf(n.inclusion()).toPlainString());
        cells.add(n.flags().stream().map(NoticeWriter::code).collect(Collectors.joining(" ")));
        return cells;
    }

    private static String text(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }

    /** A constant as files write it. */
    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
