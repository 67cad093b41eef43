// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.ClockOrigin;
import org.jspecify.annotations.Nullable;

/**
 * One notice, as its row says. Text that the row does not give is {@code ""}. Immutable.
 *
 * @param id the row's own id, unique over all files that were read together
 * @param item the item it is about; the id where the file has no such column
 * @param url the notified address, as written; never in a log or a message
 * @param clocks what the row knows of the clocks; never empty
 * @param channel through whom; {@code HOTLINE} where the file does not say
 * @param status what became of it, or null where the file does not say
 * @param recipient the provider that was notified, as the file names it
 * @param batch the mailing or group of notices
 * @param page the page on which the item was found
 * @param cluster the cluster that the file itself gives
 * @param addresses the addresses of the server at the time of the notice, in the order of the row
 * @param source who found it, or null where the file does not say
 * @param contentHash an opaque hash of the content; equal means the same content
 * @param enteredAt the look at which the item entered the data (left truncation), or null for none
 * @param serverCountry country of the server as located, ISO 3166-1 alpha-2 in upper case
 * @param registrar the registrar of the domain
 * @param inclusion probability with which the item was drawn into the sample, in (0, 1]; 1 where the file has no such column,
 *     0 where it has one that other rows fill and this one leaves empty: not drawn
 * @param others the columns that were asked to be kept, by lower-case name
 * @param flags cautions about this notice
 * @param file name of the file, without its folder
 * @param line 1-based line on which the row starts
 */
public record Notice(
        String id,
        String item,
        String url,
        Map<ClockOrigin, Instant> clocks,
        Channel channel,
        @Nullable DeliveryStatus status,
        String recipient,
        String batch,
        String page,
        String cluster,
        List<InetAddress> addresses,
        @Nullable NoticeSource source,
        String contentHash,
        @Nullable Instant enteredAt,
        String serverCountry,
        String registrar,
        double inclusion,
        Map<String, String> others,
        Set<NoticeFlag> flags,
        String file,
        long line) {

    /** Copies what could change. */
    public Notice {
        if (clocks.isEmpty()) {
            throw new IllegalArgumentException("A notice needs at least one clock.");
        }
        clocks = Collections.unmodifiableMap(new EnumMap<>(clocks));
        addresses = List.copyOf(addresses);
        others = Map.copyOf(others);
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    }

    /** The same notice, drawn with another probability. */
    public Notice withInclusion(double probability) {
        return new Notice(
                id,
                item,
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
                serverCountry,
                registrar,
                probability,
                others,
                flags,
                file,
                line);
    }

    /** The instant of a clock, or null where the row does not know it. */
    public @Nullable Instant clock(ClockOrigin origin) {
        return clocks.get(origin);
    }

    /** The place of the row, and nothing of its contents: they may be an address. */
    @Override
    public String toString() {
        return "Notice[" + file + ":" + line + "]";
    }
}
