-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- What the DNS said of an item's host, at the first look and whenever it said something else. A fact: never changed, but for
-- the names, which go when the address is erased.
CREATE TABLE resolution (
    item_id      bigint      NOT NULL,
    vantage      text        NOT NULL,
    at           timestamptz NOT NULL,
    learnt_at    timestamptz NOT NULL,
    answer       text        NOT NULL,   -- ADDRESSES, NO_SUCH_NAME, NO_ADDRESS, NOT_ASKED
    complete     boolean     NOT NULL,   -- false: one family of addresses could not be asked
    addresses    text        NOT NULL,   -- all A and AAAA, in order, with spaces between
    names        bytea,                  -- sealed: aliases and name servers; null: none, or erased
    said         bytea       NOT NULL,   -- keyed digest of answer, addresses and aliases
    name_servers bytea,                  -- keyed digest of the name servers; null: not known
    sealed_with  integer,                -- of the names
    PRIMARY KEY (item_id, vantage, at)
);
CREATE INDEX resolution_learnt ON resolution (learnt_at);

-- Items whose roles are to be derived anew, from a moment on.
CREATE TABLE attribution_due (
    item_id bigint      PRIMARY KEY,
    since   timestamptz NOT NULL,
    marks   bigint      NOT NULL          -- how often it was marked: a fact that comes while it is derived isn't lost
);

-- Who had which role, each time the host or the network was another one. Derived: made anew from resolutions and tables.
-- Findings are JSON; where a party is known by a domain only, a keyed digest stands for it.
CREATE TABLE attribution (
    item_id   bigint      NOT NULL,
    since     timestamptz NOT NULL,      -- the first look that found it so
    change    text        NOT NULL,      -- FIRST, SAME_PARTY, OTHER_PARTY, UNKNOWN
    web_host  text        NOT NULL,
    network   text        NOT NULL,
    proxy     text        NOT NULL,
    registrar text        NOT NULL,
    platform  text        NOT NULL,
    countries text        NOT NULL,
    tables    text        NOT NULL,      -- the editions that were used
    PRIMARY KEY (item_id, since)
);

-- Each edition of each table about networks; its content is a file in the data folder.
CREATE TABLE network_table (
    source     text        NOT NULL,     -- file, or address without user and query
    fetched_at timestamptz NOT NULL,
    kind       text        NOT NULL,     -- what it says: a file may say several things
    true_at    timestamptz NOT NULL,
    digest     bytea       NOT NULL,
    name       text        NOT NULL,     -- of the kept file
    rows       bigint      NOT NULL,
    rejected   bigint      NOT NULL,     -- of the file as a whole
    PRIMARY KEY (source, fetched_at, kind)
);

-- Where abuse is reported, per registered network; also that it isn't known.
CREATE TABLE abuse_contact (
    first_address inet        NOT NULL,
    last_address  inet        NOT NULL,
    learnt_at     timestamptz NOT NULL,
    mail          text,                  -- null: not known
    outcome       text        NOT NULL,  -- FOUND, NO_CONTACT, NOT_REGISTERED, REFUSED, UNUSABLE, AWAY
    source        text        NOT NULL,  -- the host that answered
    PRIMARY KEY (first_address, last_address, learnt_at)
);
