// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.input;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text file line by line without trusting it: gzip is recognised by its first bytes, a line longer than the limit
 * is passed over without being kept in memory, bytes that are not UTF-8 reject their line only (unless ISO 8859-1 is allowed),
 * and a file that breaks off
 * (truncated gzip) gives the lines before the break and one rejection.
 *
 * <p>A UTF-8 byte order mark is dropped; lines end with LF or CRLF. Not safe for use by many threads.
 */
public final class LineReader implements AutoCloseable {
    /** The longest line that is read, in bytes. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    private final String name;
    private final InputStream in;
    private final Consumer<Rejection> rejections;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 12];
    private int length;
    private long lineNumber;
    private boolean ended;
    private boolean broken;
    private boolean latin1Allowed;
    private boolean latin1;

    private LineReader(String name, InputStream in, Consumer<Rejection> rejections) {
        this.name = name;
        this.in = in;
        this.rejections = rejections;
    }

    /**
     * Opens a regular file, or a symbolic link to one; a pipe or device could wait or go on for ever.
     *
     * @param rejections receives what could not be read
     * @throws InputException if the file is missing, a folder, no regular file, unreadable or UTF-16
     */
    public static LineReader open(Path file, Consumer<Rejection> rejections) {
        String name = String.valueOf(file.getFileName());
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new InputException("is_a_folder", name, 0, file + " is a folder; name a file in it.");
            }
            if (!attributes.isRegularFile()) {
                throw new InputException(
                        "not_a_file",
                        name,
                        0,
                        file + " is a pipe or device and no file; save what it gives in a file first.");
            }
            return new LineReader(name, decompressed(Files.newInputStream(file), name, file), rejections);
        } catch (NoSuchFileException e) {
            throw new InputException("missing_file", name, 0, file + " does not exist; check the path.", e);
        } catch (AccessDeniedException e) {
            throw new InputException(
                    "unreadable_file", name, 0, file + " may not be read by this user; change its permissions.", e);
        } catch (ZipException | EOFException e) {
            throw new InputException(
                    "broken_gzip", name, 0, file + " begins like gzip but is not; copy it again from its source.", e);
        } catch (IOException e) {
            throw new InputException("unreadable_file", name, 0, file + " can't be read; copy it again.", e);
        }
    }

    /**
     * Reads text that is already open, plain or gzip; {@code name} stands for the file in rejections.
     *
     * @throws InputException if it can't be read from its start, or is UTF-16
     */
    public static LineReader of(String name, InputStream in, Consumer<Rejection> rejections) {
        try {
            return new LineReader(name, decompressed(in, name, name), rejections);
        } catch (ZipException | EOFException e) {
            throw new InputException("broken_gzip", name, 0, name + " begins like gzip but is not; send it again.", e);
        } catch (IOException e) {
            throw new InputException("unreadable_file", name, 0, name + " can't be read; send it again.", e);
        }
    }

    private static InputStream decompressed(InputStream raw, String name, Object file) throws IOException {
        try {
            PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(raw, 1 << 16), 2);
            byte[] start = in.readNBytes(2);
            in.unread(start);
            int magic = start.length == 2 ? (start[0] & 0xFF) << 8 | (start[1] & 0xFF) : 0;
            if (magic == 0xFEFF || magic == 0xFFFE) {
                throw new InputException("utf_16", name, 1, file + " is in UTF-16; save it in UTF-8.");
            }
            return magic == 0x1F8B ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException | InputException e) {
            raw.close();
            throw e;
        }
    }

    /** The name of the file, without its folder. */
    public String name() {
        return name;
    }

    /** The 1-based number of the line that {@link #next()} gave last; 0 before the first. */
    public long lineNumber() {
        return lineNumber;
    }

    /** The next readable line without its end, or null at the end of the file. */
    public @Nullable String next() {
        while (!ended) {
            LineEnd end = fill();
            if (end == LineEnd.NOTHING) {
                return null;
            }
            lineNumber++;
            if (end == LineEnd.TOO_LONG) {
                reject("", "line_too_long");
                continue;
            }
            int start = lineNumber == 1 && startsWithByteOrderMark() ? 3 : 0;
            int stop = length > start && line[length - 1] == '\r' ? length - 1 : length;
            latin1 = false;
            if (isAscii(start, stop)) {
                return new String(line, start, stop - start, StandardCharsets.ISO_8859_1);
            }
            try {
                return decoder.decode(ByteBuffer.wrap(line, start, stop - start))
                        .toString();
            } catch (CharacterCodingException e) {
                if (latin1Allowed) {
                    latin1 = true;
                    return new String(line, start, stop - start, StandardCharsets.ISO_8859_1);
                }
                reject("", "not_utf_8");
            }
        }
        return null;
    }

    /** From now on a line that is not UTF-8 is given as ISO 8859-1, which any bytes are; {@link #isLatin1()} tells. */
    public void allowLatin1() {
        latin1Allowed = true;
    }

    /** Whether the line that {@link #next()} gave last was not UTF-8 and so was taken as ISO 8859-1. */
    public boolean isLatin1() {
        return latin1;
    }

    /** Reports a fault in the line that was given last. */
    public void reject(String field, String code) {
        rejections.accept(new Rejection(name, lineNumber, field, code));
    }

    private boolean isAscii(int start, int stop) {
        int high = 0;
        for (int i = start; i < stop; i++) {
            high |= line[i];
        }
        return high >= 0;
    }

    private boolean startsWithByteOrderMark() {
        return length >= 3 && (line[0] & 0xFF) == 0xEF && (line[1] & 0xFF) == 0xBB && (line[2] & 0xFF) == 0xBF;
    }

    private enum LineEnd {
        LINE,
        TOO_LONG,
        NOTHING
    }

    private LineEnd fill() {
        length = 0;
        boolean tooLong = false;
        boolean any = false;
        while (true) {
            if (position == limit && !refill()) {
                ended = true;
                return any && !broken ? (tooLong ? LineEnd.TOO_LONG : LineEnd.LINE) : LineEnd.NOTHING;
            }
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int count = end - position;
            if (length + count > MAX_LINE_BYTES) {
                tooLong = true;
            } else if (!tooLong) {
                if (length + count > line.length) {
                    line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
                }
                System.arraycopy(buffer, position, line, length, count);
                length += count;
            }
            position = end;
            if (end < limit) {
                position++;
                return tooLong ? LineEnd.TOO_LONG : LineEnd.LINE;
            }
        }
    }

    private boolean refill() {
        try {
            limit = in.read(buffer);
            position = 0;
            if (limit > 0) {
                return true;
            }
        } catch (EOFException | ZipException e) {
            broken = true;
            rejections.accept(new Rejection(name, lineNumber + 1, "", "truncated_file"));
        } catch (IOException e) {
            broken = true;
            rejections.accept(new Rejection(name, lineNumber + 1, "", "read_error"));
        }
        limit = 0;
        position = 0;
        return false;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            rejections.accept(new Rejection(name, lineNumber, "", "read_error"));
        }
    }
}
