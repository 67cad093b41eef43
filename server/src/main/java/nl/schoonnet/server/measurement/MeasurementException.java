// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.sql.SQLException;

/** Facts can't be read or written, or a run is refused; the message is a sentence for people that quotes no value. */
public final class MeasurementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MeasurementException(String message) {
        super(message);
    }

    MeasurementException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A database that can't be read. */
    static MeasurementException unreadable(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean otherSchema = state.equals("42P01") || state.equals("42703");
        return new MeasurementException(
                otherSchema
                        ? "The database was filled by another version of Schoonnet, or by none: start the server with it"
                                + " once, which brings its tables up to date."
                        : "The facts can't be read from the database (state " + state + ").",
                e);
    }
}
