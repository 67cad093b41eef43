// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.util.List;

/**
 * The answer to a wish for leases.
 *
 * @param tasks none unless the permission was granted
 */
public record Grant(Permission permission, List<Task> tasks) {
    /** Copies. */
    public Grant {
        tasks = List.copyOf(tasks);
    }
}
