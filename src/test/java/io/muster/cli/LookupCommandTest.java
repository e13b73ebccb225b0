package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.state.State;
import io.muster.state.StateConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LookupCommandTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-11-20T03:00:00",
                "+1000000000-01-01T00:00:00Z",
                "-1000000000-01-01T00:00:00Z",
                "+12345-01-01T00:00:00Z"
            })
    void a_time_that_no_run_can_have_had_is_wrong_usage(String time) throws IOException {
        try (State state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.systemUTC())) {
            state.ping();
        }
        Path config = folder.resolve("muster.yaml");
        Files.writeString(config, "state: {url: \"jdbc:sqlite:muster.db\"}\n");

        Cli.Result result = Cli.here().run("lookup", "10.0.0.1", "--at=" + time, "--config", config.toString());

        assertThat(result.err()).contains("'" + time + "' is no time");
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    }
}
