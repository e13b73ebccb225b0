package io.muster.report;

import io.muster.catalog.Pack;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.state.FindingFilter;
import io.muster.state.Run;
import io.muster.state.State;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code findings.csv}, {@code playbooks.csv} and {@code manifest.csv}. */
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
    private final Map<CheckId, String> controls = new HashMap<>();

    CsvReporter(State state, Pack pack) {
        this.state = state;
        this.pack = pack;
        this.steps = new PlaybookSteps(pack);
        this.findingColumns = new ArrayList<>(Finding.FIELDS);
        findingColumns.add("blocks");
        findingColumns.add("frameworks");
        pack.checks().forEach(check -> controls.put(check.id(), String.join(" ", check.controls())));
    }

    @Override
    public void write(Run run, ReportModel model, Path folder) throws IOException {
        try {
            StepLines lines = new StepLines(steps, pack);
            writeFindings(run, folder.resolve("findings.csv"), lines);
            writePlaybooks(lines, model.accounts(), folder.resolve("playbooks.csv"));
            writeManifest(run, folder.resolve("manifest.csv"));
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
                cells.add(controls.get(finding.check()));
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

    private static void record(SafeCsv csv, Iterable<? extends @Nullable Object> values) {
        try {
            csv.record(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
