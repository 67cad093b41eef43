// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.LineReader;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.party.RegistryReader.RawProvider;
import nl.schoonnet.internet.party.RegistryReader.RawRegistry;
import nl.schoonnet.internet.party.RegistryReader.Row;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Takes a YAML registry apart, token by token, so that no object is ever made from a tag. Anchors, aliases and tags are
 * refused, and size and depth are bounded: a small file can't become a large one. Every scalar is taken as the text that
 * was written: {@code NO} is Norway.
 */
final class RegistryYaml {
    private static final int MAX_CHARACTERS = 64 << 20;
    private static final int MAX_DEPTH = 10;

    private sealed interface Node {
        long line();
    }

    private record Scalar(long line, String text) implements Node {}

    private record Sequence(long line, List<Node> items) implements Node {}

    private record Mapping(long line, Map<String, Node> entries) implements Node {}

    private final String file;
    private final Consumer<Rejection> rejections;

    private RegistryYaml(String file, Consumer<Rejection> rejections) {
        this.file = file;
        this.rejections = rejections;
    }

    static RawRegistry read(Path path, Consumer<Rejection> rejections) {
        StringBuilder text = new StringBuilder();
        try (LineReader reader = LineReader.open(path, rejections)) {
            long before = 0;
            for (String line = reader.next(); line != null; line = reader.next()) {
                // Lines that could not be read stay as empty ones, so that line numbers stay right.
                text.repeat('\n', (int) (reader.lineNumber() - before - 1))
                        .append(line)
                        .append('\n');
                before = reader.lineNumber();
                if (text.length() > MAX_CHARACTERS) {
                    throw new InputException(
                            "too_large",
                            reader.name(),
                            before,
                            reader.name() + " is larger than a provider registry can be; check the path.");
                }
            }
        }
        return new RegistryYaml(String.valueOf(path.getFileName()), rejections).read(text.toString());
    }

    private RawRegistry read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setAllowDuplicateKeys(false);
        YAMLFactory factory = YAMLFactory.builder().loaderOptions(options).build();
        try (YAMLParser yaml = factory.createParser(text)) {
            if (yaml.nextToken() == null) {
                throw new InputException(
                        "empty_registry",
                        file,
                        0,
                        file + " is empty; a provider registry begins with 'providers:' and a list.");
            }
            Node root = node(yaml, 0);
            if (yaml.nextToken() != null) {
                throw refused(line(yaml), "has more than one YAML document");
            }
            return registry(root);
        } catch (JsonProcessingException e) {
            throw invalid(text, line(e));
        } catch (IOException | YAMLException e) {
            throw invalid(text, 0);
        }
    }

    /** The parser's own words quote the file, so ours are used; a tab is what people trip over. */
    private InputException invalid(String text, long line) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(" *\\t.*")) {
                return new InputException(
                        "bad_yaml",
                        file,
                        i + 1L,
                        file + ", line " + (i + 1)
                                + ", begins with a tab, which YAML doesn't take; indent with spaces.");
            }
        }
        String place = line > 0 ? file + ", line " + line + "," : file;
        return new InputException(
                "bad_yaml", file, line, place + " is not valid YAML; check its indentation and quotes.");
    }

    private static long line(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return marked.getProblemMark().getLine() + 1L;
        }
        JsonLocation place = e.getLocation();
        return place == null ? 0 : place.getLineNr();
    }

    private InputException refused(long line, String what) {
        return new InputException(
                "refused_yaml", file, line, file + ", line " + line + ", " + what + "; write the values out.");
    }

    private static long line(JsonParser yaml) {
        return yaml.currentTokenLocation().getLineNr();
    }

    private Node node(YAMLParser yaml, int depth) throws IOException {
        long line = line(yaml);
        if (yaml.isCurrentAlias() || yaml.getObjectId() != null) {
            throw refused(line, "has an anchor or alias");
        }
        if (yaml.getTypeId() != null) {
            throw refused(line, "has a type tag");
        }
        if (depth > MAX_DEPTH) {
            throw refused(line, "is nested too deep");
        }
        if (yaml.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Node> entries = new LinkedHashMap<>();
            for (JsonToken token = yaml.nextToken(); token != JsonToken.END_OBJECT; token = yaml.nextToken()) {
                long keyLine = line(yaml);
                String key = yaml.currentName();
                yaml.nextToken();
                if (entries.put(key, node(yaml, depth + 1)) != null) {
                    throw refused(keyLine, "repeats a key");
                }
            }
            return new Mapping(line, entries);
        }
        if (yaml.currentToken() == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            for (JsonToken token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
                items.add(node(yaml, depth + 1));
            }
            return new Sequence(line, items);
        }
        return new Scalar(line, yaml.currentToken() == JsonToken.VALUE_NULL ? "" : yaml.getText());
    }

    private RawRegistry registry(Node root) {
        if (!(root instanceof Mapping mapping) || !mapping.entries().containsKey("providers")) {
            throw new InputException(
                    "not_a_registry",
                    file,
                    0,
                    file + " is no provider registry; it should begin with 'providers:' and a list.");
        }
        List<RawProvider> providers = new ArrayList<>();
        for (Node item : items(mapping, "providers")) {
            if (item instanceof Mapping provider) {
                providers.add(provider(provider));
            } else {
                reject(item.line(), "providers", "not_a_mapping");
            }
        }
        List<Row> mergers = new ArrayList<>();
        for (Node item : items(mapping, "mergers")) {
            if (item instanceof Mapping merger) {
                mergers.add(row(merger, ""));
            } else {
                reject(item.line(), "mergers", "not_a_mapping");
            }
        }
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            if (!entry.getKey().equals("providers") && !entry.getKey().equals("mergers")) {
                reject(entry.getValue().line(), "", "unknown_field");
            }
        }
        return new RawRegistry(providers, mergers);
    }

    private RawProvider provider(Mapping mapping) {
        List<Row> parts = new ArrayList<>();
        for (Node item : items(mapping, "parts")) {
            if (item instanceof Mapping part) {
                parts.add(row(part, ""));
            } else {
                reject(item.line(), "parts", "not_a_mapping");
            }
        }
        Node sizes = mapping.entries().get("sizes");
        Row sizeRow = new Row(mapping.line(), Map.of());
        if (sizes instanceof Mapping sizesMapping) {
            sizeRow = row(sizesMapping, "");
        } else if (sizes != null && !isEmpty(sizes)) {
            reject(sizes.line(), "sizes", "not_a_mapping");
        }
        return new RawProvider(row(mapping, "parts sizes"), sizeRow, parts);
    }

    private List<Node> items(Mapping mapping, String field) {
        Node node = mapping.entries().get(field);
        if (node instanceof Sequence sequence) {
            return sequence.items();
        }
        if (node != null && !isEmpty(node)) {
            reject(node.line(), field, "not_a_list");
        }
        return List.of();
    }

    private static boolean isEmpty(@Nullable Node node) {
        return node instanceof Scalar scalar && scalar.text().isEmpty();
    }

    /** The scalars of a mapping; the fields in {@code elsewhere} are read by others. */
    private Row row(Mapping mapping, String elsewhere) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> skipped = List.of(elsewhere.split(" "));
        mapping.entries().forEach((key, node) -> {
            if (skipped.contains(key)) {
                return;
            }
            if (node instanceof Scalar scalar) {
                values.put(key, scalar.text());
            } else {
                reject(node.line(), "", "not_a_text");
            }
        });
        return new Row(mapping.line(), values);
    }

    private void reject(long line, String field, String code) {
        rejections.accept(new Rejection(file, line, field, code));
    }
}
