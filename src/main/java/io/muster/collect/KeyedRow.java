package io.muster.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.catalog.Column;
import io.muster.catalog.QuerySpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row that did not come from SQL, as canonical JSON, with its key. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record KeyedRow(byte[] bytes, byte[] key) {

    static final Comparator<KeyedRow> BY_KEY = (left, right) -> Arrays.compareUnsigned(left.key(), right.key());

    private static final JsonFactory JSON = new JsonFactory();

    /** A row of a query's columns; one that must not be empty and is, is an {@link IllegalArgumentException}. */
    static KeyedRow of(QuerySpec query, Function<Column, @Nullable Object> value) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Column column : query.columns()) {
            values.put(column.name(), value.apply(column));
        }
        List<@Nullable Object> key = new ArrayList<>();
        query.key().forEach(name -> key.add(values.get(name)));
        for (Column column : query.columns()) {
            if (!column.nullable() && values.get(column.name()) == null) {
                throw new IllegalArgumentException(
                        "the column '" + column.name() + "' is empty in the row " + query.key() + " = " + key);
            }
        }
        return new KeyedRow(encode(values), encode(key));
    }

    /** Canonical JSON of maps, lists, texts, numbers, booleans and times. */
    private static byte[] encode(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object item : list) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Number number) {
            generator.writeNumber(number.toString());
        } else if (value instanceof Instant time) {
            generator.writeString(time.toString());
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            generator.writeUTF8String(text, 0, text.length);
        }
    }
}
