// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.reporting.population.FollowedItem;
import nl.schoonnet.reporting.source.DeliveryStatus;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.reporting.source.NoticeFlag;
import nl.schoonnet.reporting.source.NoticeSource;
import nl.schoonnet.reporting.source.ScartFinding;
import nl.schoonnet.reporting.source.ScartStatus;
import nl.schoonnet.server.intake.NoticeDigests;
import nl.schoonnet.server.intake.SealedPart;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.ClockOrigin;
import org.jspecify.annotations.Nullable;

/** Reads notices as they stood at a moment, item by item. Used once. */
final class NoticeRows {
    private static final Pattern PLAIN = Pattern.compile("https?://[a-zA-Z0-9.-]++/");
    private static final List<ClockOrigin> CLOCKS = List.of(
            ClockOrigin.REPORTED,
            ClockOrigin.ASSESSED,
            ClockOrigin.ATTEMPTED,
            ClockOrigin.SENT,
            ClockOrigin.DELIVERED,
            ClockOrigin.ACKNOWLEDGED,
            ClockOrigin.FIRST_SEEN);

    private final Keys keys;
    private final MessageDigest digest;
    private final Map<Host, Host> hosts = new ConcurrentHashMap<>();
    private final Map<String, Host> byStart = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();
    private final List<FollowedItem> items = new ArrayList<>();
    private final @Nullable String[] recent = new String[1 << 16];

    /** Of items that were drawn to keep the norm's schedule; the others always do. */
    private final Map<Long, List<Draw>> draws = new HashMap<>();

    /** How long after its notice an item is looked at by the norm's schedule. */
    private Duration dense = Duration.ZERO;

    private long[] itemIds = new long[1 << 10];

    /** The notice that may yet be replaced by a later revision, and the item to which it belongs. */
    private @Nullable Told last;

    private @Nullable Host host;
    private boolean hostErased;
    private final List<Notice> notices = new ArrayList<>();
    private @Nullable ScartFinding finding;

    /**
     * A draw.
     *
     * @param kept whether the item keeps the norm's schedule
     */
    private record Draw(Instant since, double probability, boolean kept) {}

    /** One revision of a notice. */
    private record Told(
            long item,
            long number,
            Notice notice,
            Host host,
            @Nullable ScartFinding finding,
            ByteBuffer said,
            boolean erased) {}

    NoticeRows(Keys keys, MessageDigest digest) {
        this.keys = keys;
        this.digest = digest;
    }

    /** The numbers of the items that were read, ascending, in the order of the list. */
    long[] itemIds() {
        return Arrays.copyOf(itemIds, items.size());
    }

    /**
     * All that were learnt by a moment.
     *
     * @param norm until twice that after a notice, looks of its item ought to be dense
     */
    List<FollowedItem> read(Connection connection, Instant asOf, Duration norm) throws SQLException {
        dense = norm.multipliedBy(2);
        readDraws(connection, asOf);
        return read(connection, "learnt_at <= '" + asOf + "'");
    }

    private void readDraws(Connection connection, Instant asOf) throws SQLException {
        BinaryRows rows = BinaryRows.of(connection, """
                SELECT item_id, since, kept, probability FROM look_inclusion
                WHERE since <= '%s' ORDER BY item_id, since""".formatted(asOf));
        for (ByteBuffer row = rows.next(); row != null; row = rows.next()) {
            long item = BinaryRows.int8(row);
            long since = BinaryRows.micros(row);
            boolean kept = BinaryRows.bool(row);
            double probability = BinaryRows.float8(row);
            draws.computeIfAbsent(item, first -> new ArrayList<>(1))
                    .add(new Draw(BinaryRows.instant(since), probability, kept));
            digest.update(ByteBuffer.allocate(25)
                    .putLong(item)
                    .putLong(since)
                    .put((byte) (kept ? 1 : 0))
                    .putDouble(probability)
                    .flip());
        }
    }

