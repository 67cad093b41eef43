// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hands out numbers in blocks; a block that a process didn't use up leaves a gap. */
@Component
public class Numbers {
    private final JdbcClient jdbc;

    Numbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first of {@code count} numbers in a row that nobody else gets; 1 is the first of all. */
    @Transactional
    public long block(String kind, int count) {
        return jdbc.sql("""
                INSERT INTO number_block AS b (kind, next) VALUES (?, 1 + ?)
                ON CONFLICT (kind) DO UPDATE SET next = b.next + ?
                RETURNING next""").params(kind, count, count).query(Long.class).single() - count;
    }
}
