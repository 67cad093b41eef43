// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads hash lists. */
public final class HashLists {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private HashLists() {}

    /**
     * Reads a list from its beginning to its end, compressed by gzip or not. The stream stays open. What was told before a
     * fault was met has been told: who takes a list in as a whole keeps it back until this returns.
     *
     * @param sink told entry by entry, in the order of the list
     * @return counts, and where the list goes on
     * @throws ListException if it isn't of the format or breaks off
     * @throws IOException if the stream can't be read
     */
    public static ListRead read(ListFormat format, InputStream list, ListOptions options, Consumer<ListEntry> sink)
            throws IOException {
        try {
            RecordGuard guard = new RecordGuard(plain(list));
            Told told = new Told(sink, guard);
            switch (format) {
                case TEXT -> new TextList(options, told).read(guard);
                case VICS -> new VicsList(options, told).read(guard);
                case NCMEC -> new NcmecList(told).read(guard);
                case STOPNCII -> new StopNciiList(told).read(guard);
            }
            return told.done();
        } catch (RecordGuard.TooLong tooLong) {
            throw new ListException(
                    "record_too_long",
                    0,
                    "A record of the list is longer than 1 MiB, which no real one is: check the file and its format.",
                    tooLong);
        } catch (ZipException | java.io.EOFException broken) {
            throw new ListException(
                    "broken_off", 0, "The compressed list is damaged or breaks off: fetch it again.", broken);
        } catch (java.io.CharConversionException encoding) {
            throw new ListException(
                    "not_text",
                    0,
                    "The list isn't written in the encoding that it begins with: fetch it again.",
                    encoding);
        }
    }

    private static InputStream plain(InputStream list) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(list, BUFFER);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        return first == GZIP_FIRST && second == GZIP_SECOND ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }
}
