-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- The log is read by number, also of one kind, one actor or one subject.
CREATE INDEX audit_entry_by_kind ON audit_entry (action, number);
CREATE INDEX audit_entry_by_actor ON audit_entry (actor, number);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject, number);

-- How an import ended; null while it goes on, and of those that ended before this version.
ALTER TABLE notice_import ADD COLUMN outcome text;
