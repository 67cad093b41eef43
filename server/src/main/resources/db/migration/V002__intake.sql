-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- One row per notified address, for as long as it is followed. Its episodes are derived from the facts about it: an address
-- that comes back is a new episode of the same item, never an overwritten row.
CREATE TABLE item (
    item_id        bigint      PRIMARY KEY,
    learnt_at      timestamptz NOT NULL,
    address        bytea,                   -- sealed; null once erased
    address_digest bytea       NOT NULL,
    domain_digest  bytea       NOT NULL,
    sealed_with    integer     NOT NULL,
    closed_at      timestamptz,
    erased_at      timestamptz
);

CREATE TABLE item_by_address (
    address_digest bytea  PRIMARY KEY,
    item_id        bigint NOT NULL
);

-- What a row of a register said, each time it said something else. Text that may identify a page or a person is sealed.
CREATE TABLE notice (
    item_id         bigint           NOT NULL,
    notice_id       bigint           NOT NULL,
    revision        integer          NOT NULL,
    learnt_at       timestamptz      NOT NULL,
    import_id       bigint           NOT NULL,
    source          text             NOT NULL,
    channel         text             NOT NULL,
    status          text,
    recipient       text             NOT NULL,
    batch           text             NOT NULL,
    cluster         text             NOT NULL,
    addresses       text             NOT NULL,
    found_by        text,
    server_country  text             NOT NULL,
    registrar       text             NOT NULL,
    inclusion       double precision NOT NULL,
    entered_at      timestamptz,
    reported_at     timestamptz,
    assessed_at     timestamptz,
    attempted_at    timestamptz,
    sent_at         timestamptz,
    delivered_at    timestamptz,
    acknowledged_at timestamptz,
    first_seen_at   timestamptz,
    content_digest  bytea,
    sealed          bytea,                  -- identifier, address as written, item, page, content hash
    sealed_with     integer          NOT NULL,
    PRIMARY KEY (item_id, notice_id, revision)
);

-- Which row of which register became which notice: the same file twice changes nothing.
CREATE TABLE notice_by_source (
    source     text    NOT NULL,
    row_digest bytea   NOT NULL,            -- of the register's own identifier
    item_id    bigint  NOT NULL,
    notice_id  bigint  NOT NULL,
    revision   integer NOT NULL,
    content    bytea   NOT NULL,            -- of all that the row said
    PRIMARY KEY (source, row_digest)
);

CREATE TABLE notice_import (
    import_id  bigint      PRIMARY KEY,
    source     text        NOT NULL,
    begun_at   timestamptz NOT NULL,
    ended_at   timestamptz,
    actor      text        NOT NULL,
    read       bigint      NOT NULL,
    added      bigint      NOT NULL,
    changed    bigint      NOT NULL,
    known      bigint      NOT NULL,
    rejected   bigint      NOT NULL
);

CREATE TABLE reveal_request (
    request_id   bigint      PRIMARY KEY,
    asked_by     text        NOT NULL,
    asked_at     timestamptz NOT NULL,
    reason       text        NOT NULL,
    items        bigint[]    NOT NULL,
    approved_by  text,
    approved_at  timestamptz,
    used_at      timestamptz
);