    /**
     * With which probability an item was looked at by the norm's schedule after a notice, 0 if it wasn't (decision 0014). A
     * draw that came when that was over says nothing of it.
     */
    private double drawn(long item, Map<ClockOrigin, Instant> clocks) {
        List<Draw> ofItem = draws.get(item);
        if (ofItem == null) {
            return 1;
        }
        Instant over = Stream.of(ClockOrigin.DELIVERED, ClockOrigin.SENT, ClockOrigin.ATTEMPTED)
                .flatMap(origin -> Stream.ofNullable(clocks.get(origin)))
                .findFirst()
                .map(origin -> origin.plus(dense))
                .orElse(Instant.MAX);
        return ofItem.stream()
                .filter(draw -> !draw.since.isAfter(over))
                .min(Comparator.comparingDouble(Draw::probability))
                .map(draw -> draw.kept ? draw.probability : 0)
                .orElse(1.0);
    }

    /** Those that a condition of SQL is true for. */
    List<FollowedItem> read(Connection connection, String which) throws SQLException {
        BinaryRows rows = BinaryRows.of(connection, """
                SELECT item_id, notice_id, revision, source, channel, status, recipient, batch, cluster, addresses,
                    found_by, server_country, registrar, inclusion, entered_at, reported_at, assessed_at, attempted_at,
                    sent_at, delivered_at, acknowledged_at, first_seen_at, flags, scart_status, scart_last_seen_at,
                    content_digest, page_digest, sealed,
                    CASE WHEN sealed IS NULL THEN
                        (SELECT i.domain_digest FROM item i WHERE i.item_id = n.item_id) END
                FROM notice n WHERE %s ORDER BY item_id, notice_id, revision""".formatted(which));
        rows.decoded(this::told, this::accept);
        Told told = last;
        if (told != null) {
            endOfNotice(told);
            endOfItem(told.item);
        }
        return items;
    }

    private void accept(Told told) {
        Told before = last;
        if (before != null && before.item == told.item && before.number == told.number) {
            last = told;
            return;
        }
        if (before != null) {
            endOfNotice(before);
            if (before.item != told.item) {
                endOfItem(before.item);
            }
        }
        if (last == null) {
            host = told.host;
            hostErased = told.erased;
        } else if (hostErased && !told.erased) {
            host = told.host;
            hostErased = false;
        }
        last = told;
    }

    private void endOfNotice(Told told) {
        digest.update(told.said);
        digest.update((byte) (told.erased ? 1 : 0));
        notices.add(told.notice);
        finding = told.finding == null ? finding : told.finding;
    }

    private void endOfItem(long item) {
        if (items.size() == itemIds.length) {
            itemIds = Arrays.copyOf(itemIds, 2 * itemIds.length);
        }
        itemIds[items.size()] = item;
        items.add(new FollowedItem(Objects.requireNonNull(host, "each row has a host"), List.copyOf(notices), finding));
        last = null;
        notices.clear();
        finding = null;
    }

