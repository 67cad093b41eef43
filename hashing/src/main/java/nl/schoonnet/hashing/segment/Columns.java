// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** Columns one behind the other as one sequence of longs. */
final class Columns {
    private Columns() {}

    /** Copies a stretch of the sequence to bytes. */
    static void gather(long[][] columns, long from, int count, byte[] bytes) {
        LongBuffer to = longs(bytes);
        int rows = columns[0].length;
        for (long at = from; at < from + count; ) {
            int row = (int) (at % rows);
            int run = (int) Math.min(rows - row, from + count - at);
            to.put(columns[(int) (at / rows)], row, run);
            at += run;
        }
    }

    /** Copies bytes to a stretch of the sequence. */
    static void scatter(byte[] bytes, long from, int count, long[][] columns) {
        LongBuffer source = longs(bytes);
        int rows = columns[0].length;
        for (long at = from; at < from + count; ) {
            int row = (int) (at % rows);
            int run = (int) Math.min(rows - row, from + count - at);
            source.get(columns[(int) (at / rows)], row, run);
            at += run;
        }
    }

    private static LongBuffer longs(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }
}
