// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Receipt;

/**
 * What an observer told and what was acknowledged to it, a line each, in a file that outlives a kill of the observer. A line
 * that a kill cut short lacks its last word and doesn't count. Writing is for one thread at a time.
 */
final class LookJournal implements Closeable {
    private static final String END = ".";
    private static final String TOLD = "TOLD";

    private final FileChannel channel;

    /** Goes on with a journal, or begins one. */
    LookJournal(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        write("\n");
    }

    /** One look, before it is told or as it was acknowledged; empty receipt: told. */
    record Line(Optional<Receipt> receipt, long item, Instant at, String token) {
        private static Optional<Line> parse(String text) {
            String[] words = text.split(" ", -1);
            if (words.length != 5 || !words[4].equals(END)) {
                return Optional.empty();
            }
            Optional<Receipt> receipt =
                    words[0].equals(TOLD) ? Optional.empty() : Optional.of(Receipt.valueOf(words[0]));
            return Optional.of(new Line(receipt, Long.parseLong(words[1]), Instant.parse(words[2]), words[3]));
        }
    }

    /** These are told next. */
    synchronized void told(List<Done> done) {
        StringBuilder lines = new StringBuilder();
        done.forEach(one -> line(lines, TOLD, one));
        write(lines.toString());
    }

    /** These were acknowledged. */
    synchronized void acknowledged(List<Done> done, List<Receipt> receipts) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < done.size(); i++) {
            line(lines, receipts.get(i).name(), done.get(i));
        }
        write(lines.toString());
    }

    private static void line(StringBuilder lines, String word, Done done) {
        if (done.outcome() instanceof Outcome.Looked looked) {
            lines.append(word)
                    .append(' ')
                    .append(done.item())
                    .append(' ')
                    .append(looked.seen().at())
                    .append(' ')
                    .append(done.token())
                    .append(' ')
                    .append(END)
                    .append('\n');
        }
    }

    private void write(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads what was written since it last read. Not for several threads. */
    static final class Reader {
        private final Path file;
        private long position;

        Reader(Path file) {
            this.file = file;
        }

        /** The whole lines that are new. */
        List<Line> next() throws IOException {
            List<Line> lines = new ArrayList<>();
            if (!Files.exists(file)) {
                return lines;
            }
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                byte[] bytes = new byte[(int) (in.length() - position)];
                in.seek(position);
                in.readFully(bytes);
                int whole = bytes.length;
                while (whole > 0 && bytes[whole - 1] != '\n') {
                    whole--;
                }
                position += whole;
                new String(bytes, 0, whole, StandardCharsets.US_ASCII)
                        .lines()
                        .map(Line::parse)
                        .flatMap(Optional::stream)
                        .forEach(lines::add);
            }
            return lines;
        }
    }
}
