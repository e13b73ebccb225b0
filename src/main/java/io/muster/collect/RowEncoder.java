package io.muster.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.muster.catalog.Column;
import io.muster.catalog.QuerySpec;
import io.muster.finding.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows as canonical JSON: columns in the header's order, times as RFC 3339 in UTC, numbers exactly as PostgreSQL
 * has them. Values come as text and are copied byte by byte, never decoded; a session must use UTF-8, UTC and ISO dates.
 */
final class RowEncoder {

    private static final int USUAL_BUFFER = 16 << 10;
    private static final int LARGE_BUFFER = 1 << 20;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8", "oid");
    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric", "float4", "float8");

    private static final Set<String> NO_TEXTS =
            Set.of("json", "jsonb", "bytea", "bool", "timestamptz", "timestamp", "date", "time", "timetz");

    /** How one column is written. */
    private enum Form {
        TEXT,
        BOOLEAN,
        NUMBER,
        TIME,
        JSON,
        UNCHECKED_JSON,
        ARRAY
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Field(Column column, int index, Form form, byte[] name, int keyPlace) {}

    private final QuerySpec query;
    private final List<Field> fields = new ArrayList<>();
    private final int[] keyStarts;
    private final int[] keyEnds;
    private final int regionPlace;
    private final JsonFactory json = new JsonFactory();
    private byte[] buffer = new byte[USUAL_BUFFER];
    private int length;
    private int regionStart;
    private int regionEnd;

    /** Compares the header's columns with the result; a column that is missing or of another type is schema drift. */
    RowEncoder(QuerySpec query, ResultSetMetaData result) throws SQLException, DriftException {
        this.query = query;
        Map<String, Integer> places = new HashMap<>();
        for (int index = result.getColumnCount(); index >= 1; index--) {
            places.put(result.getColumnLabel(index), index);
        }
        int region = -1;
        for (Column column : query.columns()) {
            Integer index = places.get(column.name());
            if (index == null) {
                throw new DriftException("the column '" + column.name() + "' is missing");
            }
            if (column.name().equals("region")) {
                region = fields.size();
            }
            fields.add(new Field(
                    column,
                    index,
                    form(column, result.getColumnTypeName(index)),
                    ("\"" + column.name() + "\":").getBytes(StandardCharsets.UTF_8),
                    query.key().indexOf(column.name())));
        }
        if (query.regional() && region < 0) {
            throw new DriftException("the header says that the rows belong to regions, but has no column 'region'");
        }
        this.regionPlace = region;
        this.keyStarts = new int[query.key().size()];
        this.keyEnds = new int[query.key().size()];
    }

    /** What the header promises is not what the database has. */
    static final class DriftException extends Exception {

        private static final long serialVersionUID = 1L;

        DriftException(String message) {
            super(message);
        }

        Failure failure() {
            return Failure.of(Reason.SCHEMA_DRIFT, String.valueOf(getMessage()), Failure.Trait.EVERYWHERE);
        }
    }

    private static Form form(Column column, String databaseType) throws DriftException {
        String type = databaseType.toLowerCase(Locale.ROOT);
        boolean fits = switch (column.type()) {
            case TEXT, INET, CIDR -> !type.startsWith("_") && !NO_TEXTS.contains(type);
            case BOOLEAN -> type.equals("bool");
            case BIGINT -> INTEGERS.contains(type);
            case DOUBLE, NUMERIC -> NUMBERS.contains(type);
            case TIMESTAMPTZ -> type.equals("timestamptz");
            case JSONB -> type.startsWith("json") || type.startsWith("_") || type.equals("text");
        };
        if (!fits) {
            throw new DriftException("the column '" + column.name() + "' is of type " + type + ", not "
                    + column.type().word());
        }
        return switch (column.type()) {
            case TEXT, INET, CIDR -> Form.TEXT;
            case BOOLEAN -> Form.BOOLEAN;
            case BIGINT, DOUBLE, NUMERIC -> Form.NUMBER;
            case TIMESTAMPTZ -> Form.TIME;
            case JSONB -> type.equals("jsonb") ? Form.JSON : type.startsWith("_") ? Form.ARRAY : Form.UNCHECKED_JSON;
        };
    }

    /** The row that the cursor stands on, as JSON; valid until the next call. */
    byte[] encode(ResultSet row) throws SQLException, DriftException {
        length = 0;
        put((byte) '{');
        for (int place = 0; place < fields.size(); place++) {
            Field field = fields.get(place);
            if (place > 0) {
                put((byte) ',');
            }
            put(field.name());
            int start = length;
            byte[] value = field.form() == Form.ARRAY ? null : row.getBytes(field.index());
            if (field.form() == Form.ARRAY) {
                putArray(row, place);
            } else if (value == null) {
                requireNullable(place, row);
                put(NULL);
            } else {
                putValue(field, value);
            }
            if (place == regionPlace) {
                regionStart = start + 1;
                regionEnd = length - 1;
            }
            if (field.keyPlace() >= 0) {
                keyStarts[field.keyPlace()] = start;
                keyEnds[field.keyPlace()] = length;
            }
        }
        put((byte) '}');
        byte[] whole = Arrays.copyOf(buffer, length);
        if (buffer.length > LARGE_BUFFER && length < USUAL_BUFFER) {
            buffer = Arrays.copyOf(buffer, USUAL_BUFFER);
        }
        return whole;
    }

