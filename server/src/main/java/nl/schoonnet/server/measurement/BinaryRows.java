// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a query as PostgreSQL's binary COPY gives them, some times faster than a result set. A row is read field by
 * field, in order. Not safe for use by many threads; a row may be read by any.
 */
final class BinaryRows {
    private static final int BATCH = 1 << 14;
    private static final int HEADER = 11 + 4 + 4;
    private static final int OFFSET_TO_TUPLES = 15;
    private static final long SECONDS_TO_2000 = 946_684_800L;

    private final CopyOut copy;
    private boolean begun;

    private BinaryRows(CopyOut copy) {
        this.copy = copy;
    }

    static BinaryRows of(Connection connection, String query) throws SQLException {
        return new BinaryRows(connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)"));
    }

    /** The next row, or null after the last. */
    @Nullable
    ByteBuffer next() throws SQLException {
        byte[] bytes = copy.readFromCopy();
        while (bytes != null) {
            ByteBuffer row = ByteBuffer.wrap(bytes);
            if (!begun) {
                begun = true;
                int extension = row.getInt(OFFSET_TO_TUPLES);
                row.position(HEADER + extension);
            }
            if (row.hasRemaining() && row.getShort() >= 0) {
                return row;
            }
            bytes = copy.readFromCopy();
        }
        return null;
    }

    /**
     * Decodes the rows by all processors, while the next ones come in, and hands them on in their order.
     *
     * @param decode by many threads
     * @param accept by this thread
     */
    <T> void decoded(Function<ByteBuffer, T> decode, Consumer<T> accept) throws SQLException {
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            List<ByteBuffer> rows = reader.submit(this::batch).get();
            while (!rows.isEmpty()) {
                Future<List<ByteBuffer>> next =
                        rows.size() < BATCH ? CompletableFuture.completedFuture(List.of()) : reader.submit(this::batch);
                rows.parallelStream().map(decode).toList().forEach(accept);
                rows = next.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("Rows can't be read by a fault of the program.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Reading was interrupted.", e);
        }
    }

    private List<ByteBuffer> batch() throws SQLException {
        List<ByteBuffer> rows = new ArrayList<>(BATCH);
        for (ByteBuffer row = next(); row != null; row = next()) {
            rows.add(row);
            if (rows.size() == BATCH) {
                break;
            }
        }
        return rows;
    }

    static long int8(ByteBuffer row) {
        row.getInt();
        return row.getLong();
    }

    static int int4(ByteBuffer row) {
        row.getInt();
        return row.getInt();
    }

    static int int4OrZero(ByteBuffer row) {
        return row.getInt() < 0 ? 0 : row.getInt();
    }

    static int int2(ByteBuffer row) {
        row.getInt();
        return row.getShort();
    }

    /** A small number, or -1 for NULL. */
    static int int2OrNone(ByteBuffer row) {
        return row.getInt() < 0 ? -1 : row.getShort();
    }

    static boolean bool(ByteBuffer row) {
        row.getInt();
        return row.get() != 0;
    }

    static double float8(ByteBuffer row) {
        row.getInt();
        return row.getDouble();
    }

    static byte @Nullable [] bytes(ByteBuffer row) {
        int length = row.getInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        row.get(bytes);
        return bytes;
    }

    static @Nullable String text(ByteBuffer row) {
        int length = row.getInt();
        if (length < 0) {
            return null;
        }
        if (length == 0) {
            return "";
        }
        String text = new String(row.array(), row.arrayOffset() + row.position(), length, StandardCharsets.UTF_8);
        row.position(row.position() + length);
        return text;
    }

    /** Microseconds since 1970, or {@link Long#MIN_VALUE} for NULL. */
    static long micros(ByteBuffer row) {
        return row.getInt() < 0 ? Long.MIN_VALUE : row.getLong() + SECONDS_TO_2000 * 1_000_000;
    }

    static @Nullable Instant instant(ByteBuffer row) {
        long micros = micros(row);
        return micros == Long.MIN_VALUE ? null : instant(micros);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
