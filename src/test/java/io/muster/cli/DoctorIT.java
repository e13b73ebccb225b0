package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The doctor in an installation in which every part works. */
final class DoctorIT {

    @Test
    void where_everything_works_nothing_is_broken_and_no_event_was_sent() throws IOException {
        Stage stage = Stage.healthy();
        long before = stage.receiver().index().count();
        Stage.Desk desk = stage.desk();

        Cli.Result result = Cli.here()
                .run(
                        "doctor",
                        "--deep",
                        "--format",
                        "json",
                        "--config",
                        desk.config().toString());

        JsonNode parts = new ObjectMapper().readTree(result.out());
        assertThat(parts)
                .filteredOn(part -> part.get("level").asText().equals("broken"))
                .as(result.out())
                .isEmpty();
        assertThat(result.code()).isZero();
        assertThat(parts)
                .extracting(part -> part.get("part").asText())
                .contains(
                        "java",
                        "disk",
                        "clock",
                        "state",
                        "pack",
                        "steampipe",
                        "connections",
                        "opa",
                        "aws",
                        "siem-questions");
        assertThat(stage.receiver().index().count()).isEqualTo(before);
        assertThat(result.out() + result.err()).doesNotContain(Stage.TOKEN);
    }

    @Test
    void a_test_event_is_sent_only_when_asked_for_and_waited_for_until_it_is_indexed() {
        Stage stage = Stage.healthy();
        Stage.Desk desk = stage.desk();
        desk.replace("targets:", "targets:\n  - {name: files, type: file, directory: events}");
        long before = tests(stage);

        Cli.Result silent = Cli.here().run("doctor", "--config", desk.config().toString());
        assertThat(tests(stage)).isEqualTo(before);
        Cli.Result result = Cli.here()
                .run("doctor", "--send-test", "--config", desk.config().toString());

        assertThat(silent.out()).doesNotContain("test event");
        assertThat(result.out()).contains("The test event is indexed; its run_id is ");
        assertThat(result.out()).contains("The test event was written below '");
        assertThat(result.code()).as(result.out()).isZero();
        assertThat(tests(stage)).isEqualTo(before + 1);
        assertThat(desk.home().resolve("events")).isDirectoryRecursivelyContaining("glob:**-test.ndjson*");
    }

    private static long tests(Stage stage) {
        return stage.receiver().index().events().stream()
                .filter(event -> event.sourcetype().equals("muster:test"))
                .count();
    }
}
