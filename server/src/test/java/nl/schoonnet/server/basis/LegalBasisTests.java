// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalBasisTests {
    private static final String OBSERVE = """
            - function: observe
              article: Article 1 of a made-up act
              organisation: Made-up authority
              from: 2026-01-01
              until: 2026-06-30
            """;

    @TempDir
    Path folder;

    private LegalBasis read(String yaml) throws IOException {
        return BasisFile.read(Files.writeString(folder.resolve("legal-basis.yaml"), yaml));
    }

    @Test
    void a_function_without_a_line_is_off_and_without_a_file_everything_is() throws IOException {
        Instant spring = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(BasisFile.read(folder.resolve("none.yaml")).inForce(LegalFunction.OBSERVE, spring))
                .isEmpty();
        assertThat(read(OBSERVE).inForce(LegalFunction.OBSERVE, spring)).isPresent();
        assertThat(read(OBSERVE).inForce(LegalFunction.OBSERVE_BODY, spring)).isEmpty();
    }

    @Test
    void it_holds_from_the_first_moment_of_the_first_day_to_the_last_of_the_last_in_amsterdam() throws IOException {
        LegalBasis basis = read(OBSERVE);
        // Midnight in Amsterdam: 23:00Z in winter, 22:00Z in summer.
        assertThat(basis.inForce(LegalFunction.OBSERVE, Instant.parse("2025-12-31T22:59:59Z")))
                .isEmpty();
        assertThat(basis.inForce(LegalFunction.OBSERVE, Instant.parse("2025-12-31T23:00:00Z")))
                .isPresent();
        assertThat(basis.inForce(LegalFunction.OBSERVE, Instant.parse("2026-06-30T21:59:59Z")))
                .isPresent();
        assertThat(basis.inForce(LegalFunction.OBSERVE, Instant.parse("2026-06-30T22:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    - function: observe¶  from: 2026-01-01¶  organisation: x | 'article' is missing
                    - function: fly¶  article: a¶  organisation: x¶  from: 2026-01-01 | 'function' isn't one
                    - function: observe¶  article: a¶  organisation: x¶  from: spring | isn't a day
                    - function: observe¶  article: a¶  organisation: x¶  from: 2026-02-01¶  until: 2026-01-01 | lies before
                    - function: observe¶  articel: a | a field that isn't one of
                    function: observe | must be a list
                    - function: [ | isn't YAML
                    """)
    void a_wrong_file_is_told_in_one_sentence_and_allows_nothing(String yaml, String sentence) {
        assertThatExceptionOfType(BasisException.class)
                .isThrownBy(() -> read(yaml.replace("¶", "\n")))
                .withMessageContaining(sentence);
    }
}
