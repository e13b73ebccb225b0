package io.muster.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.problem.ProblemException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoDatabaseIT {

    static final Path CACHE = Path.of(System.getProperty("java.io.tmpdir"), "muster-test-postgresql");

    @TempDir
    private Path folder;

    /** What the test starts in a process of its own, to kill it. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            try (DemoDatabase database = DemoDatabase.start(folder, CACHE)) {
                assertThat(database.url()).isNotEmpty();
                try (var folders = Files.list(folder)) {
                    Path data = folders.findFirst().orElseThrow().resolve("data");
                    String pid =
                            Files.readAllLines(data.resolve("postmaster.pid")).get(0);
                    System.out.println("ready " + pid.strip());
                }
                System.in.read();
            }
        }
    }

    @Test
    void a_reader_gets_in_with_the_password_only() throws SQLException {
        try (DemoDatabase database = DemoDatabase.start(folder, CACHE)) {
            try (Connection connection = database.reader().getConnection();
                    ResultSet answer = connection.createStatement().executeQuery("select current_user")) {
                assertThat(answer.next()).isTrue();
                assertThat(answer.getString(1)).isEqualTo("steampipe");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "steampipe", "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", ""))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void nothing_is_left_when_the_process_is_killed() throws Exception {
        Process victim = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8));
        String line = output.lines()
                .filter(text -> text.startsWith("ready "))
                .findFirst()
                .orElseThrow();
        ProcessHandle server =
                ProcessHandle.of(Long.parseLong(line.substring(6))).orElseThrow();
        List<ProcessHandle> lifeline = victim.toHandle().descendants().toList();
        assertThat(lifeline).isNotEmpty();

        victim.destroyForcibly().waitFor();

        server.onExit().get(60, TimeUnit.SECONDS);
        for (ProcessHandle each : lifeline) {
            each.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_folder_that_cannot_be_written_is_a_problem_that_names_it() throws Exception {
        Path file = Files.createFile(folder.resolve("occupied"));

        assertThatThrownBy(() -> DemoDatabase.start(file, CACHE))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("The demo's PostgreSQL did not start.")
                .hasMessageContaining("occupied");
    }
}
