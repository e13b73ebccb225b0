package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverIndex.Indexed;
import io.muster.demo.HecReceiverOptions;
import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.state.OutboxBatch;
import io.muster.state.OutboxSender;
import io.muster.state.State;
import io.muster.state.StateConfig;
import io.muster.state.TableWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class SendingKilledIT {

    private static final int KILLS = 20;
    private static final int ROWS = 12_000;
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final QueryId THINGS = new QueryId("things");

    @TempDir
    private Path folder;

    @Test
    @Timeout(900)
    void a_process_that_is_killed_at_any_moment_loses_nothing_and_the_next_one_goes_on() throws Exception {
        Path database = folder.resolve("muster.db");
        RunId run = new RunId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
        Map<String, String> expected = prepare(database, run);
        HecReceiverOptions options = HecReceiverOptions.builder()
                .indexDelay(Duration.ofMillis(50))
                .latency(Duration.ofMillis(25))
                .build();
        Random random = new Random(7);
        int killed = 0;
        try (HecReceiver receiver = HecReceiver.start(options, HecReceiverFaults.none(), Clock.systemUTC())) {
            for (int i = 0; i < KILLS; i++) {
                Process process = start(database, run, receiver);
                process.getInputStream().read();
                if (!process.waitFor(random.nextInt(150), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                    killed++;
                }
            }
            long before = receiver.requests();
            Process last = start(database, run, receiver);
            last.getInputStream().read();
            Instant start = Instant.now();
            while (receiver.requests() == before && last.isAlive()) {
                last.waitFor(10, TimeUnit.MILLISECONDS);
            }
            Duration untilItGoesOn = Duration.between(start, Instant.now());
            assertThat(last.waitFor(300, TimeUnit.SECONDS)).isTrue();

            assertThat(last.exitValue()).isZero();
            assertThat(untilItGoesOn).isLessThan(Duration.ofSeconds(10));
            Map<String, String> indexed = new HashMap<>();
            receiver.index().events().forEach(event -> indexed.put(event.id(), event.event()));
            assertThat(indexed).isEqualTo(expected);
            assertThat(receiver.index().events()).allMatch(Indexed::sameBytes);
            assertThat(killed).isGreaterThan(KILLS / 2);
        }
    }

    /** Stores a run; the answer is its events as a publication that nobody interrupts has them. */
    private static Map<String, String> prepare(Path database, RunId run) {
        try (State state = State.open(StateConfig.sqlite(database), Clock.systemUTC())) {
            state.runs().start(run, Instant.now());
            state.runs().universe(run, new Organization(null, null, List.of()));
            try (TableWriter writer = state.tables().write(run, ACCOUNT, THINGS)) {
                for (int i = 0; i < ROWS; i++) {
                    String id = String.format(Locale.ROOT, "\"%06d\"", i);
                    writer.append(bytes("{\"id\":" + id + ",\"region\":\"eu-west-1\"}"), bytes("[" + id + "]"));
                }
                writer.commit();
            }
            state.manifest()
                    .add(
                            run,
                            List.of(Slice.read(
                                    ACCOUNT, THINGS, null, ROWS, Duration.ofSeconds(1), "00", Confirmation.ROWS)));
            state.runs().complete(run, Instant.now());
            return events(state, run);
        }
    }

    private static Map<String, String> events(State state, RunId run) {
        SplunkConfig aside = SendingProcess.config(URI.create("http://localhost:1"));
        SplunkConfig other = SplunkConfig.of("aside", aside.url(), aside.token(), aside.index());
        Targets targets = Targets.open(new TargetsConfig(List.of(other), 1L << 30), Clock.systemUTC());
        new Publisher(state, targets).publish(run);
        OutboxSender sender = state.outbox().enlist(Duration.ofSeconds(8));
        Map<String, String> events = new HashMap<>();
        for (List<OutboxBatch> some = state.outbox().claim(sender, "aside", 10);
                !some.isEmpty();
                some = state.outbox().claim(sender, "aside", 10)) {
            for (OutboxBatch batch : some) {
                Lines lines =
                        new Lines(Gzip.unpack(state.outbox().payload(batch).orElseThrow()));
                for (int i = 0; i < lines.count(); i++) {
                    String line = new String(lines.event(i), StandardCharsets.UTF_8);
                    String event = line.substring(line.indexOf("\"event\":") + 8, line.lastIndexOf(",\"fields\":"));
                    int id = "{\"event_id\":\"".length();
                    events.put(event.substring(id, id + Event.ID_LENGTH), event);
                }
                state.outbox().acked(List.of(batch.id()), "indexed");
            }
        }
        return events;
    }

    private static Process start(Path database, RunId run, HecReceiver receiver) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendingProcess.class.getName(),
                        database.toString(),
                        run.toString(),
                        receiver.url().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
