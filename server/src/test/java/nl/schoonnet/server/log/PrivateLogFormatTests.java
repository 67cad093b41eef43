// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateLogFormatTests {
    private static String line(String logger, String message, @Nullable Throwable thrown, Object... arguments) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("caller", context.getLogger(logger), Level.WARN, message, thrown, arguments);
        return new PrivateLogFormat().format(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://site.example/path?query=1",
                "http://192.0.2.7:8080/x",
                "hxxp://site.example",
                "site.example",
                "deep.sub.site.example",
                "192.0.2.77",
                "2001:db8::17",
                "::ffff:192.0.2.1",
                "someone@mail.example",
                "d41d8cd98f00b204e9800998ecf8427e",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "/search?q=secret",
                "sn_abcdef12_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCd",
                "xn--mnchen-3ya.example",
                "data:text/html,secret.example"
            })
    void nothing_that_identifies_comes_through_in_any_place(String secret) {
        String core = secret.replaceFirst("^[a-z]+:/*", "");
        String all = line("nl.schoonnet.server.intake", "could not use " + secret + " here", null)
                + line("nl.schoonnet.server.intake", "could not use {}", null, secret)
                + line("nl.schoonnet.server.intake", "could not use {}", null, java.util.List.of(secret))
                + line("org.apache.coyote", "Invalid request [" + secret + "]", null)
                + line("org.springframework", "failed", new IllegalStateException("for " + secret))
                + line("x", "failed", new RuntimeException("outer", new IllegalStateException(secret)));
        assertThat(all).doesNotContain(core).contains("IllegalStateException");
    }

    @Test
    void numbers_codes_times_and_classes_stay_readable() {
        String line = line(
                "nl.schoonnet.server.intake.NoticeIntake",
                "import {} took {} in {}",
                null,
                12,
                java.time.Duration.ofSeconds(3),
                Level.INFO);
        assertThat(line)
                .contains("\"message\":\"import 12 took PT3S in INFO\"")
                .contains("\"logger\":\"nl.schoonnet.server.intake.NoticeIntake\"")
                .endsWith("\n");
    }

    @Test
    void a_line_feed_in_a_message_does_not_make_a_second_line() {
        assertThat(line("nl.schoonnet.x", "one\n{\"level\":\"ERROR\"}", null)
                        .strip()
                        .lines())
                .hasSize(1);
    }

    @Test
    void what_others_put_after_a_colon_is_left_out() {
        assertThat(line("org.flywaydb", "Failed to execute: INSERT INTO t VALUES (marker)", null))
                .doesNotContain("marker");
    }
}
