// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.verdict.Sketch;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was learnt of the content of items at the first look that saw them. Safe for many threads. */
@Service
class Expectations {
    private static final Logger LOG = LoggerFactory.getLogger(Expectations.class);
    private static final int FORMAT = 1;
    private static final int RESEALED_TOGETHER = 1_000;

    private final JdbcClient jdbc;
    private final Keys keys;
    private final InstantSource clock;

    /** How many didn't open when they were last given to the newest key: told when that changes, not every minute. */
    private volatile long unopened;

    Expectations(JdbcClient jdbc, Keys keys, InstantSource clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    /** Keeps what is the first of its item; by item, so that two processes don't wait for one another. */
    void keep(SortedMap<Long, Expected> learnt) {
        if (learnt.isEmpty()) {
            return;
        }
        List<Long> items = new ArrayList<>(learnt.keySet());
        byte[][] sealed = new byte[items.size()][];
        Integer[] with = new Integer[items.size()];
        for (int i = 0; i < sealed.length; i++) {
            Expected one = learnt.getOrDefault(items.get(i), Expected.nothing());
            sealed[i] = keys.seal(bytes(one), context(items.get(i)));
            with[i] = Keys.sealedWith(sealed[i]);
        }
        jdbc.sql("""
                INSERT INTO expectation (item_id, learnt_at, sealed, sealed_with)
                SELECT item, ?, sealed, key FROM unnest(?::bigint[], ?::bytea[], ?::int[]) AS u (item, sealed, key)
                ON CONFLICT (item_id) DO NOTHING""")
                .params(Timestamp.from(clock.instant()), items.toArray(Long[]::new), sealed, with)
                .update();
    }

    /** What is known of these items; nothing is of one that doesn't open. */
    Map<Long, Expected> of(List<Long> items) {
        Map<Long, Expected> known = new HashMap<>();
        jdbc.sql("SELECT item_id, sealed FROM expectation WHERE item_id = ANY (?)")
                .param(items.toArray(Long[]::new))
                .query(row -> {
                    long item = row.getLong(1);
                    opened(item, row.getBytes(2)).ifPresent(content -> known.put(item, content));
                });
        return known;
    }

    private Optional<Expected> opened(long item, byte[] sealed) {
        try {
            return Optional.of(parse(keys.open(sealed, context(item))));
        } catch (KeyException e) {
            LOG.error("What was learnt of item {} doesn't open: it was changed, or sealed with other keys", item);
            return Optional.empty();
        }
    }

    /** It goes with the address of its item. */
    @Scheduled(cron = "0 52 3 * * *", zone = "Europe/Amsterdam")
    @Transactional
    public int erase() {
        return jdbc.sql(
                        "DELETE FROM expectation e USING item i WHERE i.item_id = e.item_id AND i.erased_at IS NOT NULL")
                .update();
    }

    /** Gives what an earlier key sealed to the newest; returns how many. What doesn't open is left as it is, and counted. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT30S")
    public long reseal() {
        long done = 0;
        long closed = 0;
        long after = 0;
        for (List<Long> some = sealedEarlier(after); !some.isEmpty(); some = sealedEarlier(after)) {
            for (long item : some) {
                if (reseal(item)) {
                    done++;
                } else {
                    closed++;
                }
            }
            after = some.getLast();
        }
        if (closed > 0 && closed != unopened) {
            LOG.error("What was learnt of {} items can't be given to the newest key: it doesn't open", closed);
        }
        unopened = closed;
        return done;
    }

    private List<Long> sealedEarlier(long after) {
        return jdbc.sql("SELECT item_id FROM expectation WHERE sealed_with <> ? AND item_id > ? ORDER BY item_id LIMIT "
                        + RESEALED_TOGETHER)
                .params(keys.sealingKey(), after)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** False if it doesn't open. What was erased meanwhile is nobody's any more. */
    private boolean reseal(long item) {
        try {
            jdbc.sql("SELECT sealed FROM expectation WHERE item_id = ?")
                    .param(item)
                    .query((row, n) -> keys.seal(keys.open(row.getBytes(1), context(item)), context(item)))
                    .optional()
                    .ifPresent(anew -> jdbc.sql("UPDATE expectation SET sealed = ?, sealed_with = ? WHERE item_id = ?")
                            .params(anew, Keys.sealedWith(anew), item)
                            .update());
            return true;
        } catch (KeyException e) {
            return false;
        }
    }

    private static byte[] context(long item) {
        return ByteBuffer.allocate(9).put((byte) 'e').putLong(item).array();
    }

    private static byte[] bytes(Expected content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(content.sha256().orElse(""));
            out.writeLong(content.length().orElse(-1));
            out.writeUTF(content.mediaType().orElse(""));
            out.writeUTF(content.entityTag().orElse(""));
            out.writeUTF(content.sketch().map(Sketch::kind).orElse(""));
            List<Long> values = content.sketch().map(Sketch::values).orElse(List.of());
            out.writeInt(values.size());
            for (long value : values) {
                out.writeLong(value);
            }
            out.writeUTF(content.seenAt().orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Expected parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                throw new IllegalStateException("What is known of an item has a form that this version doesn't know.");
            }
            Optional<String> sha256 = text(in);
            long length = in.readLong();
            Optional<String> mediaType = text(in);
            Optional<String> entityTag = text(in);
            Optional<String> kind = text(in);
            int size = in.readInt();
            List<Long> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(in.readLong());
            }
            return new Expected(
                    sha256,
                    length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
                    mediaType,
                    entityTag,
                    kind.map(of -> new Sketch(of, values)),
                    in.available() > 0 ? text(in) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> text(DataInputStream in) throws IOException {
        return Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
    }
}
