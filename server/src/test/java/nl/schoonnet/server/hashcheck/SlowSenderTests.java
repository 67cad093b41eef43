// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who sends a byte now and then keeps room that others need. */
class SlowSenderTests {
    @Test
    void a_body_that_does_not_arrive_in_time_is_let_go(@TempDir Path data) throws Exception {
        try (TestService service = TestService.in(data)) {
            String key = service.key("Slow host", Role.CHECKER);
            URI server = URI.create(service.server().url("/api/v1/checks/md5"));
            try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write(("POST /api/v1/checks/md5 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                                + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 160000\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                for (int i = 0; i < 40 && !answer.ready(); i++) {
                    out.write(0);
                    out.flush();
                    TimeUnit.MILLISECONDS.sleep(250);
                }
                assertThat(answer.ready()).as("answered within 10 s").isTrue();
                assertThat(answer.readLine()).contains(" 408 ");
            }
        }
    }
}
