-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2
--
-- Hash lists as facts: what a source said, and when. What is listed now follows from them. A hash stands here sealed only, and
-- as a keyed digest by which it is found again.

CREATE TABLE hash_source (
    source_id      integer     PRIMARY KEY,
    name           text        NOT NULL UNIQUE,
    owner          text        NOT NULL,
    licence        text        NOT NULL,   -- on which agreement it may be used
    scheme         text        NOT NULL,   -- of its classifications: baseline, national, or the maker's own
    default_action text        NOT NULL,
    police         boolean     NOT NULL,   -- never leaves in an export that is shared
    test           boolean     NOT NULL,   -- made up; only tests match it
    valid_from     timestamptz NOT NULL,
    valid_until    timestamptz,
    created_at     timestamptz NOT NULL
);

-- An import counts from its completion on, whole; completions have an order. Facts of one that was broken off never count.
CREATE TABLE hash_import (
    import_id    bigint      PRIMARY KEY,
    source_id    integer     NOT NULL,
    begun_at     timestamptz NOT NULL,
    actor        text        NOT NULL,
    format       text        NOT NULL,
    completion   bigint,                   -- 1, 2, 3 ...
    completed_at timestamptz,
    refusal      text,                     -- code of the fault for which it was refused
    listed       bigint      NOT NULL,
    withdrawn    bigint      NOT NULL,
    known        bigint      NOT NULL,
    rejected     bigint      NOT NULL
);
CREATE INDEX hash_import_completion ON hash_import (completion);

CREATE TABLE hash_completion (
    singleton boolean PRIMARY KEY CHECK (singleton),
    last      bigint  NOT NULL
);
INSERT INTO hash_completion (singleton, last) VALUES (true, 0);

CREATE TABLE hash_fact (
    source_id      integer     NOT NULL,
    entry_digest       bytea       NOT NULL,   -- keyed digest of the source's own name for it, else of its hashes
    fact_id        bigint      NOT NULL,
    import_id      bigint      NOT NULL,
    changed_at     timestamptz,            -- as the source says
    listed         boolean     NOT NULL,
    medium         text        NOT NULL,
    classification text        NOT NULL,
    content        bytea       NOT NULL,   -- keyed digest of all that is said
    sealed         bytea       NOT NULL,   -- its hashes
    sealed_with    integer     NOT NULL,
    PRIMARY KEY (source_id, entry_digest, fact_id)
);
CREATE INDEX hash_fact_import ON hash_fact (import_id, fact_id);

-- Which facts ever named a hash.
CREATE TABLE hash_naming (
    value_digest bytea   NOT NULL,
    source_id    integer NOT NULL,
    entry_digest     bytea   NOT NULL,
    fact_id      bigint  NOT NULL,
    PRIMARY KEY (value_digest, source_id, entry_digest, fact_id)
);

-- Absolute figures of one run of one process, so that writing them again changes nothing; sums are over runs.
CREATE TABLE hash_count (
    run_id       text    NOT NULL,
    week         date    NOT NULL,         -- Monday of the ISO week, Amsterdam
    organisation text    NOT NULL,
    source_id    integer NOT NULL,         -- 0: all sources together
    kind         text    NOT NULL,
    checks       bigint  NOT NULL,
    hits         bigint  NOT NULL,
    images       bigint  NOT NULL,
    unchecked    bigint  NOT NULL,
    micros       bigint  NOT NULL,
    PRIMARY KEY (run_id, week, organisation, source_id, kind)
);

-- Keys that were stopped for groping, until an administrator lets them go on.
CREATE TABLE check_stop (
    key_id      text        NOT NULL,
    stopped_at  timestamptz NOT NULL,
    released_at timestamptz,
    PRIMARY KEY (key_id, stopped_at)
);
