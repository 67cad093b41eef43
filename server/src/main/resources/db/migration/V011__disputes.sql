-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- Chosen at random when an import is completed. Tells a completion from the one of the same number in a database that was put
-- back from an older copy and went on: files beside the database that know the one aren't believed by the other.
ALTER TABLE hash_import ADD COLUMN history text;
UPDATE hash_import SET history = gen_random_uuid()::text WHERE completion IS NOT NULL;

-- "Not a match": what is disputed stands here sealed only. Rows are never removed.
CREATE TABLE hash_dispute (
    dispute_id   bigint      PRIMARY KEY,
    kind         text        NOT NULL,
    pair         boolean     NOT NULL,   -- of a question and a listed hash; else of one hash
    sealed       bytea       NOT NULL,
    sealed_with  integer     NOT NULL,
    reason       text        NOT NULL,
    made_by      text        NOT NULL,
    made_at      timestamptz NOT NULL,
    confirmed_by text,                   -- a second person
    confirmed_at timestamptz,
    withdrawn_by text,
    withdrawn_at timestamptz
);

-- Counts what happened to disputes: a process that sees another figure than before reads them again.
CREATE TABLE hash_dispute_change (
    singleton boolean PRIMARY KEY CHECK (singleton),
    last      bigint  NOT NULL
);
INSERT INTO hash_dispute_change (singleton, last) VALUES (true, 0);
