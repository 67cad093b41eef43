// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.basis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code legal-basis.yaml}: a list of lines with {@code function}, {@code article}, {@code organisation}, {@code from}
 * and, if it ends, {@code until} (days as 2026-01-31). One wrong line makes the whole file unusable: what may be done is not
 * a thing to guess at.
 */
final class BasisFile {
    private static final long LONGEST = 1 << 20;
    private static final Set<String> FIELDS = Set.of("function", "article", "organisation", "from", "until");

    private BasisFile() {}

    /**
     * The lines of a file; nothing is allowed if there is no file.
     *
     * @throws BasisException if the file can't be used
     */
    static LegalBasis read(Path file) {
        if (!Files.exists(file)) {
            return LegalBasis.NONE;
        }
        try {
            if (Files.size(file) > LONGEST) {
                throw new BasisException("legal-basis.yaml is longer than 1 MB; it holds a few lines.");
            }
            JsonNode root = new YAMLMapper().readTree(Files.readAllBytes(file));
            if (!root.isArray()) {
                throw new BasisException("legal-basis.yaml must be a list, each line beginning with '- function:'.");
            }
            List<LegalBasis.Line> lines = new ArrayList<>();
            for (JsonNode node : root) {
                lines.add(line(node, lines.size() + 1));
            }
            return new LegalBasis(lines);
        } catch (JsonProcessingException e) {
            int at = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new BasisException("legal-basis.yaml, line " + at + ": isn't YAML; see docs/operations.md.", e);
        } catch (IOException e) {
            throw new BasisException("legal-basis.yaml can't be read; check who may read it.", e);
        }
    }

    private static LegalBasis.Line line(JsonNode node, int number) {
        node.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new BasisException("legal-basis.yaml, entry " + number
                        + ": has a field that isn't one of function, article, organisation, from and until.");
            }
        });
        LegalFunction function = LegalFunction.ofWord(text(node, "function", number))
                .orElseThrow(() -> new BasisException(
                        "legal-basis.yaml, entry " + number + ": 'function' isn't one that docs/operations.md lists."));
        LocalDate from = day(text(node, "from", number), "from", number);
        @Nullable LocalDate until = node.hasNonNull("until") ? day(text(node, "until", number), "until", number) : null;
        if (until != null && until.isBefore(from)) {
            throw new BasisException("legal-basis.yaml, entry " + number + ": 'until' lies before 'from'.");
        }
        return new LegalBasis.Line(
                function, text(node, "article", number), text(node, "organisation", number), from, until);
    }

    private static String text(JsonNode node, String field, int number) {
        JsonNode value = node.get(field);
        if (value == null || !value.isValueNode() || value.asText().isBlank()) {
            throw new BasisException("legal-basis.yaml, entry " + number + ": '" + field + "' is missing.");
        }
        return value.asText().strip();
    }

    private static LocalDate day(String text, String field, int number) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new BasisException(
                    "legal-basis.yaml, entry " + number + ": '" + field + "' isn't a day such as 2026-01-31.", e);
        }
    }
}
