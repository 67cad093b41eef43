-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2
--
-- Withdrawals from lists of the police and from national ones, and the end of such a source, wait for a second person. The
-- facts of a withdrawal that waits stand in the database and don't count; its import is completed or refused later.

ALTER TABLE hash_import ADD COLUMN waiting boolean NOT NULL DEFAULT false;

CREATE TABLE hash_order (
    order_id     bigint      PRIMARY KEY,
    source_id    integer     NOT NULL,
    what         text        NOT NULL,   -- WITHDRAWAL, END
    import_id    bigint,                 -- of a withdrawal
    still_listed bigint      NOT NULL,   -- of its hashes those that stand under other entries, when it was made
    reason       text        NOT NULL,
    made_by      text        NOT NULL,
    made_at      timestamptz NOT NULL,
    confirmed_by text,                   -- a second person
    confirmed_at timestamptz,
    dropped_by   text,
    dropped_at   timestamptz
);

-- What was replaced or withdrawn by completions up to this one was removed, or is being. From lists as they stood before it one
-- can't go on with the facts that are left.
ALTER TABLE hash_completion ADD COLUMN removed bigint NOT NULL DEFAULT 0;

-- Whether everything was withdrawn that a source lists which has ended.
ALTER TABLE hash_source ADD COLUMN cleared boolean NOT NULL DEFAULT false;

-- A moment in the future counts as the one at which it came: so it does for what was taken in before that was the rule. Files
-- beside the database that hold such an import aren't believed any more.
WITH ahead AS (
    UPDATE hash_fact f SET changed_at = i.completed_at FROM hash_import i
    WHERE i.import_id = f.import_id AND i.completion IS NOT NULL AND f.changed_at > i.completed_at
    RETURNING i.completion
)
UPDATE hash_import SET history = gen_random_uuid()::text WHERE completion >= (SELECT min(completion) FROM ahead);
