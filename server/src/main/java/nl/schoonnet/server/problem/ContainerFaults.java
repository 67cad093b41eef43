// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.problem;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What the container refuses before the application sees it, such as a line that is no request, in the same form. */
public final class ContainerFaults extends ErrorReportValve {
    private static final int LEAST = 400;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < LEAST || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus known = HttpStatus.resolve(status);
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            Writer out = response.getReporter();
            if (out != null) {
                out.write("{\"title\":\"" + (known == null ? "Refused" : known.getReasonPhrase()) + "\",\"status\":"
                        + status + ",\"detail\":\"" + Sentences.of(status) + "\"}");
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            // There is nobody to tell.
            response.setSuspended(true);
        }
    }
}
