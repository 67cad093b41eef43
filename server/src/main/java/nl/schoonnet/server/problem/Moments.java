// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.problem;

import java.time.Instant;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

/** Moments that senders name: of the years 1 to 9999. Java knows a billion years, databases and calendars don't. */
@JacksonComponent
final class Moments extends StdScalarDeserializer<Instant> {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999Z");

    Moments() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
        Instant moment = InstantDeserializer.INSTANT.deserialize(json, context);
        return moment.isBefore(EARLIEST) || moment.isAfter(END)
                ? context.reportInputMismatch(this, "beyond the years 1 to 9999")
                : moment;
    }
}
