// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a hash list, compressed by gzip or not. Used once. */
public final class HashLists {
    private static final int BUFFER = 1 << 16;
    private static final int BEGINNING = 1 << 12;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final InputStream plain;
    private final ListFormat format;

    private HashLists(InputStream plain, ListFormat format) {
        this.plain = plain;
        this.format = format;
    }

    /**
     * Begins a list.
     *
     * @param list stays open
     * @param named its format; if empty, that which it begins like
     * @throws ListException if it begins like none that is known, or is compressed and damaged
     * @throws IOException if the stream can't be read
     */
    public static HashLists open(InputStream list, Optional<ListFormat> named) throws IOException {
        try {
            BufferedInputStream plain = plain(list);
            byte[] beginning = peek(plain, BEGINNING);
            ListFormat format = named.or(() -> ListFormat.of(beginning))
                    .orElseThrow(() -> new ListException(
                            "unknown_format",
                            0,
                            "The list begins like none that is known: name its format, one of text, vics, ncmec,"
                                    + " stopncii."));
            if (format == ListFormat.TEXT && inUtf16(beginning)) {
                throw new ListException(
                        "not_text", 0, "The list is written in UTF-16: save it in UTF-8 and bring it again.");
            }
            return new HashLists(plain, format);
        } catch (ZipException | EOFException fault) {
            throw brokenOff(fault);
        }
    }

    /** As spreadsheets write it. */
    private static boolean inUtf16(byte[] beginning) {
        return beginning.length > 1
                && ((beginning[0] == (byte) 0xFE && beginning[1] == (byte) 0xFF)
                        || (beginning[0] == (byte) 0xFF && beginning[1] == (byte) 0xFE));
    }

    private static BufferedInputStream plain(InputStream list) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(list, BUFFER);
        byte[] magic = peek(buffered, 2);
        boolean gzip = magic.length == 2 && (magic[0] & 0xFF) == GZIP_FIRST && (magic[1] & 0xFF) == GZIP_SECOND;
        return gzip ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER) : buffered;
    }

    private static byte[] peek(BufferedInputStream stream, int most) throws IOException {
        stream.mark(most);
        byte[] beginning = stream.readNBytes(most);
        stream.reset();
        return beginning;
    }

    /** How it is written. */
    public ListFormat format() {
        return format;
    }

    /**
     * Reads it to its end. What was told before a fault was met has been told: who takes a list in as a whole keeps it back
     * until this returns.
     *
     * @param sink told entry by entry, in the order of the list
     * @return counts, and where the list goes on
     * @throws ListException if it isn't of the format or breaks off
     * @throws IOException if the stream can't be read
     */
    public ListRead read(ListOptions options, Consumer<ListEntry> sink) throws IOException {
        RecordGuard guard = new RecordGuard(plain);
        Told told = new Told(sink, guard);
        try {
            switch (format) {
                case TEXT -> new TextList(options, told).read(guard);
                case VICS -> new VicsList(options, told).read(guard);
                case NCMEC -> new NcmecList(told).read(guard);
                case STOPNCII -> new StopNciiList(told).read(guard);
            }
        } catch (RecordGuard.TooLong tooLong) {
            throw new ListException(
                    "record_too_long",
                    0,
                    "A record of the list is longer than 1 MiB, which no real one is: check the file and its format.",
                    tooLong);
        } catch (ZipException | EOFException fault) {
            throw brokenOff(fault);
        } catch (CharConversionException encoding) {
            throw new ListException(
                    "not_text",
                    0,
                    "The list isn't written in the encoding that it begins with: fetch it again.",
                    encoding);
        }
        return told.done();
    }

    private static ListException brokenOff(IOException fault) {
        return new ListException(
                "broken_off", 0, "The compressed list is damaged or breaks off: fetch it again.", fault);
    }
}
