// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NoticedItemsTests {
    private final AtomicInteger parsed = new AtomicInteger();
    private final NoticedItems items =
            new NoticedItems(Map.of("i1", 0), Map.of("https://a.example/", 0, "https://b.example/", 1), url -> {
                parsed.incrementAndGet();
                return url.toLowerCase(Locale.ROOT);
            });

    @Test
    void a_name_counts_before_an_address() {
        assertThat(items.index("i1", "https://b.example/")).isZero();
        assertThat(items.index("i2", "https://b.example/")).isEqualTo(-1);
    }

    @Test
    void an_address_is_found_in_whatever_form_it_is_written() {
        assertThat(items.index("", "HTTPS://B.example/")).isEqualTo(1);
        assertThat(items.index("", "https://c.example/")).isEqualTo(-1);
    }

    @Test
    void an_address_is_brought_to_its_form_once_at_most() {
        for (int i = 0; i < 3; i++) {
            assertThat(items.index("", "https://b.example/")).isEqualTo(1);
            assertThat(items.index("", "HTTPS://B.example/")).isEqualTo(1);
            assertThat(items.index("", "https://c.example/")).isEqualTo(-1);
        }
        assertThat(parsed).hasValue(2);
    }
}
