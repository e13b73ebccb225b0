package io.muster.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.muster.catalog.Column;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.finding.Finding;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.state.FindingFilter;
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

/** Writes {@code findings.csv}, {@code playbooks.csv}, {@code manifest.csv} and one {@code inventory/<table>.csv} for each table. */
final class CsvReporter implements Reporter {

    private static final List<String> MANIFEST = List.of(
            "account_id",
            "source",
            "region",
            "status",
            "reason",
            "message",
            "rows",
            "duration_ms",
            "digest",
            "confirmed");

    private final State state;
    private final Pack pack;
    private final PlaybookSteps steps;
    private final List<String> findingColumns;
    private final JsonFactory json = new JsonFactory();

    CsvReporter(State state, Pack pack) {
        this.state = state;
        this.pack = pack;
        this.steps = new PlaybookSteps(pack);
        this.findingColumns = new ArrayList<>(Finding.FIELDS);
        findingColumns.add("blocks");
    }

    @Override
    public void write(Run run, ReportModel model, Path folder) throws IOException {
        try {
            StepLines lines = new StepLines(steps, pack);
            writeFindings(run, folder.resolve("findings.csv"), lines);
            writePlaybooks(lines, model.accounts(), folder.resolve("playbooks.csv"));
            writeManifest(run, folder.resolve("manifest.csv"));
            Path inventory = Files.createDirectories(folder.resolve("inventory"));
            for (QuerySpec query : pack.queries()) {
                writeTable(run, query, inventory.resolve(query.id() + ".csv"));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The fields of a finding as everywhere, and what is known of its check. */
    private void writeFindings(Run run, Path file, StepLines lines) throws IOException {
        try (BufferedWriter writer = TextFile.create(file)) {
            SafeCsv csv = new SafeCsv(writer, findingColumns);
            state.findings().forEach(run.id(), FindingFilter.ALL, finding -> {
                lines.add(finding);
                List<@Nullable Object> cells = new ArrayList<>(finding.fields().values());
                cells.add(steps.blockedBy(finding.check(), finding.verdict()));
                record(csv, cells);
            });
        }
    }

    private static void writePlaybooks(StepLines lines, List<ReportModel.Account> accounts, Path file)
            throws IOException {
        try (BufferedWriter writer = TextFile.create(file)) {
            lines.write(new SafeCsv(writer, StepLines.COLUMNS), accounts);
        }
    }

    private void writeManifest(Run run, Path file) throws IOException {
        try (BufferedWriter writer = TextFile.create(file)) {
            SafeCsv csv = new SafeCsv(writer, MANIFEST);
            state.manifest().forEach(run.id(), slice -> record(csv, cells(slice)));
        }
    }

    private static List<@Nullable Object> cells(Slice slice) {
        Confirmation confirmation = slice.confirmation();
        return Arrays.asList(
                slice.account().value(),
                slice.source().value(),
                slice.region(),
                slice.status().word(),
                slice.reason() == null ? null : slice.reason().word(),
                slice.message(),
                slice.rows(),
                slice.duration().toMillis(),
                slice.digest(),
                confirmation == null ? null : confirmation.word());
    }

    private void writeTable(Run run, QuerySpec query, Path file) throws IOException {
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

    private static void record(SafeCsv csv, Iterable<? extends @Nullable Object> values) {
        try {
            csv.record(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
