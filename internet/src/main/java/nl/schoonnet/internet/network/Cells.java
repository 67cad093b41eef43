// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits one line of comma-separated values (RFC 4180 without line breaks in fields: lines come from a reader that
 * bounds them, and a table of a million lines needs no parser per line). An unclosed quote ends at the end of the line.
 */
final class Cells {
    private Cells() {}

    static List<String> of(String line) {
        List<String> cells = new ArrayList<>(8);
        int at = 0;
        while (true) {
            if (at < line.length() && line.charAt(at) == '"') {
                StringBuilder cell = new StringBuilder();
                at++;
                while (at < line.length()) {
                    char c = line.charAt(at++);
                    if (c != '"') {
                        cell.append(c);
                    } else if (at < line.length() && line.charAt(at) == '"') {
                        cell.append('"');
                        at++;
                    } else {
                        break;
                    }
                }
                cells.add(cell.toString());
                at = line.indexOf(',', at);
            } else {
                int end = line.indexOf(',', at);
                cells.add(line.substring(at, end < 0 ? line.length() : end).strip());
                at = end;
            }
            if (at < 0) {
                return cells;
            }
            at++;
        }
    }
}
