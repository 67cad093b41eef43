// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import static org.assertj.core.api.Assertions.assertThat;

import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookerTests {
    private final SmallInternet internet = new SmallInternet();

    @AfterEach
    void stop() {
        internet.close();
    }

    @Test
    void a_missing_page_is_gone() {
        Site site = internet.site(
                "a.example", "127.77.0.1", Site.saying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));

        Look look = internet.look(internet.url("a.example", "/x/1.jpg"), Level.HEADERS);

        assertThat(look.judgement().observed()).contains(Reason.GONE_404);
        assertThat(look.addressUsed()).map(Object::toString).contains("127.77.0.1");
        assertThat(look.at()).isEqualTo(internet.clock().instant());
        assertThat(site.heads().getFirst())
                .startsWith("HEAD /x/1.jpg HTTP/1.1\r\nHost: a.example:" + site.port() + "\r\n");
    }
}
