// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts a row together again that a value with unquoted semicolons broke: each column takes one part or, where it may hold a
 * semicolon, several; every column must then look like what it is. A row is only repaired if there is one way to do so.
 */
final class SemicolonRepair {
    /** More parts than this over the number of columns are not tried. */
    private static final int MOST_TOO_MANY = 64;

    /** What a column holds. All but {@code URL} and {@code TEXT} hold no semicolon. */
    enum Kind {
        CODE("[A-Za-z0-9_. -]*"),
        TIME("|\\d{4}-\\d\\d-\\d\\d.*"),
        ADDRESS("|[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*"),
        HOST("|[^/;:\\s]+(?::\\d+)?"),
        COUNT("\\d*"),
        MAIL("|[^@\\s]+@[^@\\s]+"),
        URL("|[A-Za-z][A-Za-z0-9+.-]*://\\S+"),
        TEXT("[\\s\\S]*");

        private final Pattern form;

        Kind(String form) {
            this.form = Pattern.compile(form);
        }

        private boolean mayHoldSemicolon() {
            return this == URL || this == TEXT;
        }
    }

    private final List<Kind> kinds;

    SemicolonRepair(List<Kind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** How many parts each column takes; empty if there is no way or more than one. */
    int[] widths(List<String> parts) {
        int columns = kinds.size();
        int extra = parts.size() - columns;
        if (extra < 0 || extra > MOST_TOO_MANY) {
            return new int[0];
        }
        // ways[c][e]: how the columns from c on can be filled if e parts too many were taken before; 2 means "several".
        int[][] ways = new int[columns + 1][extra + 1];
        ways[columns][extra] = 1;
        for (int column = columns - 1; column >= 0; column--) {
            for (int taken = 0; taken <= extra; taken++) {
                int most = kinds.get(column).mayHoldSemicolon() ? extra - taken : 0;
                for (int more = 0; more <= most; more++) {
                    int further = ways[column + 1][taken + more];
                    if (further > 0 && fits(parts, column, column + taken, more)) {
                        ways[column][taken] = Math.min(2, ways[column][taken] + further);
                    }
                }
            }
        }
        if (ways[0][0] != 1) {
            return new int[0];
        }
        int[] widths = new int[columns];
        int taken = 0;
        for (int column = 0; column < columns; column++) {
            int more = 0;
            while (ways[column + 1][taken + more] == 0 || !fits(parts, column, column + taken, more)) {
                more++;
            }
            widths[column] = more + 1;
            taken += more;
        }
        return widths;
    }

    private boolean fits(List<String> parts, int column, int from, int more) {
        Kind kind = kinds.get(column);
        if (kind == Kind.TEXT) {
            return true;
        }
        String value = more == 0 ? parts.get(from) : String.join(";", parts.subList(from, from + more + 1));
        return kind.form.matcher(value.strip()).matches();
    }
}
