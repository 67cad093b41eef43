// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the reading of a list of which one record doesn't end, whatever its format, before it fills the memory. */
final class RecordGuard extends FilterInputStream {
    private static final long MOST = 1 << 20;

    private long sinceRecord;

    /** A record that is longer than any real one. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("a record is longer than " + MOST + " bytes");
        }
    }

    RecordGuard(InputStream in) {
        super(in);
    }

    /** The next record begins. Readers read ahead, so that a record may be refused a little early. */
    void next() {
        sinceRecord = 0;
    }

    private int counted(int bytes) throws TooLong {
        sinceRecord += Math.max(0, bytes);
        if (sinceRecord > MOST) {
            throw new TooLong();
        }
        return bytes;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return counted(in.read(target, offset, Math.min(length, 1 << 16)));
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(Math.min(bytes, MOST));
        counted(Math.toIntExact(skipped));
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
