package io.muster.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.report.SafeCsv;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A list that a command prints as a table, as CSV or as a JSON array of objects with the same names. */
final class Listing {

    /** The forms that {@code --format} knows. */
    enum Format {
        table,
        csv,
        json
    }

    private final List<String> names;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private int width = Integer.getInteger("muster.columns", Integer.MAX_VALUE);

    /** Names are those of the JSON fields, such as {@code account_id}; a table shows them in capitals. */
    Listing(String... names) {
        this.names = List.of(names);
    }

    /** Values are texts, numbers, booleans, lists of texts, or null; one for each name. */
    void row(@Nullable Object... values) {
        if (values.length != names.size()) {
            throw new IllegalArgumentException(values.length + " values for " + names.size() + " names");
        }
        rows.add(Arrays.asList(values));
    }

    /** A table's lines are to be no longer than this; else they are as wide as the terminal, if there is one. */
    void wrapAt(int columns) {
        width = columns;
    }

    int size() {
        return rows.size();
    }

    void print(Format format, PrintWriter out) {
        try {
            switch (format) {
                case table -> printTable(out);
                case csv -> printCsv(out);
                case json -> PrettyJson.print(out, this::writeTo);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    private void printTable(PrintWriter out) {
        TextTable table = new TextTable(
                names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toArray(String[]::new));
        for (List<@Nullable Object> row : rows) {
            table.row(row.stream().map(Listing::text).toArray());
        }
        table.lines(width).forEach(out::println);
    }

    private void printCsv(PrintWriter out) throws IOException {
        SafeCsv csv = new SafeCsv(out, names);
        for (List<@Nullable Object> row : rows) {
            csv.record(row.stream().map(Listing::text).collect(Collectors.toCollection(ArrayList::new)));
        }
    }

    private static @Nullable Object text(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value;
    }

    private void writeTo(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (List<@Nullable Object> row : rows) {
            json.writeStartObject();
            for (int column = 0; column < names.size(); column++) {
                json.writeFieldName(names.get(column));
                writeValue(json, row.get(column));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                json.writeString(String.valueOf(item));
            }
            json.writeEndArray();
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
