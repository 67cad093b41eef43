// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.pdq.Pdq;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schoonnet hash}: the hashes of files. */
@Command(
        name = "hash",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Prints MD5, SHA-1 and SHA-256 of files, and of pictures the perceptual hash PDQ with its quality, 0 to 100.",
            "Files are read once and kept nowhere. A PDQ of a quality below 50 tells nothing and isn't looked up by the hash"
                    + " check. A picture is hashed as it is stored: not turned as its metadata may ask.",
            "Exit status 4 if a file couldn't be read."
        })
final class HashCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Limits LIMITS = Limits.standard();

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Print an object per line instead of a table.")
    boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files; - for standard input.")
    List<String> files = new ArrayList<>();

    /** What is printed of a file. */
    private record Hashed(
            String file, Digests digests, @Nullable Pdq pdq, String note) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        PictureReader pictures = new PictureReader(LIMITS, System::nanoTime);
        boolean unread = false;
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%-32s  %-40s  %-64s  %-64s  %7s  %s%n",
                    "MD5",
                    "SHA-1",
                    "SHA-256",
                    "PDQ",
                    "quality",
                    "file");
        }
        for (String file : files) {
            try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
                print(out, hashed(file, in, pictures));
            } catch (IOException | InvalidPathException e) {
                unread = true;
                err.println("schoonnet: " + CheckOutput.plain(file) + " can't be read: " + why(file));
            }
        }
        out.flush();
        err.flush();
        return unread ? ExitStatus.ROWS_REJECTED : ExitStatus.DONE;
    }

    private static String why(String file) {
        return new File(file).isDirectory()
                ? "it is a folder; schoonnet check takes folders."
                : "check its name and rights.";
    }

    /** A file that is longer than a picture may be is digested without being held in memory. */
    private static Hashed hashed(String name, InputStream in, PictureReader pictures) throws IOException {
        byte[] beginning = in.readNBytes(LIMITS.bytes() + 1);
        if (beginning.length > LIMITS.bytes()) {
            Digests digests =
                    Digests.of(new SequenceInputStream(new ByteArrayInputStream(beginning), in), Long.MAX_VALUE);
            return new Hashed(name, digests, null, "larger than a picture that is read");
        }
        Digests digests = Digests.of(beginning);
        return switch (pictures.read(beginning)) {
            case Decoded.Picture picture -> new Hashed(name, digests, Pdq.of(picture.luma()), notes(picture));
            case Decoded.Refused refused -> new Hashed(name, digests, null, refused.sentence());
        };
    }

    private static String notes(Decoded.Picture picture) {
        return picture.notes().stream()
                .map(note -> switch (note) {
                    case FIRST_OF_SEVERAL -> "the first of several pictures";
                    case DAMAGED -> "damaged: a part is made up by its decoder";
                })
                .sorted()
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    }

    private void print(PrintWriter out, Hashed hashed) {
        Pdq pdq = hashed.pdq;
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%s  %s  %s  %-64s  %7s  %s%s%n",
                    hashed.digests.md5().hex(),
                    hashed.digests.sha1().hex(),
                    hashed.digests.sha256().hex(),
                    pdq == null ? "" : pdq.hash().hex(),
                    pdq == null ? "" : pdq.quality(),
                    CheckOutput.plain(hashed.file),
                    hashed.note.isEmpty() ? "" : " (" + hashed.note + ")");
            return;
        }
        ObjectNode object = JSON.createObjectNode()
                .put("file", hashed.file)
                .put("bytes", hashed.digests.bytes())
                .put("md5", hashed.digests.md5().hex())
                .put("sha1", hashed.digests.sha1().hex())
                .put("sha256", hashed.digests.sha256().hex());
        if (pdq != null) {
            object.put("pdq", pdq.hash().hex()).put("quality", pdq.quality());
        }
        if (!hashed.note.isEmpty()) {
            object.put("note", hashed.note);
        }
        out.println(object);
    }
}
