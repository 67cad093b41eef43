-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- What the first look that saw an item told of its content, for later looks to compare with. Sealed: an entity tag or a digest
-- can tell what it was. Goes with the address.
CREATE TABLE expectation (
    item_id     bigint      PRIMARY KEY,
    learnt_at   timestamptz NOT NULL,
    sealed      bytea       NOT NULL,
    sealed_with integer     NOT NULL
);

-- How much somebody had shown lately is asked at each reveal.
CREATE INDEX audit_entry_by_action ON audit_entry (action, at);
