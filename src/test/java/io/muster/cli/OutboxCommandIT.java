package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import io.muster.finding.RunId;
import io.muster.state.Outbox;
import io.muster.state.OutboxDraft;
import io.muster.state.OutboxPublication;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does with events that a target refused. */
final class OutboxCommandIT {

    private static final String TOKEN = "0123456789abcdef";
    private static final int SMALL = 4_096;

    @TempDir
    private Path folder;

    private HecReceiver receiver;
    private Path config;

    @BeforeEach
    void start_a_receiver_that_takes_only_small_requests() throws IOException {
        receiver = receiver(0, SMALL);
        config = folder.resolve("muster.yaml");
        Files.writeString(config, """
                state: {url: "jdbc:sqlite:%s"}
                targets:
                  - {name: splunk, type: splunk-hec, url: "%s", token: "%s", index: aws_inventory}
                """.formatted(folder.resolve("muster.db"), receiver.url(), TOKEN));
    }

    @AfterEach
    void end_the_receiver() {
        receiver.close();
    }

    private static HecReceiver receiver(int port, int maxBody) {
        return HecReceiver.start(
                HecReceiverOptions.builder()
                        .port(port)
                        .token(TOKEN)
                        .acknowledge(true)
                        .indexes(Set.of("aws_inventory"))
                        .maxBody(maxBody)
                        .build(),
                HecReceiverFaults.none(),
                Clock.systemUTC());
    }

    @Test
    void an_event_that_was_too_large_is_sent_again_once_the_target_takes_it() throws Exception {
        put("small", "x".repeat(100), "large", "y".repeat(2 * SMALL));

        Cli.Result sent = muster("outbox", "retry");
        assertThat(sent.err()).contains("splunk acknowledged 1 events, refused 1 (see: muster outbox dead)");
        assertThat(muster("outbox", "dead", "--format", "csv").out()).contains("splunk", "413");

        Cli.Result tooEarly = muster("outbox", "redrive");
        assertThat(tooEarly.err()).contains("1 event is sent again", "refused 1");
        assertThat(receiver.index().count()).isEqualTo(1);

        int port = receiver.url().getPort();
        receiver.close();
        receiver = receiver(port, 1 << 20);
        Cli.Result redriven = muster("outbox", "redrive", "splunk");
        assertThat(redriven.err()).contains("1 event is sent again", "splunk acknowledged 1 events");
        assertThat(redriven.code()).isZero();
        assertThat(receiver.index().count()).isEqualTo(1);
        assertThat(muster("outbox", "dead", "--format", "csv").out().lines()).hasSize(1);
        assertThat(muster("outbox", "redrive").err()).contains("0 events are sent again");
    }

    @Test
    void what_waits_for_a_target_that_is_configured_no_more_is_told() throws Exception {
        put("one", "x", "two", "y");
        Files.writeString(config, "state: {url: \"jdbc:sqlite:%s\"}\n".formatted(folder.resolve("muster.db")));

        Cli.Result sent = muster("outbox", "retry");

        assertThat(sent.code()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(sent.err()).contains("2 events wait for 'splunk', which is no target of muster.yaml.");
    }

    private Cli.Result muster(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        return Cli.here().run(all.toArray(String[]::new));
    }

    /** A batch of two events, as a run leaves them. */
    private void put(String first, String firstText, String second, String secondText) throws IOException {
        String lines = event(first, firstText) + event(second, secondText);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        try (State state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.systemUTC())) {
            Outbox outbox = state.outbox();
            OutboxPublication publication = outbox.begin(new RunId(new UUID(1, 1)), "splunk", "plan");
            OutboxDraft draft = new OutboxDraft("finding", false, 2, lines.length(), packed.toByteArray());
            outbox.freeze(List.of(publication), 0, draft);
            outbox.complete(publication);
        }
    }

    private static String event(String id, String text) {
        return """
                {"time":1764000000,"index":"aws_inventory","source":"muster","sourcetype":"muster:finding",\
                "event":{"id":"%s","text":"%s"},"fields":{"event_id":"%s"}}
                """.formatted(id, text, id);
    }
}
