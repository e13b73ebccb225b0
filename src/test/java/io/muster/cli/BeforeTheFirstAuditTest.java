package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.problem.ProblemException;
import io.muster.state.State;
import io.muster.state.StateConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What commands that read what runs left say when there was none. */
final class BeforeTheFirstAuditTest {

    private static final List<List<String>> READERS = List.of(
            List.of("findings"),
            List.of("runs"),
            List.of("manifest"),
            List.of("report"),
            List.of("lookup", "10.0.0.1"),
            List.of("outbox", "status"),
            List.of("outbox", "dead"),
            List.of("outbox", "retry"),
            List.of("outbox", "redrive"),
            List.of("outbox", "reconcile"));

    @TempDir
    private Path folder;

    private Path state() {
        return folder.resolve("muster.db");
    }

    private Cli.Result run(List<String> command) throws IOException {
        Path config = folder.resolve("muster.yaml");
        Files.writeString(config, "state: {url: \"jdbc:sqlite:muster.db\"}\n");
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--config", config.toString()));
        return Cli.here().run(arguments.toArray(String[]::new));
    }

    @TestFactory
    Stream<DynamicTest> a_command_without_a_state_says_that_no_audit_has_run_and_makes_none() {
        return READERS.stream()
                .map(command -> DynamicTest.dynamicTest(String.join(" ", command), () -> {
                    Cli.Result result = run(command);

                    assertThat(result.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
                    assertThat(result.out()).isEmpty();
                    assertThat(result.err())
                            .isEqualToNormalizingNewlines("Error: No audit has run yet: there is no SQLite file '"
                                    + state() + "'.\nTry: muster audit, or with nothing to configure: muster demo\n");
                    assertThat(state()).doesNotExist();
                }));
    }

    @Test
    void without_a_configuration_it_says_that_this_may_be_the_wrong_folder() {
        Configuration nothing = Configuration.parse("state: {url: \"jdbc:sqlite:" + state() + "\"}", Map.of());

        assertThatThrownBy(new Wiring(nothing, Map.of())::stateOfRuns)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("No audit has run yet: there is no SQLite file '" + state() + "'.")
                .hasMessageContaining("there is none in this folder")
                .hasMessageContaining("demo");
        assertThat(state()).doesNotExist();
    }

    @Test
    void a_state_without_a_run_says_so_too() throws IOException {
        State.open(StateConfig.sqlite(state()), Clock.systemUTC()).close();

        assertThat(run(List.of("runs")).err()).contains("No audit has run yet.", "Try: muster audit");
        assertThat(run(List.of("findings")).err())
                .contains("There is no complete run in SQLite file", "No audit has run yet.");
        assertThat(run(List.of("lookup", "10.0.0.1")).err()).contains("No run is complete yet");
        assertThat(run(List.of("outbox", "status")).err()).contains("Nothing waits.");
    }
}
