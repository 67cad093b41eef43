// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nl.schoonnet.cli.CheckedFile.Result;
import nl.schoonnet.internet.input.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Which files were checked, so that a run that broke off is gone on with. A line per file: a digest of its path, size and time,
 * and what became of it; no name. Written behind the results, so that a kill makes some files be checked twice, and none left
 * out.
 */
final class CheckJournal implements AutoCloseable {
    private static final String FORM = "schoonnet-check 1";
    private static final int HEX = 32;
    private static final Map<Result, Character> SIGNS =
            new EnumMap<>(Map.of(Result.MATCH, 'm', Result.NO_MATCH, 'n', Result.NOT_CHECKED, 'u'));

    private final FileChannel channel;
    private final Fingerprints known = new Fingerprints();
    private final Map<Result, Long> before = new EnumMap<>(Result.class);

    private CheckJournal(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a journal, or begins it.
     *
     * @param options of the run: with others it can't be gone on with
     * @throws InputException if the file is none, or of a run with other options
     */
    static CheckJournal open(Path file, String options) throws IOException {
        FileChannel channel = OwnFile.open(file);
        try {
            CheckJournal journal = new CheckJournal(channel);
            String first = FORM + " " + options;
            if (channel.size() == 0) {
                journal.write(first + "\n");
            } else {
                requireOurs(channel);
                OwnFile.makePrivate(file);
                OwnFile.cutAtLine(channel);
                journal.read(first);
            }
            channel.position(channel.size());
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Before anything of it is changed. */
    private static void requireOurs(FileChannel channel) throws IOException {
        ByteBuffer beginning = ByteBuffer.allocate(FORM.length());
        int read = 0;
        while (beginning.hasRemaining() && read >= 0) {
            read = channel.read(beginning, beginning.position());
        }
        if (!new String(beginning.array(), StandardCharsets.US_ASCII).equals(FORM)) {
            throw notOurs(null);
        }
    }

    private static InputException notOurs(@Nullable Exception cause) {
        String sentence = "The file of --resume is no journal of this command: name another one.";
        return cause == null
                ? new InputException("not_a_journal", "", 0, sentence)
                : new InputException("not_a_journal", "", 0, sentence, cause);
    }

    private void read(String first) throws IOException {
        // Not closed: the journal goes on with the channel.
        BufferedReader lines = new BufferedReader(Channels.newReader(channel.position(0), StandardCharsets.US_ASCII));
        try {
            String header = lines.readLine();
            if (!first.equals(header)) {
                throw new InputException(
                        "another_run",
                        "",
                        0,
                        "The journal is of a run with other options (--pdq, --test, --detail, --index): give the same, or a new file.");
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                line(line);
            }
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw notOurs(e);
        }
    }

    private void line(String line) {
        if (line.length() != HEX + 2) {
            return;
        }
        for (Map.Entry<Result, Character> sign : SIGNS.entrySet()) {
            if (line.charAt(HEX + 1) == sign.getValue()
                    && known.add(
                            HexFormat.fromHexDigitsToLong(line, 0, HEX / 2),
                            HexFormat.fromHexDigitsToLong(line, HEX / 2, HEX))) {
                before.merge(sign.getKey(), 1L, Long::sum);
            }
        }
    }

    /** How many files were checked before this run, by result. */
    Map<Result, Long> before() {
        return before;
    }

    boolean has(FoundFile file) {
        byte[] digest = digest(file);
        ByteBuffer parts = ByteBuffer.wrap(digest);
        return known.contains(parts.getLong(), parts.getLong());
    }

    /** Keeps what needn't be done again; on the disk when this returns. */
    void add(List<CheckedFile> checked) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (CheckedFile file : checked) {
            if (file.lasting() && file.hashed().file().path() != null) {
                lines.append(HexFormat.of().formatHex(digest(file.hashed().file()), 0, HEX / 2))
                        .append(' ')
                        .append(SIGNS.get(file.result()))
                        .append('\n');
            }
        }
        write(lines.toString());
        channel.force(false);
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static byte[] digest(FoundFile file) {
        Path path = file.path();
        // As an address it has every byte of a name, also of one that is no text in this machine's encoding.
        String place =
                path == null ? "" : path.toAbsolutePath().normalize().toUri().getRawPath();
        String all = place + "\0" + file.size() + "\0" + file.modified().toInstant();
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
