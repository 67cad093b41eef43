// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class JsonFiguresTests {
    private record Estimate(double value, double low, double high) {}

    enum Kind {
        SURE
    }

    @Test
    void keys_are_sorted_and_numbers_have_ten_digits() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("b", 1 / 3.0);
        tree.put("a", Map.of("usable", 145));
        tree.put("c", -121307.336123456);
        assertThat(JsonFigures.write(tree)).isEqualTo("""
                {
                  "a" : {
                    "usable" : 145
                  },
                  "b" : 0.3333333333,
                  "c" : -121307.3361
                }
                """);
    }

    @Test
    void hours_are_text_keys_whatever_number_they_were() throws IOException {
        JsonNode tree =
                read(Map.of("cdf", Map.of(24.0, 0.25, 0.5, 0.1), "sure", Map.of(24, 7L), "long", Map.of(48L, 1)));
        assertThat(tree.at("/cdf/24").asDouble()).isEqualTo(0.25);
        assertThat(tree.at("/cdf/0.5").asDouble()).isEqualTo(0.1);
        assertThat(tree.at("/sure/24").isInt()).isTrue();
        assertThat(tree.at("/long/48").asInt()).isEqualTo(1);
    }

    @Test
    void what_is_not_finite_or_not_there_is_null() {
        assertThat(JsonFigures.write(Arrays.asList(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        null,
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(2))))
                .isEqualTo("[ null, null, null, null, null, 2 ]\n");
    }

    @Test
    void small_large_and_whole_numbers_can_be_read_back() throws IOException {
        double[] numbers = {0, -0.0, 1e-9, 4.2e-14, 1e-300, 24, 1e20, 18_238_918_979.0, 0.1 + 0.2, 1e308};
        JsonNode read = read(numbers);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(read.get(i).asDouble()).isCloseTo(numbers[i], Percentage.withPercentage(1e-7));
        }
        assertThat(JsonFigures.write(numbers))
                .startsWith("[ 0, 0, 1E-9, 4.2E-14, 1E-300, 24, 1E+20, 18238918980, 0.3,");
    }

    @Test
    void records_enums_dates_and_hostile_text_are_written() throws IOException {
        JsonNode read = read(Map.of(
                "estimate",
                new Estimate(0.4, Double.NaN, 0.5),
                "kind",
                Kind.SURE,
                "at",
                Instant.EPOCH,
                "list",
                List.of(true, 1),
                "text",
                "\"</script>\u2028\n"));
        assertThat(read.at("/estimate/value").asDouble()).isEqualTo(0.4);
        assertThat(read.at("/estimate/low").isNull()).isTrue();
        assertThat(read.at("/kind").asText()).isEqualTo("SURE");
        assertThat(read.at("/at").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(read.at("/text").asText()).isEqualTo("\"</script>\u2028\n");
    }

    @Test
    void two_keys_that_become_one_are_refused() {
        assertThatThrownBy(() -> JsonFigures.write(Map.of(24, 1, "24", 2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonFigures.write(new Object())).isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonNode read(Object tree) throws IOException {
        return new ObjectMapper().readTree(JsonFigures.write(tree));
    }
}
