package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.state.Outbox;
import io.muster.state.OutboxTally;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class FileTargetTest {

    @TempDir
    private Path folder;

    private State state;
    private Outbox outbox;

    @BeforeEach
    void open() {
        state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.systemUTC());
        outbox = state.outbox();
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void a_run_becomes_a_folder_with_one_file_per_batch_and_the_manifest_last() throws Exception {
        Frozen frozen = freeze(30);

        drain(new FileConfig("files", folder.resolve("events"), false, 3_000, InventoryMode.FULL));

        List<Path> files = files(frozen);
        assertThat(files).hasSize(frozen.batches());
        assertThat(files.get(0).getFileName()).hasToString("000000-inventory.ndjson");
        assertThat(files.get(files.size() - 1).getFileName().toString()).endsWith("-run.ndjson");
        StringBuilder lines = new StringBuilder();
        for (Path file : files) {
            lines.append(Files.readString(file));
        }
        String expected = frozen.events().values().stream()
                .map(event -> event.replaceFirst("^\\{", "{\"sourcetype\":\"#\",") + "\n")
                .collect(Collectors.joining());
        assertThat(lines.toString().replaceAll("\"sourcetype\":\"[^\"]*\"", "\"sourcetype\":\"#\""))
                .isEqualTo(expected);
        assertThat(outbox.tally(frozen.run()).get(0)).isEqualTo(new OutboxTally("files", "inventory", 30, 0, 0, 30, 0));
    }

    @Test
    void compressed_files_hold_the_frozen_bytes() throws Exception {
        Frozen frozen = freeze(3);

        drain(FileConfig.of("files", folder.resolve("events")));

        Path first = files(frozen).get(0);
        assertThat(first.getFileName()).hasToString("000000-inventory.ndjson.gz");
        assertThat(new String(Gzip.unpack(Files.readAllBytes(first)), StandardCharsets.UTF_8))
                .contains("\"row\":{\"number\":0,");
    }

    @Test
    void a_folder_that_cannot_be_written_parks_the_target_and_keeps_the_events() throws Exception {
        Path blocked = Files.writeString(folder.resolve("events"), "a file is in the way");
        Frozen frozen = freeze(3);

        List<Delivery> deliveries = drain(FileConfig.of("files", blocked));

        assertThat(deliveries.get(0).parked()).isTrue();
        assertThat(outbox.status().get(0).why()).contains("could not be written");
        Files.delete(blocked);
        outbox.retry("files");
        drain(FileConfig.of("files", blocked));
        assertThat(files(frozen)).hasSize(frozen.batches());
    }

    @Test
    void files_that_are_as_they_were_sent_are_the_same_packed_or_plain() throws Exception {
        for (boolean gzip : new boolean[] {true, false}) {
            FileConfig config = new FileConfig(
                    "files" + gzip,
                    folder.resolve("events" + gzip),
                    gzip,
                    FileConfig.DEFAULT_MAX_BATCH,
                    InventoryMode.FULL);
            Frozen frozen = Frozen.into(outbox, gzip ? 2 : 3, config.name(), EventFormat.plain(), 200, Set.of());
            drain(config);

            Comparison comparison = compare(config, frozen);

            assertThat(comparison.differences()).isEmpty();
            assertThat(comparison.outcome()).isEqualTo(Comparison.Outcome.SAME);
            assertThat(comparison.batches()).isEqualTo(frozen.batches());
            assertThat(comparison.events()).isEqualTo(frozen.events().size());
        }
    }

    @Test
    void a_file_that_is_gone_or_changed_is_a_difference_with_its_name() throws Exception {
        FileConfig config = FileConfig.of("files", folder.resolve("events"));
        Frozen frozen = freeze(200);
        drain(config);
        List<Path> written = files(frozen);
        Files.delete(written.get(0));
        Files.write(written.get(1), new byte[] {1, 2, 3});

        Comparison comparison = compare(config, frozen);

        assertThat(comparison.outcome()).isEqualTo(Comparison.Outcome.DIFFERENT);
        assertThat(comparison.differences()).hasSize(2);
        assertThat(comparison.differences().get(0)).contains("000000-inventory.ndjson", "is missing");
        assertThat(comparison.differences().get(1)).contains("000001-inventory.ndjson.gz", "holds other bytes");
    }

    @Test
    void a_plain_file_that_lost_a_line_or_a_letter_is_a_difference() throws Exception {
        FileConfig config = new FileConfig(
                "files", folder.resolve("events"), false, FileConfig.DEFAULT_MAX_BATCH, InventoryMode.FULL);
        Frozen frozen = freeze(200);
        drain(config);
        List<Path> written = files(frozen);
        String text = Files.readString(written.get(0));
        Files.writeString(written.get(0), text.substring(text.indexOf('\n') + 1));
        Files.writeString(written.get(1), Files.readString(written.get(1)).replaceFirst("eu-west-1", "eu-west-2"));

        List<String> differences = compare(config, frozen).differences();

        assertThat(differences).hasSize(2);
        assertThat(differences.get(0)).contains("events, but");
        assertThat(differences.get(1)).contains("not the same bytes");
    }

    private Comparison compare(FileConfig config, Frozen frozen) {
        Targets targets = Targets.open(new TargetsConfig(List.of(config), 1L << 30), Clock.systemUTC());
        return new Reconciliation(outbox, targets).of(frozen.run()).get(0);
    }

    private Frozen freeze(int rows) {
        return Frozen.into(outbox, 1, "files", EventFormat.plain(), rows, Set.of());
    }

    private List<Delivery> drain(FileConfig config) throws InterruptedException {
        Targets targets = Targets.open(new TargetsConfig(List.of(config), 1L << 30), Clock.systemUTC());
        try (Drain drain = Drain.start(outbox, targets, Tempos.CALM, Clock.systemUTC(), new Random(1))) {
            return drain.await(Duration.ofMinutes(2), each -> {});
        }
    }

    private List<Path> files(Frozen frozen) throws IOException {
        try (Stream<Path> files =
                Files.list(folder.resolve("events").resolve(frozen.run().toString()))) {
            return files.sorted().collect(Collectors.toList());
        }
    }
}
