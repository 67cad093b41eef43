// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.ClockOrigin;
import org.jspecify.annotations.Nullable;

/** Reads notices whose columns have our names, and hands SCART's exports to their own reader. */
final class NoticeReader {
    /** The columns of the clocks; {@code notified_at} is a notice of which nobody knows whether it was delivered. */
    private static final Map<String, ClockOrigin> CLOCKS = Map.of(
            "reported_at", ClockOrigin.REPORTED,
            "assessed_at", ClockOrigin.ASSESSED,
            "attempted_at", ClockOrigin.ATTEMPTED,
            "sent_at", ClockOrigin.SENT,
            "notified_at", ClockOrigin.SENT,
            "delivered_at", ClockOrigin.DELIVERED,
            "acknowledged_at", ClockOrigin.ACKNOWLEDGED,
            "first_seen_at", ClockOrigin.FIRST_SEEN);

    private static final String CLOCK_COLUMNS = "reported_at, assessed_at, attempted_at, sent_at (or notified_at),"
            + " delivered_at, acknowledged_at and first_seen_at";
    private static final List<String> OPTIONAL = List.of(
            "item",
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
    private static final Map<String, NoticeFlag> FLAGS = Arrays.stream(NoticeFlag.values())
            .collect(Collectors.toUnmodifiableMap(NoticeWriter::code, Function.identity()));

    private static final String COLUMNS =
            "notice_id, url, one or more with a time, and those that docs/formats.md lists";

    /** Below this the weight of an item is no number to work with. */
    private static final BigDecimal SMALLEST_INCLUSION = new BigDecimal("1e-9");

    private final Set<String> keep;
    private final ReadingLog log;
    private final Consumer<Notice> sink;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> texts = new HashMap<>();
    private final ScartReader scart;
    private boolean inclusionStated;
    private boolean inclusionLeftEmpty;

    private NoticeReader(Set<String> keep, ReadingLog log, Consumer<Notice> sink) {
        this.sink = sink;
        this.keep = keep;
        this.log = log;
        this.scart = new ScartReader(keep, log);
    }

    static Notices read(List<Path> files, Set<String> keep, ReadingLog log) {
        List<Notice> notices = new ArrayList<>();
        NoticeReader reader = new NoticeReader(keep, log, notices::add);
        files.forEach(reader::read);
        reader.scart.finish();
        for (Notice notice : reader.scart.notices()) {
            if (reader.ids.add(notice.id())) {
                notices.add(notice);
            } else {
                log.accept(new Rejection(notice.file(), notice.line(), "filenumber", "duplicate_id"));
            }
        }
        // A column that nobody ever filled says nothing about who was drawn.
        boolean neverStated = reader.inclusionLeftEmpty && !reader.inclusionStated;
        return new Notices(
                neverStated ? notices.stream().map(n -> n.withInclusion(1)).toList() : notices,
                reader.scart.findings(),
                neverStated);
    }

    static void each(String name, InputStream in, ReadingLog log, Consumer<Notice> sink) {
        try (CsvRows rows = CsvRows.open(name, in, true, log)) {
            new NoticeReader(Set.of(), log, sink).readOwn(rows);
        }
    }

    static boolean fromScart(Path file) {
        try (CsvRows rows = CsvRows.open(file, true, new ReadingLog())) {
            return ScartReader.Export.of(rows.header()) != null;
        }
    }

    private void read(Path file) {
        ScartReader.@Nullable Export export;
        try (CsvRows rows = CsvRows.open(file, true, log)) {
            export = ScartReader.Export.of(rows.header());
            if (export == null) {
                readOwn(rows);
            }
        }
        if (export != null) {
            scart.read(file, export);
        }
    }

    private void readOwn(CsvRows rows) {
        Columns columns = new Columns(rows, keep);
        for (String name : columns.unknown) {
            log.note(rows.file(), name, "unknown_column");
        }
        while (rows.next()) {
            Notice notice = notice(rows, columns);
            if (notice != null) {
                sink.accept(notice);
            }
        }
    }

    private @Nullable Notice notice(CsvRows rows, Columns columns) {
        Row row = new Row(rows);
        String id = row.text(columns.id);
        String url = row.text(columns.url);
        Map<ClockOrigin, Instant> clocks = new EnumMap<>(ClockOrigin.class);
        columns.clocks.forEach((origin, column) -> {
            if (!rows.isBlank(column)) {
                clocks.put(origin, row.instant(column));
            }
        });
        if (clocks.isEmpty()) {
            row.fault(columns.firstClock, "no_clock");
        }
        String item = row.line(columns.item);
        Channel channel = rows.isBlank(columns.channel) ? Channel.HOTLINE : row.code(columns.channel, Channel.class);
        DeliveryStatus status = rows.isBlank(columns.status) ? null : row.code(columns.status, DeliveryStatus.class);
        NoticeSource source = rows.isBlank(columns.source) ? null : row.code(columns.source, NoticeSource.class);
        String recipient = shared(row.line(columns.recipient));
        String batch = shared(row.line(columns.batch));
        String page = shared(row.line(columns.page));
        String cluster = shared(row.line(columns.cluster));
        List<InetAddress> addresses = row.addresses(columns.address);
        String contentHash = row.line(columns.contentHash);
        Instant enteredAt = rows.isBlank(columns.enteredAt) ? null : row.instant(columns.enteredAt);
        String country = country(row, columns.serverCountry);
        String registrar = shared(row.line(columns.registrar));
        double inclusion = inclusion(row, columns.inclusion);
        Set<NoticeFlag> flags = flags(row, columns.flags);
        if (row.isGood() && ids.contains(id)) {
            row.fault(columns.id, "duplicate_id");
        }
        if (!row.isGood() || channel == null) {
            return null;
        }
        ids.add(id);
        inclusionStated |= columns.inclusion >= 0 && inclusion > 0;
        inclusionLeftEmpty |= inclusion == 0;
        return new Notice(
                id,
                item.isEmpty() ? id : item,
                url,
                clocks,
                channel,
                status,
                recipient,
                batch,
                page,
                cluster,
                addresses,
                source,
                contentHash,
                enteredAt,
                country,
                registrar,
                inclusion,
                others(rows, columns),
                flags,
                rows.file(),
                rows.line());
    }

    private String country(Row row, int column) {
        String code = row.line(column);
        boolean letters = code.length() == 2 && code.chars().allMatch(c -> (c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        if (!code.isEmpty() && !letters) {
            row.fault(column, "not_a_country");
        }
        return shared(code.toUpperCase(Locale.ROOT));
    }

    private static Set<NoticeFlag> flags(Row row, int column) {
        String text = row.line(column);
        Set<NoticeFlag> flags = EnumSet.noneOf(NoticeFlag.class);
        for (String code : text.split(" ", -1)) {
            if (!code.isEmpty()) {
                NoticeFlag flag = FLAGS.get(code);
                if (flag == null) {
                    row.fault(column, "unknown_code");
                    return Set.of();
                }
                flags.add(flag);
            }
        }
        return flags;
    }

    private static double inclusion(Row row, int column) {
        if (column < 0) {
            return 1;
        }
        BigDecimal value = row.decimal(column);
        if (value == null) {
            return 0;
        }
        if (value.compareTo(SMALLEST_INCLUSION) < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            row.fault(column, "out_of_range");
        }
        return value.doubleValue();
    }

    private Map<String, String> others(CsvRows rows, Columns columns) {
        if (columns.others.isEmpty()) {
            return Map.of();
        }
        Map<String, String> others = new HashMap<>();
        columns.others.forEach((name, column) -> others.put(name, shared(rows.get(column))));
        return others;
    }

    /** One string for all rows that have the same text. */
    private String shared(String text) {
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    /** Where a file has what. */
    private static final class Columns {
        final int id;
        final int url;
        final Map<ClockOrigin, Integer> clocks = new EnumMap<>(ClockOrigin.class);
        final int firstClock;
        final int item;
        final int channel;
        final int status;
        final int recipient;
        final int batch;
        final int page;
        final int cluster;
        final int address;
        final int source;
        final int contentHash;
        final int enteredAt;
        final int serverCountry;
        final int registrar;
        final int inclusion;
        final int flags;
        final Map<String, Integer> others = new HashMap<>();
        final List<String> unknown = new ArrayList<>();

        Columns(CsvRows rows, Set<String> keep) {
            rows.demand(COLUMNS, "notice_id", "url");
            id = rows.required("notice_id", COLUMNS);
            url = rows.required("url", COLUMNS);
            for (String name : rows.header()) {
                ClockOrigin origin = CLOCKS.get(name);
                if (origin != null && clocks.put(origin, rows.column(name)) != null) {
                    throw new InputException(
                            "duplicate_column",
                            rows.file(),
                            0,
                            rows.file() + " has both sent_at and notified_at, which mean the same; keep one of them.");
                }
            }
            if (clocks.isEmpty()) {
                throw new InputException(
                        "missing_column",
                        rows.file(),
                        0,
                        rows.file() + " has no column with a time; the times known here are " + CLOCK_COLUMNS + ".");
            }
            firstClock = clocks.values().stream().min(Integer::compare).orElse(0);
            item = rows.column("item");
            channel = rows.column("channel");
            status = rows.column("status");
            recipient = rows.column("recipient");
            batch = rows.column("batch");
            page = rows.column("page");
            cluster = rows.column("cluster");
            address = rows.column("address");
            source = rows.column("source");
            contentHash = rows.column("content_hash");
            enteredAt = rows.column("entered_at");
            serverCountry = rows.column("server_country");
            registrar = rows.column("registrar");
            inclusion = rows.column("inclusion");
            flags = rows.column("flags");
            for (String name : keep) {
                others.put(name, rows.required(name, "those of its first line"));
            }
            for (int i = 0; i < rows.header().size(); i++) {
                String name = rows.header().get(i);
                boolean known = name.equals("notice_id")
                        || name.equals("url")
                        || CLOCKS.containsKey(name)
                        || OPTIONAL.contains(name)
                        || keep.contains(name);
                if (!known) {
                    unknown.add(printable(name, i));
                }
            }
        }
    }

    /** The name of a column if it looks like one, else its place: a header may hold anything. */
    static String printable(String name, int column) {
        boolean plain = !name.isEmpty()
                && name.length() <= 40
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == ' ');
        return plain ? name : "column " + (column + 1);
    }
}
