// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.reporting.source.SemicolonRepair.Kind;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.ClockOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Reads three exports of SCART, the tool of several hotlines, and joins them: notices sent ({@code ntd}), items that were
 * noticed and are now closed ({@code ntdclosed}), and the rows of its report module. Items are joined by file number; a
 * notice has only the URL of its item, so that it is joined by URL, and stands on its own where no other export has that URL.
 *
 * <p>What SCART's columns mean was learnt from its public source (release 6.5): the time of a mail notice is when its mail log
 * was read; {@code first seen} is the moment of classification; times are local and have no zone; values have no quotes.
 */
final class ScartReader {
    /** The longest URL that SCART keeps with a notice. */
    private static final int NOTICE_URL_LENGTH = 255;

    private static final String CLOSED_COLUMNS = "filenumber, url, status, abuse owner, abuse country, abuse email, IP,"
            + " first seen, last seen and online counter";
    private static final String NOTICE_COLUMNS = "NTD filenumber, NTD type, NTD status, NTD status time, abuse owner,"
            + " abuse type, abuse country, abuse email, url, IP, first seen, last seen and online counter";
    private static final String REPORT_COLUMNS =
            "filenumber, url, url_ip, received_at, firstseen_at, lastseen_at, police,"
                    + " source_code, status_code, hoster_country, hoster_owner, hoster_first_ntd_at and grade_code";

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("ntd filenumber", Kind.CODE),
            Map.entry("ntd type", Kind.CODE),
            Map.entry("ntd status", Kind.CODE),
            Map.entry("ntd status time", Kind.TIME),
            Map.entry("abuse type", Kind.CODE),
            Map.entry("abuse country", Kind.CODE),
            Map.entry("abuse email", Kind.MAIL),
            Map.entry("url", Kind.URL),
            Map.entry("ip", Kind.ADDRESS),
            Map.entry("first seen", Kind.TIME),
            Map.entry("last seen", Kind.TIME),
            Map.entry("online counter", Kind.COUNT),
            Map.entry("filenumber", Kind.CODE),
            Map.entry("status", Kind.CODE),
            Map.entry("url_host", Kind.HOST),
            Map.entry("url_ip", Kind.ADDRESS),
            Map.entry("url_type", Kind.CODE),
            Map.entry("url_referer", Kind.URL),
            Map.entry("received_at", Kind.TIME),
            Map.entry("hashcheck_at", Kind.TIME),
            Map.entry("hashcheck_return", Kind.CODE),
            Map.entry("firstseen_at", Kind.TIME),
            Map.entry("lastseen_at", Kind.TIME),
            Map.entry("type_code", Kind.CODE),
            Map.entry("police", Kind.CODE),
            Map.entry("source_code", Kind.CODE),
            Map.entry("status_code", Kind.CODE),
            Map.entry("iccam_hotline_country", Kind.CODE),
            Map.entry("hoster_country", Kind.CODE),
            Map.entry("hoster_first_ntd_at", Kind.TIME),
            Map.entry("grade_code", Kind.CODE));

    private static final Map<String, NoticeSource> SOURCES = Map.of(
            "police", NoticeSource.POLICE,
            "helpwanted", NoticeSource.PUBLIC,
            "stopitnow", NoticeSource.PUBLIC,
            "webform", NoticeSource.PUBLIC,
            "analyst", NoticeSource.OWN_SEARCH,
            "iccam", NoticeSource.FOREIGN_HOTLINE);

    private static final Set<String> YES = Set.of("1", "y", "yes", "j", "ja", "true");
    private static final Set<String> NO = Set.of("", "0", "n", "no", "nee", "false", "-");

    /** Which export a file is. */
    enum Export {
        NOTICES,
        CLOSED,
        REPORT;

        /** The export that has this header, or null if it is none of SCART's. */
        static @Nullable Export of(List<String> header) {
            if (header.contains("ntd filenumber")) {
                return NOTICES;
            }
            if (header.contains("filenumber") && header.contains("abuse owner")) {
                return CLOSED;
            }
            return header.contains("filenumber") && header.contains("received_at") ? REPORT : null;
        }
    }

    /** What all exports say about one item so far. */
    private static final class Item {
        final String number;
        final String file;
        final long line;
        String url = "";
        String seenIn = "";

        @Nullable
        ScartStatus status;

        boolean statusFromReport;
        boolean duplicate;
        boolean police;

        @Nullable
        Instant lastSeen;

        @Nullable
        NoticeSource source;

        String recipient = "";
        String country = "";
        List<InetAddress> addresses = List.of();
        final Map<ClockOrigin, Instant> clocks = new EnumMap<>(ClockOrigin.class);
        final Set<NoticeFlag> flags = EnumSet.noneOf(NoticeFlag.class);
        Map<String, String> others = Map.of();

        @Nullable
        Instant policeNotice;

        Item(String number, String file, long line) {
            this.number = number;
            this.file = file;
            this.line = line;
        }

        void clock(ClockOrigin origin, @Nullable Instant at) {
            if (at != null) {
                clocks.merge(origin, at, (a, b) -> a.isBefore(b) ? a : b);
            }
        }

        void seen(@Nullable Instant at) {
            if (at != null && (lastSeen == null || at.isAfter(lastSeen))) {
                lastSeen = at;
            }
        }
    }

    /** One row of the export of notices. */
    private record Ntd(
            String number,
            String type,
            boolean success,
            boolean api,
            @Nullable Instant at,
            String owner,
            String country,
            String url,
            List<InetAddress> addresses,
            @Nullable Instant firstSeen,
            @Nullable Instant lastSeen,
            Set<NoticeFlag> flags,
            String file,
            long line) {}

    private final Set<String> keep;
    private final ReadingLog log;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final List<Ntd> ntds = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<ScartFinding> findings = new ArrayList<>();

    ScartReader(Set<String> keep, ReadingLog log) {
        this.keep = keep;
        this.log = log;
    }

    List<Notice> notices() {
        return Collections.unmodifiableList(notices);
    }

    List<ScartFinding> findings() {
        return Collections.unmodifiableList(findings);
    }

    void read(Path file, Export export) {
        try (CsvRows rows = CsvRows.open(file, false, log)) {
            List<Kind> kinds = rows.header().stream()
                    .map(name -> KINDS.getOrDefault(name, Kind.TEXT))
                    .toList();
            rows.repairWith(new SemicolonRepair(kinds));
            switch (export) {
                case NOTICES -> readNotices(rows);
                case CLOSED -> readClosed(rows);
                case REPORT -> readReport(rows);
            }
        }
    }

    private void readNotices(CsvRows rows) {
        int number = rows.required("ntd filenumber", NOTICE_COLUMNS);
        int status = rows.required("ntd status", NOTICE_COLUMNS);
        int time = rows.required("ntd status time", NOTICE_COLUMNS);
        int owner = rows.required("abuse owner", NOTICE_COLUMNS);
        int type = rows.required("abuse type", NOTICE_COLUMNS);
        int url = rows.required("url", NOTICE_COLUMNS);
        int firstSeen = rows.required("first seen", NOTICE_COLUMNS);
        int lastSeen = rows.required("last seen", NOTICE_COLUMNS);
        int country = rows.column("abuse country");
        int address = rows.column("ip");
        requireKept(rows);
        while (rows.next()) {
            Row row = new Row(rows);
            Set<NoticeFlag> flags = EnumSet.noneOf(NoticeFlag.class);
            String which = row.text(number);
            String state = row.text(status).toLowerCase(Locale.ROOT);
            String where = row.text(url);
            Instant at = later(row, time, flags);
            Instant first = later(row, firstSeen, flags);
            Instant last = earlier(row, lastSeen, flags);
            List<InetAddress> addresses = row.addresses(address);
            boolean success = state.equals("sent_succes") || state.equals("sent_api_succes");
            boolean failure = state.equals("sent_failed") || state.equals("sent_api_failed");
            if (row.isGood() && !success && !failure) {
                log.note(rows.file(), "ntd status", "notice_not_sent");
                continue;
            }
            if (row.isGood() && at == null) {
                row.fault(time, "missing_value");
            }
            if (!row.isGood()) {
                continue;
            }
            if (rows.wasRepaired()) {
                flags.add(NoticeFlag.ROW_REPAIRED);
            }
            ntds.add(new Ntd(
                    which,
                    rows.get(type).toLowerCase(Locale.ROOT),
                    success,
                    state.contains("_api_"),
                    at,
                    rows.get(owner),
                    rows.get(country),
                    where,
                    addresses,
                    first,
                    last,
                    flags,
                    rows.file(),
                    rows.line()));
        }
    }

    private void readClosed(CsvRows rows) {
        int number = rows.required("filenumber", CLOSED_COLUMNS);
        int url = rows.required("url", CLOSED_COLUMNS);
        int status = rows.required("status", CLOSED_COLUMNS);
        int owner = rows.required("abuse owner", CLOSED_COLUMNS);
        int firstSeen = rows.required("first seen", CLOSED_COLUMNS);
        int lastSeen = rows.required("last seen", CLOSED_COLUMNS);
        int country = rows.column("abuse country");
        int address = rows.column("ip");
        requireKept(rows);
        while (rows.next()) {
            Row row = new Row(rows);
            Set<NoticeFlag> flags = EnumSet.noneOf(NoticeFlag.class);
            String which = row.text(number);
            String where = row.text(url);
            String state = row.text(status);
            Instant first = later(row, firstSeen, flags);
            Instant last = earlier(row, lastSeen, flags);
            List<InetAddress> addresses = row.addresses(address);
            Item item = row.isGood() ? item(row, number, which, where, rows) : null;
            if (item == null) {
                continue;
            }
            item.flags.addAll(flags);
            item.clock(ClockOrigin.ASSESSED, first);
            item.seen(last);
            state(item, state, false, rows.file());
            attribute(item, rows.get(owner), rows.get(country), addresses);
        }
    }

    private void readReport(CsvRows rows) {
        int number = rows.required("filenumber", REPORT_COLUMNS);
        int url = rows.column("url");
        if (url < 0) {
            throw new InputException(
                    "missing_column",
                    rows.file(),
                    0,
                    rows.file() + " is an anonymous SCART report without the column url; export it with addresses.");
        }
        int received = rows.required("received_at", REPORT_COLUMNS);
        int firstSeen = rows.required("firstseen_at", REPORT_COLUMNS);
        int lastSeen = rows.required("lastseen_at", REPORT_COLUMNS);
        int status = rows.required("status_code", REPORT_COLUMNS);
        int grade = rows.required("grade_code", REPORT_COLUMNS);
        int firstNotice = rows.column("hoster_first_ntd_at");
        int source = rows.column("source_code");
        int police = rows.column("police");
        int owner = rows.column("hoster_owner");
        int country = rows.column("hoster_country");
        int address = rows.column("url_ip");
        requireKept(rows);
        while (rows.next()) {
            Row row = new Row(rows);
            Set<NoticeFlag> flags = EnumSet.noneOf(NoticeFlag.class);
            if (!rows.get(grade).equals("illegal")) {
                log.note(rows.file(), "grade_code", "not_judged_illegal");
                continue;
            }
            String which = row.text(number);
            String where = row.text(url);
            String state = row.text(status);
            Instant reported = later(row, received, flags);
            Instant assessed = later(row, firstSeen, flags);
            Instant sent = later(row, firstNotice, flags);
            Instant last = earlier(row, lastSeen, flags);
            List<InetAddress> addresses = row.addresses(address);
            Item item = row.isGood() ? item(row, number, which, where, rows) : null;
            if (item == null) {
                continue;
            }
            item.flags.addAll(flags);
            item.clock(ClockOrigin.REPORTED, reported);
            item.clock(ClockOrigin.ASSESSED, assessed);
            item.clock(ClockOrigin.SENT, sent);
            if (sent != null) {
                item.flags.add(NoticeFlag.SENT_TIME_FROM_MAIL_LOG);
            }
            item.seen(last);
            item.source = SOURCES.get(rows.get(source).toLowerCase(Locale.ROOT));
            item.police |= isPolice(rows.get(police), rows.file());
            state(item, state, true, rows.file());
            attribute(item, rows.get(owner), rows.get(country), addresses);
            if (!keep.isEmpty()) {
                Map<String, String> others = new HashMap<>();
                keep.forEach(name -> others.put(name, rows.get(rows.column(name))));
                item.others = others;
            }
        }
    }

    private void requireKept(CsvRows rows) {
        for (String name : keep) {
            rows.required(name, "those of its first line");
        }
    }

    /** The item of a row; null, and the row rejected, if this file had it before. */
    private @Nullable Item item(Row row, int column, String number, String url, CsvRows rows) {
        Item item = items.get(number);
        if (item == null) {
            item = new Item(number, rows.file(), rows.line());
            items.put(number, item);
        } else if (item.seenIn.equals(rows.file())) {
            row.fault(column, "duplicate_id");
            return null;
        }
        item.seenIn = rows.file();
        if (item.url.isEmpty()) {
            item.url = url;
        }
        if (rows.wasRepaired()) {
            item.flags.add(NoticeFlag.ROW_REPAIRED);
        }
        return item;
    }

    private void state(Item item, String code, boolean fromReport, String file) {
        ScartStatus status = ScartStatus.OTHER;
        for (ScartStatus known : ScartStatus.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(code)) {
                status = known;
            }
        }
        item.duplicate |= code.equals("close_double");
        if (status == ScartStatus.OTHER) {
            log.note(file, fromReport ? "status_code" : "status", "status_without_effect");
        }
        // The report has the status at its export; the list of closed items only those that closed.
        if (fromReport || !item.statusFromReport) {
            item.status = status;
            item.statusFromReport |= fromReport;
        }
    }

    private static void attribute(Item item, String owner, String country, List<InetAddress> addresses) {
        if (item.recipient.isEmpty()) {
            item.recipient = owner;
            item.country = country;
        }
        if (item.addresses.isEmpty()) {
            item.addresses = addresses;
        }
    }

    private boolean isPolice(String written, String file) {
        String value = written.toLowerCase(Locale.ROOT);
        if (!YES.contains(value) && !NO.contains(value)) {
            log.note(file, "police", "unknown_code");
        }
        return YES.contains(value);
    }

    /** The later reading of a local time, for clocks; null if there is none. */
    private static @Nullable Instant later(Row row, int column, Set<NoticeFlag> flags) {
        LocalTime time = local(row, column, flags);
        return time == null ? null : time.later();
    }

    /** The earlier reading of a local time, for what must not claim too much; null if there is none. */
    private static @Nullable Instant earlier(Row row, int column, Set<NoticeFlag> flags) {
        LocalTime time = local(row, column, flags);
        return time == null ? null : time.earlier();
    }

    private static @Nullable LocalTime local(Row row, int column, Set<NoticeFlag> flags) {
        String text = row.line(column);
        if (LocalTime.isMissing(text)) {
            return null;
        }
        String fault = LocalTime.fault(text);
        if (fault != null) {
            row.fault(column, fault);
            return null;
        }
        LocalTime time = LocalTime.of(text);
        if (time.isAmbiguous()) {
            flags.add(NoticeFlag.AMBIGUOUS_LOCAL_TIME);
        }
        return time;
    }

    /** Joins what was read. */
    void finish() {
        Map<String, Item> byUrl = new HashMap<>();
        Map<String, Item> byCutUrl = new HashMap<>();
        Set<String> ambiguousCuts = new HashSet<>();
        for (Item item : items.values()) {
            byUrl.putIfAbsent(item.url, item);
            if (item.url.length() > NOTICE_URL_LENGTH) {
                String cut = item.url.substring(0, NOTICE_URL_LENGTH);
                if (byCutUrl.putIfAbsent(cut, item) != null) {
                    ambiguousCuts.add(cut);
                }
            }
        }
        byCutUrl.keySet().removeAll(ambiguousCuts);
        Map<String, Integer> countByNotice = new HashMap<>();
        for (Ntd ntd : ntds) {
            Item item = byUrl.get(ntd.url);
            if (item == null) {
                item = byCutUrl.get(ntd.url);
            }
            if (item == null) {
                int count = countByNotice.merge(ntd.number, 1, Integer::sum);
                item = new Item(ntd.number + "#" + count, ntd.file, ntd.line);
                item.url = ntd.url;
                items.put(item.number, item);
                byUrl.put(ntd.url, item);
            }
            add(ntd, item);
        }
        for (Item item : items.values()) {
            finish(item);
        }
    }

    private static void add(Ntd ntd, Item item) {
        item.flags.addAll(ntd.flags);
        if (ntd.url.length() >= NOTICE_URL_LENGTH) {
            item.flags.add(NoticeFlag.URL_MAY_BE_CUT);
        }
        item.clock(ClockOrigin.ASSESSED, ntd.firstSeen);
        item.seen(ntd.lastSeen);
        Instant at = ntd.at;
        if (at == null) {
            return;
        }
        switch (ntd.type) {
            case "police" -> {
                item.police = true;
                if (ntd.success && (item.policeNotice == null || at.isBefore(item.policeNotice))) {
                    item.policeNotice = at;
                }
            }
            case "site_owner", "registrar" -> {
                // Notified too, but not the party held to the norm.
            }
            default -> {
                item.clock(
                        !ntd.success ? ClockOrigin.ATTEMPTED : ntd.api ? ClockOrigin.DELIVERED : ClockOrigin.SENT, at);
                if (ntd.success && !ntd.api) {
                    item.flags.add(NoticeFlag.SENT_TIME_FROM_MAIL_LOG);
                }
                attribute(item, ntd.owner, ntd.country, ntd.addresses);
            }
        }
    }

    private void finish(Item item) {
        ScartStatus status = item.status == null ? ScartStatus.OTHER : item.status;
        boolean noticed = item.clocks.containsKey(ClockOrigin.SENT) || item.clocks.containsKey(ClockOrigin.DELIVERED);
        boolean police = item.police || status == ScartStatus.FIRST_POLICE;
        if (police) {
            item.flags.add(NoticeFlag.FIRST_POLICE);
            if (!noticed) {
                item.clock(ClockOrigin.SENT, item.policeNotice);
            }
        } else if (!noticed) {
            item.flags.add(NoticeFlag.FIRST_NOTICE_MISSING);
        }
        switch (status) {
            case CLOSE_OFFLINE, CLOSE_OFFLINE_MANUAL -> item.flags.add(NoticeFlag.REMOVAL_TIME_UNKNOWN);
            case CLOSE -> item.flags.add(NoticeFlag.CLOSED_AS_MOVED);
            case ABUSECONTACT_CHANGED -> item.flags.add(NoticeFlag.CONTACT_CHANGED);
            case SCHEDULER_CHECKONLINE_MANUAL -> {
                item.flags.add(NoticeFlag.NEVER_LOOKED_AT);
                item.lastSeen = null;
            }
            case SCHEDULER_CHECKONLINE, FIRST_POLICE, OTHER -> {}
        }
        if (item.lastSeen != null) {
            item.flags.add(NoticeFlag.LAST_SEEN_IS_LOWER_BOUND);
        }
        if (item.clocks.isEmpty()) {
            log.accept(new Rejection(item.file, item.line, "", "no_clock"));
            return;
        }
        Map<String, String> others = new HashMap<>(item.others);
        if (!item.country.isEmpty()) {
            others.put("hoster_country", item.country);
        }
        notices.add(new Notice(
                item.number,
                item.number,
                item.url,
                item.clocks,
                police && !noticed ? Channel.POLICE : Channel.HOTLINE,
                statusOf(item, status),
                item.recipient,
                "",
                "",
                "",
                item.addresses,
                item.source,
                "",
                null,
                "",
                "",
                1,
                others,
                item.flags,
                item.file,
                item.line));
        findings.add(new ScartFinding(item.number, status, item.lastSeen));
    }

    private static @Nullable DeliveryStatus statusOf(Item item, ScartStatus status) {
        if (item.duplicate) {
            return DeliveryStatus.DUPLICATE;
        }
        if (status == ScartStatus.FIRST_POLICE) {
            return DeliveryStatus.POLICE_HOLD;
        }
        if (item.clocks.containsKey(ClockOrigin.DELIVERED)) {
            return DeliveryStatus.DELIVERED;
        }
        boolean onlyTried =
                item.clocks.containsKey(ClockOrigin.ATTEMPTED) && !item.clocks.containsKey(ClockOrigin.SENT);
        return onlyTried ? DeliveryStatus.UNREACHABLE : null;
    }
}
