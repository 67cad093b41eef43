-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2
--
-- Rules (a test reads the migrations for them): tables that grow with items have item_id first in their primary key and no
-- other unique constraint; instants come from the application; no triggers, sequences, advisory locks or notifications.

-- The keys with which this database was filled: a lost or wrong key file is told at start.
CREATE TABLE key_fingerprint (
    singleton   boolean     PRIMARY KEY CHECK (singleton),
    fingerprint text        NOT NULL,
    since       timestamptz NOT NULL
);

-- Numbers are handed out in blocks, so that many processes can number without waiting for one another.
CREATE TABLE number_block (
    kind text   PRIMARY KEY,
    next bigint NOT NULL
);

CREATE TABLE access_key (
    key_id     text        PRIMARY KEY,
    digest     bytea       NOT NULL,
    holder     text        NOT NULL,
    roles      text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);

CREATE TABLE audit_entry (
    number   bigint      PRIMARY KEY,
    at       timestamptz NOT NULL,
    actor    text        NOT NULL,
    action   text        NOT NULL,
    subject  text        NOT NULL,
    reason   text        NOT NULL,
    previous bytea       NOT NULL,
    digest   bytea       NOT NULL,
    seal     bytea       NOT NULL
);

-- One row, locked by whoever appends: entries follow one another without gaps.
CREATE TABLE audit_tip (
    singleton boolean PRIMARY KEY CHECK (singleton),
    number bigint  NOT NULL,
    digest bytea   NOT NULL
);

CREATE TABLE audit_head (
    number    bigint      PRIMARY KEY,
    at        timestamptz NOT NULL,
    digest    bytea       NOT NULL,
    signature text        NOT NULL
);

INSERT INTO audit_tip (singleton, number, digest) VALUES (true, 0, decode(repeat('00', 32), 'hex'));
