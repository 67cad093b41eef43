// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.util.List;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.reporting.source.ScartFinding;
import org.jspecify.annotations.Nullable;

/**
 * One notified address with all that registers said of it.
 *
 * @param host of its address, which the notices needn't tell any more
 * @param notices as they stand at the moment of which a report is made, in the order in which they became known
 * @param finding what SCART knew of looks at it, or null
 */
public record FollowedItem(
        Host host, List<Notice> notices, @Nullable ScartFinding finding) {}
