// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Compressed text files without a time stamp, so that the same text gives the same bytes. */
final class Gzip extends GZIPOutputStream {
    private static final int BUFFER = 1 << 16;
    private static final int FAST = 4;

    private Gzip(OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(FAST);
    }

    static CsvWriter csv(Writer writer) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
    }

    static Writer writer(Path file) throws IOException {
        Gzip gzip = new Gzip(Files.newOutputStream(file));
        return new BufferedWriter(new OutputStreamWriter(gzip, StandardCharsets.UTF_8), BUFFER);
    }
}