    private Told told(ByteBuffer row) {
        int begin = row.position();
        long item = BinaryRows.int8(row);
        long number = BinaryRows.int8(row);
        int revision = BinaryRows.int4(row);
        String source = shared(row);
        Channel channel = code(Channel.class, Objects.requireNonNull(BinaryRows.text(row)));
        String status = BinaryRows.text(row);
        String recipient = shared(row);
        String batch = shared(row);
        String cluster = shared(row);
        List<InetAddress> at = addresses(Objects.requireNonNull(BinaryRows.text(row)));
        String foundBy = BinaryRows.text(row);
        String country = shared(row);
        String registrar = shared(row);
        double stated = BinaryRows.float8(row);
        Instant entered = BinaryRows.instant(row);
        Map<ClockOrigin, Instant> clocks = new EnumMap<>(ClockOrigin.class);
        for (ClockOrigin origin : CLOCKS) {
            Instant instant = BinaryRows.instant(row);
            if (instant != null) {
                clocks.put(origin, instant);
            }
        }
        String flags = BinaryRows.text(row);
        String scart = BinaryRows.text(row);
        Instant scartSeen = BinaryRows.instant(row);
        byte[] content = BinaryRows.bytes(row);
        ByteBuffer said = row.slice(begin, row.position() - begin);
        byte[] page = BinaryRows.bytes(row);
        byte[] sealed = BinaryRows.bytes(row);
        byte[] domain = BinaryRows.bytes(row);
        SealedPart open =
                sealed == null ? erased(item, number, domain) : SealedPart.open(keys, sealed, item, number, revision);
        byte[] pageDigest = page == null ? NoticeDigests.ofPage(open.page(), keys) : page;
        Notice notice = new Notice(
                open.id(),
                open.id(),
                "",
                clocks,
                channel,
                status == null ? null : code(DeliveryStatus.class, status),
                recipient,
                batch,
                token(pageDigest),
                cluster,
                at,
                foundBy == null ? null : code(NoticeSource.class, foundBy),
                token(content),
                entered,
                country,
                registrar,
                stated * drawn(item, clocks),
                Map.of(),
                flags == null ? Set.of() : flags(flags),
                source,
                number);
        return new Told(
                item,
                number,
                notice,
                host(open.url()),
                scart == null ? null : new ScartFinding(open.id(), code(ScartStatus.class, scart), scartSeen),
                said,
                sealed == null);
    }

    /** Most addresses begin plainly, and what stands behind the host changes nothing about it. */
    private Host host(String address) {
        int end = address.indexOf('/', address.indexOf("//") + 2) + 1;
        Host known = end > 0 ? byStart.get(address.substring(0, end)) : null;
        if (known != null) {
            return known;
        }
        Matcher plain = PLAIN.matcher(address);
        return plain.lookingAt() ? byStart.computeIfAbsent(plain.group(), this::parsed) : parsed(address);
    }

    private Host parsed(String address) {
        Host host = WebUrl.parse(address)
                .orElseThrow(() -> new MeasurementException(
                        "A notice in the database has an address that this version doesn't understand."))
                .host();
        Host known = hosts.putIfAbsent(host, host);
        return known == null ? host : known;
    }

    /** Of an address that was erased the registrable domain is still told from others, and nothing more. */
    private static SealedPart erased(long item, long number, byte @Nullable [] domain) {
        String host =
                domain == null ? "item-" + item : "erased-" + HexFormat.of().formatHex(domain, 0, 16);
        String id = String.format(Locale.ROOT, "erased-%019d", number);
        return new SealedPart(id, "https://" + host + ".invalid/" + item, id, "", "");
    }

    /** A digest as a short text: equal only where the digests are. Those of notices that came together are one object. */
    private String token(byte @Nullable [] digest) {
        if (digest == null) {
            return "";
        }
        String token = new String(digest, 0, 16, StandardCharsets.ISO_8859_1);
        int place = token.hashCode() & (recent.length - 1);
        String known = recent[place];
        if (known != null && known.equals(token)) {
            return known;
        }
        recent[place] = token;
        return token;
    }

    private String shared(ByteBuffer row) {
        String text = Objects.requireNonNullElse(BinaryRows.text(row), "");
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    private List<InetAddress> addresses(String text) {
        return addresses.computeIfAbsent(
                text,
                all -> all.isEmpty()
                        ? List.of()
                        : Arrays.stream(all.split(" ", -1))
                                .map(InetAddress::ofLiteral)
                                .toList());
    }

    private static Set<NoticeFlag> flags(String text) {
        EnumSet<NoticeFlag> flags = EnumSet.noneOf(NoticeFlag.class);
        for (String flag : text.split(" ", -1)) {
            flags.add(code(NoticeFlag.class, flag));
        }
        return flags;
    }

    private static <E extends Enum<E>> E code(Class<E> type, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new MeasurementException(
                    "A notice in the database has a code that this version doesn't know: a newer one filled it.", e);
        }
    }
}
