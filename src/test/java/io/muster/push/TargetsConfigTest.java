package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import io.muster.push.SplunkConfig.Acknowledgement;
import io.muster.settings.Secret;
import io.muster.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetsConfigTest {

    private final Problems problems = new Problems();

    @TempDir
    private Path folder;

    @Test
    void no_target_is_a_configuration_too() {
        assertThat(TargetsConfig.from(Settings.empty(problems))).isEqualTo(TargetsConfig.none());
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void a_target_needs_little() {
        TargetsConfig config = read("""
                targets:
                  - {name: splunk, type: splunk-hec, url: "https://splunk:8088", token: "${env:TOKEN}"}
                  - {name: files, type: file, directory: events}
                """);

        assertThat(texts()).isEmpty();
        assertThat(config.targets())
                .containsExactly(
                        SplunkConfig.of("splunk", URI.create("https://splunk:8088"), new Secret("t0ken"), null),
                        FileConfig.of("files", folder.resolve("events")));
        assertThat(config.outboxLimit()).isEqualTo(20L << 30);
    }

    @Test
    void every_key_is_read() {
        TargetsConfig config = read("""
                targets:
                  - name: splunk
                    type: splunk-hec
                    url: https://splunk:8088
                    token: ${env:TOKEN}
                    index: aws_inventory
                    host: h
                    source: s
                    ack: preferred
                    in-flight: 3
                    max-batch: 500kB
                    inventory: changes
                    tls-ca: ca.pem
                    connect-timeout: 1s
                    timeout: 2s
                    ack-timeout: 3s
                    ack-poll: 4s
                  - {name: files, type: file, directory: /events, gzip: false, max-batch: 1MB, inventory: changes}
                outbox: {limit: 1GB}
                """);

        assertThat(texts()).isEmpty();
        assertThat(config.targets())
                .containsExactly(
                        new SplunkConfig(
                                "splunk",
                                URI.create("https://splunk:8088"),
                                new Secret("t0ken"),
                                "aws_inventory",
                                "h",
                                "s",
                                Acknowledgement.PREFERRED,
                                3,
                                500 << 10,
                                InventoryMode.CHANGES,
                                folder.resolve("ca.pem"),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4)),
                        new FileConfig("files", Path.of("/events"), false, 1 << 20, InventoryMode.CHANGES));
        assertThat(config.outboxLimit()).isEqualTo(1L << 30);
    }

    @Test
    void all_problems_are_reported_together() {
        read("""
                targets:
                  - {name: splunk, type: splunk-hec}
                  - {name: splunk, type: splunk-hek, url: x}
                  - {name: "Splunk Cloud", type: file, directory: e, max-batch: 1kB}
                  - {type: splunk-hec, url: "ftp://splunk", token: x, ack: always, in-flight: 0, max-batch: 1GB, tokn: y}
                  - {name: files, type: file}
                """);

        assertThat(texts())
                .contains(
                        "'targets[0].url' is missing.",
                        "'targets[0].token' is missing.",
                        "Two targets are called 'splunk'.",
                        "'targets[1].type' is 'splunk-hek', which is no type of target.",
                        "'targets[2].name' is 'Splunk Cloud', which is no name for a target.",
                        "'targets[2].max-batch' must be from 10kB to 1GB.",
                        "'targets[3].name' is missing.",
                        "'targets[3].url' is no web address.",
                        "'targets[3].ack' is 'always', but must be one of required, preferred, off.",
                        "'targets[3].in-flight' is '0', but must be a whole number from 1 to 64.",
                        "'targets[3].max-batch' must be from 10kB to 4MB.",
                        "'targets[3].tokn' is not a setting.",
                        "'targets[4].directory' is missing.")
                .hasSize(13);
        assertThat(problems.errors().get(3).why()).isEqualTo("Did you mean 'splunk-hec'?");
    }

    @Test
    void a_token_is_never_shown() {
        TargetsConfig config = read("""
                targets: [{name: splunk, type: splunk-hec, url: "https://splunk:8088", token: "${env:TOKEN}"}]
                """);

        assertThat(config.toString()).doesNotContain("t0ken").contains("(secret)");
    }

    @Test
    void certificates_that_cannot_be_read_are_a_problem_when_targets_are_opened() throws Exception {
        Path empty = Files.writeString(folder.resolve("ca.pem"), "no certificate\n");
        TargetsConfig config = read("""
                targets: [{name: splunk, type: splunk-hec, url: "https://s:1", token: x, tls-ca: ca.pem}]
                """);

        assertThatThrownBy(() -> Targets.open(config, Clock.systemUTC()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("The certificates of target 'splunk' could not be read from '" + empty + "'.");
    }

    private TargetsConfig read(String yaml) {
        try {
            Path file = Files.writeString(folder.resolve("muster.yaml"), yaml);
            Settings settings = Settings.load(file, Map.of("TOKEN", "t0ken"), problems);
            TargetsConfig config = TargetsConfig.from(settings);
            settings.finish();
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> texts() {
        return problems.errors().stream().map(Problem::what).collect(Collectors.toList());
    }
}
