// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure of an earlier round, as it was printed. A round is several figures with the same period, source and method; a
 * change of method or source breaks every line.
 *
 * @param period the period as printed, such as {@code 2021} or {@code 2020-01/2020-08}
 * @param source where it was printed, such as {@code letter} or {@code press}
 * @param method label of the way of measuring
 * @param subject whom it is about, as a neutral label such as {@code largest}; {@code ""} for all together
 * @param figure what it says
 * @param sharePercent percent, 0 to 100, with the decimals that were printed (97.37 is not 97.370); null if none was
 * @param count number of items in this figure, or null
 * @param total number of items that the share is of, as printed beside it, or null
 * @param bound how exactly
 * @param sampleSize number of items in the sample of the round, or null
 * @param providers number of providers in it, or null
 * @param domains number of domains in it, or null
 * @param note free text, or {@code ""}
 */
public record PrintedFigure(
        String period,
        String source,
        String method,
        String subject,
        PrintedClass figure,
        @Nullable BigDecimal sharePercent,
        @Nullable Long count,
        @Nullable Long total,
        PrintedBound bound,
        @Nullable Long sampleSize,
        @Nullable Long providers,
        @Nullable Long domains,
        String note) {

    /**
     * Reads an archive with the columns {@code period,source,method,class,share_percent,count} and, where given, {@code
     * subject,total,bound,sample_size,providers,domains,note}. Each row needs a share or a count.
     *
     * @throws nl.schoonnet.internet.input.InputException if the file can't be used at all
     */
    public static List<PrintedFigure> read(Path file, ReadingLog log) {
        return SmallTables.archive(file, log);
    }
}
