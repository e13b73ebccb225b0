package io.muster.state;

import static io.muster.state.RunThatIsKilled.account;
import static io.muster.state.RunThatIsKilled.asset;
import static io.muster.state.RunThatIsKilled.row;
import static io.muster.state.RunThatIsKilled.runId;
import static io.muster.state.RunThatIsKilled.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.finding.Finding;
import io.muster.inventory.QueryId;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment leaves a state that is whole. */
final class StateKillIT {

    private static final int KILLS = 24;
    private static final int LONGEST_WAIT_MILLIS = 400;

    /** What the process says last before the clock of its death starts: in the work, in the one transaction, after it. */
    private static final List<String> MOMENTS = List.of("started", "promotes", "complete");

    @TempDir
    Path folder;

    @Test
    void after_a_kill_at_any_moment_no_half_run_is_complete_and_the_next_one_works() throws Exception {
        Path file = folder.resolve("muster.db");
        Random random = new Random(20_260_302);
        int next = 1;
        int interrupted = 0;
        int complete = 0;

        for (int kill = 0; kill < KILLS; kill++) {
            List<String> said = runAndKill(file, next, MOMENTS.get(kill % 3), random.nextInt(LONGEST_WAIT_MILLIS));
            try (State state = State.open(StateConfig.sqlite(file), Clock.systemUTC())) {
                state.lease("audit").close();
                List<Run> runs = state.runs().list(1_000);
                runs.stream().filter(Run::isComplete).limit(2).forEach(run -> requireWhole(state, run));
                assertThat(runs.stream().filter(Run::isComplete).map(run -> run.id()))
                        .as("what was said to be complete is complete")
                        .containsAll(said.stream()
                                .filter(line -> line.startsWith("complete"))
                                .map(line -> runId(numberOf(line)))
                                .collect(Collectors.toList()));
                for (Run run : state.runs().unfinished()) {
                    state.runs().abandon(run.id(), run.started(), "killed");
                    interrupted++;
                }
                next = runs.size() + 1;
                complete = (int) runs.stream().filter(Run::isComplete).count();
                requireIntact(file);
            }
        }

        assertThat(interrupted).as("kills in the midst of a run").isGreaterThanOrEqualTo(KILLS / 3);
        assertThat(complete).as("runs that were complete before a kill").isGreaterThanOrEqualTo(KILLS / 3);
    }

    private static int numberOf(String line) {
        return Integer.parseInt(line.substring(line.indexOf(' ') + 1));
    }

    /** Kills a process so long after it came to a moment; returns what it said. */
    private List<String> runAndKill(Path file, int firstRun, String moment, int millis) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RunThatIsKilled.class.getName(),
                        file.toString(),
                        String.valueOf(firstRun))
                .redirectError(folder.resolve("stderr.txt").toFile())
                .start();
        List<String> said = new ArrayList<>();
        CompletableFuture<Boolean> came = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, said, moment, came));
        reader.start();
        assertThat(came.get(300, TimeUnit.SECONDS)).isTrue();
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        reader.join();
        assertThat(ended).as("it lives until it is killed").isFalse();
        return said;
    }

    private static void read(Process process, List<String> said, String moment, CompletableFuture<Boolean> came) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith(moment)) {
                    came.complete(true);
                }
            }
        } catch (IOException e) {
            said.add("(its output broke off)");
        }
        came.complete(false);
    }

    private static void requireWhole(State state, Run run) {
        int number = IntStream.rangeClosed(1, 1_000)
                .filter(candidate -> runId(candidate).equals(run.id()))
                .findFirst()
                .orElseThrow();
        requireTable(state, number, 0, RunThatIsKilled.LARGE, RunThatIsKilled.ROWS * 50);
        List<Finding> findings = new ArrayList<>();
        state.findings().forEach(run.id(), FindingFilter.ALL, findings::add);
        assertThat(findings).hasSize(RunThatIsKilled.ACCOUNTS * RunThatIsKilled.FINDINGS);
        assertThat(findings)
                .allMatch(finding ->
                        finding.message().equals("is bad") || finding.message().equals("is bad in run " + number));
        for (int account = 0; account < RunThatIsKilled.ACCOUNTS; account++) {
            for (QueryId query : RunThatIsKilled.QUERIES) {
                requireTable(state, number, account, query, RunThatIsKilled.ROWS);
                for (int i : List.of(0, 1, 45)) {
                    Asset asset = asset(number, account(account), query, i);
                    assertThat(state.assets().find(asset.key(), time(number)))
                            .singleElement()
                            .satisfies(found -> assertThat(found.name()).isEqualTo(asset.name()));
                }
            }
        }
    }

    private static void requireTable(State state, int run, int account, QueryId query, int rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        state.tables().read(runId(run), account(account), query, all::writeBytes);
        assertThat(all.toString(StandardCharsets.UTF_8))
                .isEqualTo(IntStream.range(0, rows)
                        .mapToObj(row -> row(run, row) + "\n")
                        .collect(Collectors.joining()));
    }

    private static void requireIntact(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            try (ResultSet answer = statement.executeQuery("pragma integrity_check")) {
                assertThat(answer.getString(1)).isEqualTo("ok");
            }
            try (ResultSet broken = statement.executeQuery("pragma foreign_key_check")) {
                assertThat(broken.next()).as("a reference to nothing").isFalse();
            }
        }
    }
}
