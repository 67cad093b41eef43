// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads status line and fields (RFC 9112 sections 4 and 5), within limits that hold for all of them together. */
final class HeadReader {
    private final Wire wire;
    private final Limits limits;
    private final StringBuilder line = new StringBuilder(128);
    private int bytesLeft;
    private int fieldsLeft;

    HeadReader(Wire wire, Limits limits) {
        this.wire = wire;
        this.limits = limits;
        this.bytesLeft = limits.headerBytes();
        this.fieldsLeft = limits.headerFields();
    }

    /** The status, 100 to 599. */
    int status() throws IOException {
        String text = line();
        boolean wellFormed = text.length() >= 12
                && text.startsWith("HTTP/1.")
                && isDigit(text.charAt(7))
                && text.charAt(8) == ' '
                && isDigit(text.charAt(9))
                && isDigit(text.charAt(10))
                && isDigit(text.charAt(11))
                && (text.length() == 12 || text.charAt(12) == ' ');
        int status = wellFormed ? Integer.parseInt(text.substring(9, 12)) : 0;
        if (status < 100 || status > 599) {
            throw new RequestFailure(Failure.MALFORMED);
        }
        return status;
    }

    /** The fields up to the empty line. Folded lines (obsolete) are joined. */
    Fields fields() throws IOException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String text = line(); !text.isEmpty(); text = line()) {
            if (fieldsLeft-- == 0) {
                throw new RequestFailure(Failure.TOO_LONG);
            }
            boolean folded = text.charAt(0) == ' ' || text.charAt(0) == '\t';
            if (folded && !values.isEmpty()) {
                values.set(values.size() - 1, values.getLast() + ' ' + text.strip());
                continue;
            }
            int colon = text.indexOf(':');
            if (colon <= 0 || folded) {
                throw new RequestFailure(Failure.MALFORMED);
            }
            names.add(text.substring(0, colon).strip());
            values.add(text.substring(colon + 1).strip());
        }
        return new Fields(names, values);
    }

    /** A line without its end, at most as long as what is left of the limit. */
    private String line() throws IOException {
        line.setLength(0);
        while (true) {
            int next = wire.read();
            if (next == Wire.END) {
                throw new RequestFailure(Failure.CLOSED);
            }
            if (--bytesLeft < 0) {
                throw new RequestFailure(Failure.TOO_LONG);
            }
            if (next == '\n') {
                break;
            }
            if (next == 0) {
                throw new RequestFailure(Failure.MALFORMED);
            }
            line.append((char) next);
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        if (line.indexOf("\r") >= 0) {
            throw new RequestFailure(Failure.MALFORMED);
        }
        return utf8(line);
    }

    /** Fields are bytes; those who write more than ASCII write UTF-8. */
    private static String utf8(StringBuilder latin) {
        String text = latin.toString();
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        return ascii ? text : new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    int interimAnswers() {
        return limits.interimAnswers();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
