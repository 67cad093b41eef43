-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- Who looks, and when it last gave a sign of life.
CREATE TABLE vantage (
    name       text        PRIMARY KEY,
    joined_at  timestamptz NOT NULL,
    contact_at timestamptz NOT NULL,
    left_at    timestamptz
);

-- When a vantage point saw nothing, not even its control sites. A fact of its own: looks of that time stay as they are, and
-- aren't believed.
CREATE TABLE vantage_blind (
    vantage   text        NOT NULL,
    since     timestamptz NOT NULL,   -- when it last saw
    until     timestamptz,            -- null: it still doesn't
    learnt_at timestamptz NOT NULL,
    ended_at  timestamptz,            -- when the end was learnt
    PRIMARY KEY (vantage, since)
);

-- Every looker ends its looks while the newest row says so.
CREATE TABLE observation_stop (
    number  bigint      PRIMARY KEY,
    at      timestamptz NOT NULL,
    stopped boolean     NOT NULL,
    actor   text        NOT NULL,
    reason  text        NOT NULL
);

-- Where a host can't carry the schedule, the items that keep it were drawn: with which probability, since when. Facts; the
-- newest row of an item holds, and without any its schedule is that of the norm.
CREATE TABLE look_inclusion (
    item_id     bigint           NOT NULL,
    since       timestamptz      NOT NULL,
    probability double precision NOT NULL,
    kept        boolean          NOT NULL,
    PRIMARY KEY (item_id, since)
);

-- How many times wider than the norm's schedule.
ALTER TABLE look_plan ADD COLUMN widened integer NOT NULL DEFAULT 1;

-- In the order in which items are leased: those on lease come again when it ends.
DROP INDEX look_plan_due;
CREATE INDEX look_plan_ready ON look_plan (vantage, (greatest(due_at, lease_until)));


-- What was seen, with what a blind vantage point reported as what it is worth.
CREATE VIEW observation_believed AS
SELECT o.item_id, o.at, o.vantage, o.learnt_at,
       CASE WHEN b.blind THEN 'VANTAGE_DOWN' ELSE o.reason END AS reason,
       CASE WHEN b.blind THEN NULL ELSE o.cause END AS cause,
       o.level, o.address, o.status, o.took_ms
FROM observation o
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM vantage_blind v
        WHERE v.vantage = o.vantage
          AND o.at < coalesce(v.until, 'infinity')
          AND o.at + o.took_ms * interval '1 millisecond' >= v.since) AS blind) b;
