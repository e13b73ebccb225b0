package io.muster.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.muster.catalog.Column;
import io.muster.catalog.QuerySpec;
import io.muster.state.Run;
import io.muster.state.State;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code inventory/<table>.csv} for some tables. */
final class InventoryReporter implements Reporter {

    private final State state;
    private final List<QuerySpec> queries;
    private final JsonFactory json = new JsonFactory();

    InventoryReporter(State state, List<QuerySpec> queries) {
        this.state = state;
        this.queries = List.copyOf(queries);
    }

    /** Several that share the tables, to be run side by side. */
    static List<InventoryReporter> share(State state, List<QuerySpec> queries, int parts) {
        List<List<QuerySpec>> shares = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            shares.add(new ArrayList<>());
        }
        for (int i = 0; i < queries.size(); i++) {
            shares.get(i % parts).add(queries.get(i));
        }
        return shares.stream().map(share -> new InventoryReporter(state, share)).toList();
    }

    @Override
    public void write(Run run, ReportModel model, Path folder) throws IOException {
        Path inventory = Files.createDirectories(folder.resolve("inventory"));
        try {
            for (QuerySpec query : queries) {
                write(run, query, inventory.resolve(query.id() + ".csv"));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(Run run, QuerySpec query, Path file) throws IOException {
        Map<String, Integer> places = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (Column column : query.columns()) {
            places.put(column.name(), names.size());
            names.add(column.name());
        }
        try (BufferedWriter writer = TextFile.create(file)) {
            SafeCsv csv = new SafeCsv(writer, names);
            state.tables().forEach(run.id(), query.id(), (account, chunk) -> writeRows(csv, chunk, places));
        }
    }

    private void writeRows(SafeCsv csv, byte[] chunk, Map<String, Integer> places) {
        @Nullable Object[] cells = new @Nullable Object[places.size()];
        try (JsonParser parser = json.createParser(chunk)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Arrays.fill(cells, null);
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    Integer place = places.get(parser.currentName());
                    parser.nextToken();
                    if (place == null) {
                        parser.skipChildren();
                    } else {
                        cells[place] = cell(parser);
                    }
                }
                csv.record(Arrays.asList(cells));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text as it is, a number as a number, a list or object as JSON text. */
    private @Nullable Object cell(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getText();
            case START_ARRAY, START_OBJECT -> {
                StringWriter text = new StringWriter();
                try (var generator = json.createGenerator(text)) {
                    generator.copyCurrentStructure(parser);
                }
                yield text.toString();
            }
            default -> new Literal(parser.getText());
        };
    }

    /** A number or boolean exactly as the row has it, which no spreadsheet takes for a formula. */
    private record Literal(String text) {
        @Override
        public String toString() {
            return text;
        }
    }
}