    /** The key of the row that was encoded last, as a JSON array. */
    byte[] key() {
        int size = 2 + Math.max(0, keyStarts.length - 1);
        for (int place = 0; place < keyStarts.length; place++) {
            size += keyEnds[place] - keyStarts[place];
        }
        byte[] key = new byte[size];
        int to = 0;
        key[to++] = '[';
        for (int place = 0; place < keyStarts.length; place++) {
            if (place > 0) {
                key[to++] = ',';
            }
            int part = keyEnds[place] - keyStarts[place];
            System.arraycopy(buffer, keyStarts[place], key, to, part);
            to += part;
        }
        key[to] = ']';
        return key;
    }

    /** Whether the row that was encoded last is of this region; for regional queries. */
    boolean isRegion(byte[] region) {
        return Arrays.equals(buffer, regionStart, regionEnd, region, 0, region.length);
    }

    /** The region of the row that was encoded last; for regional queries. */
    byte[] region() {
        return Arrays.copyOfRange(buffer, regionStart, regionEnd);
    }

    private void requireNullable(int place, ResultSet row) throws SQLException, DriftException {
        Column column = fields.get(place).column();
        if (column.nullable() && !(query.regional() && place == regionPlace)) {
            return;
        }
        List<String> key = new ArrayList<>();
        for (String name : query.key()) {
            key.add(name + "=" + row.getString(name));
        }
        throw new DriftException("the column '" + column.name() + "' is empty in the row " + String.join(", ", key));
    }

    private void putValue(Field field, byte[] value) throws DriftException {
        switch (field.form()) {
            case TEXT -> putText(value, 0, value.length);
            case BOOLEAN -> put(value.length > 0 && value[0] == 't' ? TRUE : FALSE);
            case NUMBER -> putNumber(value);
            case TIME -> putTime(value);
            case JSON -> put(value);
            case UNCHECKED_JSON -> putChecked(field, value);
            case ARRAY -> throw new IllegalStateException("arrays are written by putArray");
        }
    }

    /** NaN and the infinities are no JSON numbers and become texts. */
    private void putNumber(byte[] value) {
        byte first = value[0];
        boolean number = (first >= '0' && first <= '9') || (first == '-' && value.length > 1 && value[1] != 'I');
        if (number) {
            put(value);
        } else {
            putText(value, 0, value.length);
        }
    }

    /** From {@code 2026-11-24 05:00:00.5+00} to {@code 2026-11-24T05:00:00.5Z}; anything else stays a text. */
    private void putTime(byte[] value) {
        int end = value.length;
        boolean plain =
                end > 19 && value[10] == ' ' && value[end - 3] == '+' && value[end - 2] == '0' && value[end - 1] == '0';
        if (!plain) {
            putText(value, 0, end);
            return;
        }
        put((byte) '"');
        int start = length;
        put(value, 0, end - 3);
        buffer[start + 10] = 'T';
        put((byte) 'Z');
        put((byte) '"');
    }

    private void putChecked(Field field, byte[] value) throws DriftException {
        try (JsonParser parser = json.createParser(value)) {
            if (parser.nextToken() == null) {
                throw new DriftException("the column '" + field.column().name() + "' holds no JSON");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new DriftException("the column '" + field.column().name() + "' holds more than one JSON value");
            }
        } catch (IOException e) {
            throw new DriftException("the column '" + field.column().name() + "' holds no JSON");
        }
        for (byte one : value) {
            put(one == '\n' || one == '\r' ? (byte) ' ' : one);
        }
    }

    private void putArray(ResultSet row, int place) throws SQLException, DriftException {
        java.sql.Array array = row.getArray(fields.get(place).index());
        if (array == null) {
            requireNullable(place, row);
            put(NULL);
        } else {
            putItems((Object[]) array.getArray());
        }
    }

    private void putItems(Object[] items) {
        put((byte) '[');
        for (int place = 0; place < items.length; place++) {
            if (place > 0) {
                put((byte) ',');
            }
            putItem(items[place]);
        }
        put((byte) ']');
    }

    private void putItem(@Nullable Object item) {
        if (item == null) {
            put(NULL);
        } else if (item instanceof Object[] items) {
            putItems(items);
        } else if (item instanceof Boolean flag) {
            put(flag ? TRUE : FALSE);
        } else if (item instanceof Number number) {
            putNumber(number.toString().getBytes(StandardCharsets.US_ASCII));
        } else {
            byte[] text = item.toString().getBytes(StandardCharsets.UTF_8);
            putText(text, 0, text.length);
        }
    }

    /** Copies what needs no escape as it is, a run at a time. */
    private void putText(byte[] text, int from, int to) {
        ensure(2 + to - from);
        buffer[length++] = '"';
        int run = from;
        for (int place = from; place < to; place++) {
            byte one = text[place];
            if (one == '"' || one == '\\' || (one >= 0 && one < 0x20)) {
                put(text, run, place);
                putEscaped(one);
                run = place + 1;
            }
        }
        put(text, run, to);
        put((byte) '"');
    }

    private void putEscaped(byte one) {
        ensure(6);
        if (one == '"' || one == '\\') {
            buffer[length++] = '\\';
            buffer[length++] = one;
        } else {
            putControl(one);
        }
    }

    private void putControl(byte one) {
        buffer[length++] = '\\';
        switch (one) {
            case '\n' -> buffer[length++] = 'n';
            case '\r' -> buffer[length++] = 'r';
            case '\t' -> buffer[length++] = 't';
            default -> {
                buffer[length++] = 'u';
                buffer[length++] = '0';
                buffer[length++] = '0';
                buffer[length++] = HEX[one >> 4];
                buffer[length++] = HEX[one & 15];
            }
        }
    }

    private void put(byte one) {
        ensure(1);
        buffer[length++] = one;
    }

    private void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int from, int to) {
        ensure(to - from);
        System.arraycopy(bytes, from, buffer, length, to - from);
        length += to - from;
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
