-- SPDX-FileCopyrightText: 2026 The Schoonnet authors
-- SPDX-License-Identifier: EUPL-1.2

-- The key that replaced this one: each is replaced once.
ALTER TABLE access_key ADD COLUMN replaced_by text;
