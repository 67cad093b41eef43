-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- The next look at each open item from each vantage point. Derived: it can be made anew from notices and observations.
CREATE TABLE look_plan (
    item_id      bigint      NOT NULL,
    vantage      text        NOT NULL,
    origin       timestamptz NOT NULL,   -- the start of the clock, for the density of looks only
    due_at       timestamptz NOT NULL,
    absent_since timestamptz,            -- the first absence that nothing contradicted since
    confirmed    boolean     NOT NULL,
    lease_until  timestamptz,
    lease_token  text,
    PRIMARY KEY (item_id, vantage)
);
CREATE INDEX look_plan_due ON look_plan (vantage, due_at);

-- What was seen. A fact: never changed.
CREATE TABLE observation (
    item_id   bigint      NOT NULL,
    at        timestamptz NOT NULL,
    vantage   text        NOT NULL,
    learnt_at timestamptz NOT NULL,
    reason    text,                      -- null: a look that says nothing, see cause
    cause     text,
    level     smallint    NOT NULL,
    address   text,
    status    smallint,
    took_ms   integer     NOT NULL,
    PRIMARY KEY (item_id, at, vantage)
);

CREATE INDEX observation_by_vantage ON observation (vantage, at);
