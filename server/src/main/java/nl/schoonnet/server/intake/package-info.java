// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Notices in, and the vault in which their addresses are kept: import, de-duplication, reveal, retention. Derives nothing: an
 * item's episodes are made from its facts by others.
 */
@NullMarked
package nl.schoonnet.server.intake;

import org.jspecify.annotations.NullMarked;
