-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2
--
-- Who is connected to the hash check, as facts: of an organisation, a customer or a domain since a day, that fact holds which
-- was learnt last. And how long requests took, by the classes of LatencyClasses.

CREATE TABLE connection_fact (
    fact_id      bigint      PRIMARY KEY,
    organisation text        NOT NULL,   -- the holder of the keys by which its checks are counted
    customer     text        NOT NULL,   -- '' if the organisation itself is meant
    domain       text        NOT NULL,   -- '' if all of it is meant
    valid_from   date        NOT NULL,
    valid_until  date,                   -- the first day on which it isn't any more
    mode         text        NOT NULL,   -- UPLOAD, STORAGE, BOTH
    obliged      boolean     NOT NULL,   -- by contract
    hotline      boolean     NOT NULL,   -- a tool of the hotline itself
    retracted    boolean     NOT NULL,   -- it was said by mistake
    learnt_at    timestamptz NOT NULL,
    actor        text        NOT NULL,
    reason       text        NOT NULL
);

-- Requests by class of duration; null in rows of one source and in those from before.
ALTER TABLE hash_count ADD COLUMN latencies bigint[];
