// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTests {
    @Test
    void ordinary_text_stays_as_it_is() {
        assertThat(CleanText.line("Ünïcödé & <b> \"q\" 'a' 东京 😀")).isEqualTo("Ünïcödé & <b> \"q\" 'a' 东京 😀");
    }

    @Test
    void white_space_and_line_ends_become_one_space() {
        assertThat(CleanText.line("  a\r\n\tb\u2028c  ")).isEqualTo("a b c");
    }

    @Test
    void a_turned_writing_direction_and_invisible_characters_are_shown_as_unknown() {
        assertThat(CleanText.line("moc\u202e.elpmaxe\u200b")).isEqualTo("moc\ufffd.elpmaxe\ufffd");
        assertThat(CleanText.line("\u2066a\u2069\ufeff")).isEqualTo("\ufffda\ufffd\ufffd");
    }

    @Test
    void control_characters_and_broken_surrogates_are_shown_as_unknown() {
        assertThat(CleanText.line("a\0b\u001bc\ud800d\uffff")).isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffd");
    }
}
