// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import nl.schoonnet.reporting.figures.FigureSettings.Compared;
import nl.schoonnet.reporting.population.Selection;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a report.
 *
 * @param selection the facts, tables and period
 * @param interventions what was done to providers; null for none
 * @param archive figures of earlier rounds; null for none
 * @param mayName who may be named in the public edition; null for nobody
 * @param norm the longest time allowed
 * @param minN items that a provider needs to be ranked
 * @param top length of the top lists
 * @param bootstrap replicates, 0 for none
 * @param seed of every random draw
 * @param compare two groups side by side; null for none
 * @param around the kind of intervention or the provider whose before and after is asked for; null for none
 * @param edition {@code internal}, {@code public} or {@code preview:PROVIDER}
 * @param on the day of publication
 * @param locale Dutch or English
 * @param strict whether one rejected row means no report
 * @param product the product's version
 * @param command the command that makes the figures again
 */
public record ReportRequest(
        Selection selection,
        @Nullable Path interventions,
        @Nullable Path archive,
        @Nullable Path mayName,
        Duration norm,
        int minN,
        int top,
        int bootstrap,
        long seed,
        @Nullable Compared compare,
        @Nullable String around,
        String edition,
        LocalDate on,
        Locale locale,
        boolean strict,
        String product,
        String command) {
    /** The edition with every name. */
    public static final String INTERNAL = "internal";

    /** The edition for everybody. */
    public static final String PUBLIC = "public";

    private static final String PREVIEW = "preview:";

    /** The provider that a preview is for. */
    Optional<String> previewed() {
        return edition.startsWith(PREVIEW) ? Optional.of(edition.substring(PREVIEW.length())) : Optional.empty();
    }

    /** Whether a word names an edition. */
    public static boolean isEdition(String word) {
        return word.equals(INTERNAL)
                || word.equals(PUBLIC)
                || (word.startsWith(PREVIEW) && word.length() > PREVIEW.length());
    }
}
