package io.muster.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.catalog.ApiSpec;
import io.muster.catalog.Column;
import io.muster.catalog.QuerySpec;
import io.muster.finding.AccountId;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes rows of the answers of an operation of the AWS API. */
final class ApiRows {

    private static final JsonFactory JSON = new JsonFactory();

    static final Comparator<Row> BY_KEY = (left, right) -> Arrays.compareUnsigned(left.key(), right.key());

    private final QuerySpec query;
    private final ApiSpec api;
    private final AccountId account;
    private final String region;

    /** @param region empty for services without regions */
    ApiRows(QuerySpec query, AccountId account, String region) {
        this.query = query;
        this.api = Objects.requireNonNull(query.api(), "an API source reads API queries");
        this.account = account;
        this.region = region;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Row(byte[] bytes, byte[] key) {}

    /**
     * The rows of an answer; a column that must not be empty and is, is an {@link IllegalArgumentException}.
     *
     * @param inherited columns that come from the row that was asked for
     */
    List<Row> rows(Map<String, Object> answer, Map<String, Object> inherited) {
        List<Row> rows = new ArrayList<>();
        for (Map<String, Object> item : items(answer)) {
            rows.add(row(item, inherited));
        }
        return rows;
    }

    @SuppressWarnings("unchecked") // AwsCall makes maps with texts as keys only
    private List<Map<String, Object>> items(Map<String, Object> answer) {
        if (api.rows() == null) {
            return List.of(answer);
        }
        Object list = AwsCall.at(answer, api.rows());
        if (!(list instanceof List<?> items)) {
            return List.of();
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object item : items) {
            rows.add(item instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of("value", item));
        }
        return rows;
    }

    private Row row(Map<String, Object> item, Map<String, Object> inherited) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Column column : query.columns()) {
            values.put(column.name(), value(column.name(), item, inherited));
        }
        List<@Nullable Object> key = new ArrayList<>();
        query.key().forEach(name -> key.add(values.get(name)));
        for (Column column : query.columns()) {
            if (!column.nullable() && values.get(column.name()) == null) {
                throw new IllegalArgumentException(
                        "the column '" + column.name() + "' is empty in the row " + query.key() + " = " + key);
            }
        }
        return new Row(encode(values), encode(key));
    }

    private @Nullable Object value(String column, Map<String, Object> item, Map<String, Object> inherited) {
        String path = api.columns().get(column);
        Object value = path == null ? inherited.get(column) : AwsCall.at(item, path);
        if (value == null && column.equals("account_id")) {
            return account.value();
        }
        return value == null && column.equals("region") && !region.isEmpty() ? region : value;
    }

    /** Canonical JSON of maps, lists, texts, numbers, booleans and times. */
    static byte[] encode(Object value) {
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
