-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- Binds an access key to the key file: a row that was written or changed past the application opens nothing. Null for keys of
-- before, until the application starts once.
ALTER TABLE access_key ADD COLUMN seal bytea;
