// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A log of looks at items, grouped by item and ordered by instant; no address of an item is kept. Some 15 bytes a look, 31
 * while it is read. Immutable and safe for use by many threads.
 *
 * <p>The looks at item {@code i} are the numbers from {@link #first first(i)} up to and without {@link #first first(i + 1)}.
 * Looks at the same instant stand in the order of vantage points (by name) and reasons, so that the order of files and rows
 * makes no difference.
 */
public final class Sightings {
    private static final List<Reason> REASONS = List.of(Reason.values());
    private static final Map<Reason, Byte> NUMBERS = new EnumMap<>(Reason.class);

    static {
        for (int i = 0; i < REASONS.size(); i++) {
            NUMBERS.put(REASONS.get(i), (byte) i);
        }
    }

    private final int[] first;
    private final long[] nanos;
    private final byte[] reasons;
    private final short[] vantages;
    private final int[] addresses;
    private final List<String> vantageNames;
    private final List<InetAddress> addressValues;
    private final long unmatched;

    /** Takes over the arrays. */
    Sightings(
            int[] first,
            long[] nanos,
            byte[] reasons,
            short[] vantages,
            int[] addresses,
            List<String> vantageNames,
            List<InetAddress> addressValues,
            long unmatched) {
        this.first = first;
        this.nanos = nanos;
        this.reasons = reasons;
        this.vantages = vantages;
        this.addresses = addresses;
        this.vantageNames = List.copyOf(vantageNames);
        this.addressValues = List.copyOf(addressValues);
        this.unmatched = unmatched;
    }

    /**
     * Reads logs with the header {@code item,url,observed_at,vantage,verdict,reason,address}.
     *
     * @param items how many items there are
     * @param lookup gives the item of a row, below {@code items}; a row of no item is counted in {@link #unmatched()}
     * @throws nl.schoonnet.internet.input.InputException if a file can't be used at all
     */
    public static Sightings read(List<Path> files, int items, ItemLookup lookup, ReadingLog log) {
        return read(files, items, lookup, null, log);
    }

    /**
     * The same without looks that are dated after a moment, which are rejected as {@code in_the_future}.
     *
     * @param latest that moment; null for none
     */
    public static Sightings read(
            List<Path> files, int items, ItemLookup lookup, @Nullable Instant latest, ReadingLog log) {
        SightingReader reader = new SightingReader(items, lookup, Timestamps.latest(latest), log);
        files.forEach(reader::read);
        return reader.sightings();
    }

    /**
     * Reads a log from a stream, one look after the other, without keeping them.
     *
     * @param name what rejections call the stream
     * @param in CSV with the same header, plain or gzip; it is closed
     * @param sink receives each good row, in order, on the calling thread
     * @throws nl.schoonnet.internet.input.InputException if it can't be used at all
     */
    public static void each(String name, InputStream in, ReadingLog log, Consumer<Sighting> sink) {
        SightingReader.each(name, in, log, sink);
    }

    /** A reason as it is kept in a column. */
    static byte number(Reason reason) {
        return NUMBERS.getOrDefault(reason, (byte) 0);
    }

    /** How many looks there are at all items. */
    public int size() {
        return nanos.length;
    }

    /** How many items there are. */
    public int items() {
        return first.length - 1;
    }

    /** The number of the first look at an item; for {@code items()} the number of looks. */
    public int first(int item) {
        return first[item];
    }

    /** Nanoseconds since 1970 of a look. */
    public long epochNanos(int look) {
        return nanos[look];
    }

    /** The instant of a look. */
    public Instant at(int look) {
        return Timestamps.toInstant(nanos[look]);
    }

    /** Why the look has its verdict. */
    public Reason reason(int look) {
        return REASONS.get(reasons[look]);
    }

    /** The vantage point of a look; {@code ""} where the log gives none. */
    public String vantage(int look) {
        return vantageNames.get(vantages[look]);
    }

    /** The place of a look's vantage point in {@link #vantages()}. */
    public int vantageIndex(int look) {
        return vantages[look];
    }

    /** The names of the vantage points, in alphabetical order. */
    public List<String> vantages() {
        return vantageNames;
    }

    /** The address that was looked at, or null where the log gives none. */
    public @Nullable InetAddress address(int look) {
        return addresses[look] < 0 ? null : addressValues.get(addresses[look]);
    }

    /** How many good rows were about no item. */
    public long unmatched() {
        return unmatched;
    }
}
