-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- Of what is sealed in a notice, digests of what figures group by, so that they outlive the address. Null in rows from
-- before this version until they are filled in.
ALTER TABLE notice ADD COLUMN item_digest bytea;          -- of the register's name of the item
ALTER TABLE notice ADD COLUMN page_digest bytea;          -- of the page on which it was found; null if none is told
ALTER TABLE notice ADD COLUMN flags text;                 -- codes of cautions, with spaces between them
ALTER TABLE notice ADD COLUMN scart_status text;          -- where the item stood in SCART
ALTER TABLE notice ADD COLUMN scart_last_seen_at timestamptz;
CREATE INDEX notice_by_item_name ON notice (source, item_digest);

-- Looks that somebody else made tell neither level nor duration.
ALTER TABLE observation ALTER COLUMN level DROP NOT NULL;
ALTER TABLE observation ALTER COLUMN took_ms DROP NOT NULL;
CREATE INDEX observation_learnt ON observation (learnt_at);

CREATE TABLE observation_import (
    import_id  bigint      PRIMARY KEY,
    source     text        NOT NULL,
    begun_at   timestamptz NOT NULL,
    ended_at   timestamptz,
    actor      text        NOT NULL,
    added      bigint      NOT NULL,
    known      bigint      NOT NULL,
    rejected   bigint      NOT NULL
);

-- A report that was made: with the same parameters and facts it is made again, byte for byte.
CREATE TABLE measurement_run (
    run_id      bigint      PRIMARY KEY,
    made_at     timestamptz NOT NULL,
    actor       text        NOT NULL,
    as_of       timestamptz NOT NULL,   -- facts that were learnt later don't count
    parameters  text        NOT NULL,   -- JSON
    method      text        NOT NULL,
    product     text        NOT NULL,
    seed        bigint      NOT NULL,
    data_digest text,                   -- of the facts that were read; null until they were
    state       text        NOT NULL,   -- running, done, failed
    fault       text,                   -- a code, if it failed
    named       integer     NOT NULL,   -- providers that it names by permission
    public_at   timestamptz             -- since when it is the public edition; null if it isn't
);

-- What was concluded of an item from its facts: derived, and made anew from them at any time. One row per outcome, in order.
-- What both yardsticks say alike stands once.
CREATE TABLE episode_interval (
    item_id           bigint      NOT NULL,
    number            smallint    NOT NULL,
    yardstick         smallint    NOT NULL,  -- 0 off this network, 1 off the internet, 2 both
    kind              smallint    NOT NULL,  -- 0 an episode, 1 gone before its notice, 2 never looked at
    clock_origin      text        NOT NULL,
    clock_at          timestamptz NOT NULL,
    obstructed        boolean     NOT NULL,
    episode           integer     NOT NULL,  -- its number; of what was never looked at, how many looks said nothing
    entry_at          timestamptz,           -- null: the start of the clock
    end_kind          smallint,              -- 0 still there, 1 removed, 2 made inaccessible, 3 moved
    end_left          timestamptz,
    end_right         timestamptz,
    end_reason        text,
    last_kind         smallint,              -- null: the last end is the first
    last_left         timestamptz,
    last_right        timestamptz,
    last_reason       text,
    removal_left      timestamptz,           -- null: no removal, or the first end is it
    removal_right     timestamptz,
    removal_reason    text,
    flaps             integer     NOT NULL,
    -- Of the item as a whole, in each of its rows.
    looks             integer     NOT NULL,
    last_look_at      timestamptz,
    learnt_at         timestamptz NOT NULL,  -- the last of its facts
    facts             bytea       NOT NULL,  -- a digest of its looks
    strange           text,                  -- addresses that aren't the notice's, each with when it was first met
    PRIMARY KEY (item_id, number, yardstick)
);

-- Up to when all facts are in the intervals.
CREATE TABLE episode_watermark (
    singleton boolean     PRIMARY KEY CHECK (singleton),
    through   timestamptz,
    vantages  text        NOT NULL,          -- of all looks by then: with another one every item is concluded anew
    method    text        NOT NULL,
    lease_until timestamptz,                 -- one process at a time concludes
    lease_token text
);

INSERT INTO episode_watermark (singleton, vantages, method) VALUES (true, '', '');
