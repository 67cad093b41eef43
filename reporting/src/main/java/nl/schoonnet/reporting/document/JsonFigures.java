// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree of figures as JSON that is the same byte for byte whenever the figures are the same: keys sorted by code
 * unit, numbers with at most 10 significant digits, line feeds, no time of writing.
 *
 * <p>A tree consists of maps, records (a component is a key), iterables, arrays of double, int or long, text,
 * enums, booleans, numbers, dates and instants (as ISO 8601), optionals and null. A number that isn't finite becomes null. A
 * map's keys are text, enums or numbers; hours as {@code 24} or {@code 24.0} are both the key {@code "24"}.
 */
public final class JsonFigures {
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance);

    private JsonFigures() {}

    /**
     * The tree as JSON, ending in a line feed.
     *
     * @throws IllegalArgumentException if something in the tree can't be written, or two keys of a map become one
     */
    public static String write(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(PRINTER.createInstance());
            write(json, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Map<?, ?> map -> writeMap(json, map);
            case Record record -> writeMap(json, components(record));
            case Iterable<?> items -> {
                json.writeStartArray();
                for (Object item : items) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case double[] numbers -> {
                json.writeStartArray();
                for (double number : numbers) {
                    writeNumber(json, number);
                }
                json.writeEndArray();
            }
            case int[] numbers -> json.writeArray(numbers, 0, numbers.length);
            case long[] numbers -> json.writeArray(numbers, 0, numbers.length);
            case Optional<?> optional -> write(json, optional.orElse(null));
            case OptionalDouble optional -> writeNumber(json, optional.orElse(Double.NaN));
            case OptionalInt optional -> write(json, optional.isPresent() ? optional.getAsInt() : null);
            case OptionalLong optional -> write(json, optional.isPresent() ? optional.getAsLong() : null);
            case CharSequence text -> json.writeString(text.toString());
            case Enum<?> constant -> json.writeString(constant.name());
            case TemporalAccessor time -> json.writeString(time.toString());
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case Number number -> writeNumber(json, number.doubleValue());
            default ->
                throw new IllegalArgumentException(
                        "figures can't hold a " + value.getClass().getSimpleName());
        }
    }

    private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> {
            String name = key(key);
            if (sorted.containsKey(name)) {
                throw new IllegalArgumentException("two keys are written alike: " + name);
            }
            sorted.put(name, value);
        });
        json.writeStartObject();
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            json.writeFieldName(entry.getKey());
            write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static String key(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        if (key instanceof Enum<?> constant) {
            return constant.name();
        }
        if (key instanceof Integer || key instanceof Long) {
            return key.toString();
        }
        if (key instanceof Double number && Double.isFinite(number)) {
            return Digits.decimal(number).toPlainString();
        }
        throw new IllegalArgumentException("a key of figures is text, an enum or a finite number");
    }

    private static Map<String, @Nullable Object> components(Record record) {
        TreeMap<String, @Nullable Object> values = new TreeMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                values.put(component.getName(), accessor.invoke(record));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalArgumentException(
                        "figures can't read " + record.getClass().getSimpleName() + "." + component.getName(), e);
            }
        }
        return values;
    }

    private static void writeNumber(JsonGenerator json, double number) throws IOException {
        if (!Double.isFinite(number)) {
            json.writeNull();
            return;
        }
        json.writeNumber(Digits.written(number));
    }
}
