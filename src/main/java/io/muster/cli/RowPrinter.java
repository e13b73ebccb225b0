package io.muster.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.muster.catalog.Column;
import io.muster.catalog.QuerySpec;
import io.muster.report.SafeCsv;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the rows of one query: CSV and NDJSON at once, a table when all are there. */
final class RowPrinter {

    /** The forms of rows. */
    enum Form {
        table,
        csv,
        ndjson
    }

    private final Form form;
    private final List<String> columns;
    private final PrintWriter out;
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private final TextTable table;
    private final @Nullable SafeCsv csv;
    private long rows;

    RowPrinter(Form form, QuerySpec query, PrintWriter out) throws IOException {
        this.form = form;
        this.columns = query.columns().stream().map(Column::name).toList();
        this.out = out;
        this.table = new TextTable(
                columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toArray(String[]::new));
        this.csv = form == Form.csv ? new SafeCsv(out, columns) : null;
    }

    /** One row, as canonical JSON. */
    void row(String row) {
        rows++;
        if (form == Form.ndjson) {
            out.println(row);
            return;
        }
        try {
            Map<String, @Nullable String> texts = texts(row);
            List<@Nullable String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(texts.get(column)));
            if (csv == null) {
                table.row(cells.toArray());
            } else {
                csv.record(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints what is left; how many rows there were is the answer. */
    long end() {
        if (form == Form.table) {
            table.lines().forEach(out::println);
        }
        out.flush();
        return rows;
    }

    /** Texts as they are, everything else as JSON; null stays null. */
    private Map<String, @Nullable String> texts(String row) throws IOException {
        Map<String, @Nullable String> texts = new HashMap<>();
        try (JsonParser parser = json.createParser(row)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_NULL) {
                    continue;
                }
                texts.put(name, value.isScalarValue() ? parser.getText() : copied(parser));
            }
        }
        return texts;
    }

    private String copied(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        }
        return text.toString();
    }
}
