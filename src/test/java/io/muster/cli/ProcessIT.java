package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import io.muster.finding.Finding;
import io.muster.state.FindingFilter;
import io.muster.state.Run;
import io.muster.state.RunStatus;
import io.muster.state.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command as a process that is interrupted, killed, and started twice. */
@Timeout(900)
final class ProcessIT {

    /** A check that OPA thinks about for much longer than a test waits. */
    private static final String SLOW = """
            # METADATA
            # title: VPCs are counted slowly
            # description: Counts for a long time.
            # custom:
            #   severity: low
            #   scope: account
            #   inventory: [vpc_vpcs]
            #   requirements: [VPC-01]
            #   risk: None.
            #   fix: None.
            package checks.logging.slow

            import data.checks.lib.result

            findings contains result.pass(input.account.id, n, "is counted") if {
                n := count([1 | some i in numbers.range(1, 20000); some j in numbers.range(1, 20000); i * j == 7])
            }
            """;

    private final Stage stage = Stage.healthy();

    /** A desk where one audit is complete; its statements may take as long as they like. */
    private Stage.Desk deskWithARun() {
        Stage.Desk desk = desk();
        Ran ran = desk.run("audit");
        assertThat(ran.err()).as(ran.toString()).contains("acknowledged");
        return desk;
    }

    private Stage.Desk desk() {
        return stage.desk().replace("statement-timeout: 4s", "statement-timeout: 2m");
    }

    /** A lock on a table that every audit reads: whoever reads it waits. */
    private Connection holdUp() throws SQLException {
        Connection owner = stage.database().owner().getConnection();
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("lock table demo.aws_vpc in access exclusive mode");
        }
        return owner;
    }

    private int sessions() throws SQLException {
        try (Connection owner = stage.database().owner().getConnection();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where application_name = 'muster'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Run newest(Stage.Desk desk) {
        try (State state = desk.state()) {
            return state.runs().list(1).get(0);
        }
    }

    private static String latest(Stage.Desk desk) throws IOException {
        return Files.readSymbolicLink(desk.reports().resolve("latest")).toString();
    }

    private static void requireInterrupted(Child child, List<ProcessHandle> children) throws Exception {
        Ran ran = child.awaitEnd();
        assertThat(ran.code()).as(ran.toString()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(ran.err()).contains("Interrupted.").doesNotContain("bug").doesNotContain("Exception");
        Child.requireGone(children);
    }

    @Test
    void ctrl_c_while_collecting_leaves_an_incomplete_run_and_a_second_audit_meanwhile_is_refused() throws Exception {
        Stage.Desk desk = deskWithARun();
        String before = latest(desk);
        Child child;
        List<ProcessHandle> children;
        try (Connection lock = holdUp()) {
            child = desk.start(Map.of(), "audit").awaitSaying("reading and deciding");
            children = child.descendants();
            assertThat(children).as("OPA").isNotEmpty();

            Ran second = desk.run("audit");
            assertThat(second.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(second.err())
                    .contains("Error: Another process is doing this: 'audit' has been held by process "
                            + child.process().pid())
                    .contains("Try: wait until it is done, or end that process");

            child.interrupt();
            requireInterrupted(child, children);
            lock.rollback();
        }

        assertThat(newest(desk).status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(newest(desk).why()).isEqualTo("interrupted");
        assertThat(latest(desk)).isEqualTo(before);
        assertThat(sessions()).isZero();
        assertThat(desk.run("audit", "--resume").err()).contains("acknowledged");
        assertThat(newest(desk).isComplete()).isTrue();
    }

    @Test
    void ctrl_c_while_checking_ends_opa_and_the_run() throws Exception {
        Stage.Desk desk = desk();
        Path pack = Files.createDirectories(desk.home().resolve("pack/checks/logging/slow"));
        Files.writeString(pack.resolve("slow.rego"), SLOW);
        Files.writeString(pack.resolve("README.md"), "# Slow\n");
        desk.add("packs: [pack]\nopa: {timeout: 2m}\n");
        Child child = desk.start(Map.of(), "audit", "--check", "slow").awaitSaying("reading and deciding");
        child.await(() -> isRead(desk), "everything is read");
        List<ProcessHandle> children = child.descendants();

        child.interrupt();

        requireInterrupted(child, children);
        assertThat(newest(desk).status()).isEqualTo(RunStatus.INCOMPLETE);
        assertThat(desk.reports()).doesNotExist();
    }

    private static boolean isRead(Stage.Desk desk) {
        try (State state = desk.state()) {
            Set<String> accounts = new TreeSet<>();
            state.manifest().forEach(state.runs().list(1).get(0).id(), slice -> {
                if (slice.source().value().equals("vpc_vpcs")) {
                    accounts.add(slice.account().value());
                }
            });
            return accounts.size() == 3;
        }
    }

    @Test
    void ctrl_c_while_delivering_loses_nothing() throws Exception {
        HecReceiverOptions silent = HecReceiverOptions.builder()
                .token(Stage.TOKEN)
                .indexes(Set.of("aws_inventory"))
                .indexDelay(Duration.ofHours(1))
                .build();
        Stage.Desk desk;
        try (HecReceiver never = HecReceiver.start(silent, HecReceiverFaults.none(), Clock.systemUTC())) {
            desk = desk().replace(stage.receiver().url().toString(), never.url().toString());
            Child child = desk.start(Map.of(), "audit").awaitSaying(" batches");
            child.await(() -> never.requests() > 0, "a batch is sent");

            child.interrupt();

            requireInterrupted(child, List.of());
            desk.replace(never.url().toString(), stage.receiver().url().toString());
        }
        Run run = newest(desk);
        assertThat(run.isComplete()).isTrue();
        assertThat(desk.run("outbox", "retry").code()).isEqualTo(ExitCode.DONE);
        assertThat(findingsAt(stage.receiver(), run)).isEqualTo(findings(desk).size());
    }

    private static long findingsAt(HecReceiver receiver, Run run) {
        return receiver.index().events().stream()
                .filter(event -> event.sourcetype().equals("muster:finding"))
                .filter(event -> event.event().contains(run.id().toString()))
                .count();
    }

    @Test
    void a_killed_run_goes_on_where_it_was_and_finds_the_same() throws Exception {
        Stage.Desk desk = desk().replace("  statement-timeout", "  parallel-accounts: 1\n  statement-timeout");
        Child child = desk.start(Map.of(), "audit").awaitSaying("  1 of 3 accounts");
        List<ProcessHandle> children = child.descendants();
        try (Connection lock = holdUp()) {
            child.process().destroyForcibly().waitFor();
            Child.requireGone(children);
            lock.rollback();
        }
        assertThat(desk.run("findings").err()).contains("There is no complete run");

        Ran resumed = desk.run("audit", "--resume");

        assertThat(resumed.err()).as(resumed.toString()).contains("acknowledged");
        List<String> found = findings(desk);
        assertThat(desk.run("runs", "--format", "csv").out().lines()).hasSize(2);
        desk.run("audit");
        List<String> whole = findings(desk);
        assertThat(difference(found, whole)).as("only in the resumed run").isEmpty();
        assertThat(difference(whole, found)).as("not in the resumed run").isEmpty();
        assertThat(found).isNotEmpty();
        assertThat(desk.run("audit", "--resume").err()).contains("There is no unfinished run to resume.");
    }

    @Test
    void what_a_killed_process_left_is_not_called_running_by_the_next_one() throws Exception {
        Stage.Desk desk = desk();
        try (Connection lock = holdUp()) {
            Child child = desk.start(Map.of(), "audit", "--check", "vpc_flow_logs_present")
                    .awaitSaying("reading and deciding");
            child.process().destroyForcibly().waitFor();
            lock.rollback();
        }
        assertThat(desk.run("audit", "--resume").err())
                .contains("was narrowed to --check vpc_flow_logs_present.")
                .contains("Try: muster audit --resume --check vpc_flow_logs_present");

        desk.run("audit", "--check", "vpc_flow_logs_present");

        assertThat(desk.run("runs").out())
                .contains("the process was killed")
                .contains("incomplete")
                .doesNotContain("running");
    }

    @Test
    void a_demo_that_is_killed_takes_its_database_and_opa_with_it() throws Exception {
        Stage.Desk desk = desk();
        Child child = desk.start(
                        Map.of(),
                        "demo",
                        "--accounts",
                        "3",
                        "--directory",
                        desk.home().toString())
                .awaitSaying("reading and deciding");
        List<ProcessHandle> children = new ArrayList<>(child.descendants());
        ProcessHandle postmaster = ProcessHandle.of(postmaster(desk)).orElseThrow();
        children.add(postmaster);

        child.process().destroyForcibly().waitFor();

        Child.requireGone(children);
    }

    @Test
    void a_demo_that_is_interrupted_cleans_up() throws Exception {
        Stage.Desk desk = desk();
        Child child = desk.start(
                        Map.of(),
                        "demo",
                        "--accounts",
                        "3",
                        "--directory",
                        desk.home().toString())
                .awaitSaying("asking which accounts");
        List<ProcessHandle> children = new ArrayList<>(child.descendants());
        children.add(ProcessHandle.of(postmaster(desk)).orElseThrow());

        child.interrupt();

        requireInterrupted(child, children);
        try (Stream<Path> left = Files.list(desk.home().resolve("tmp"))) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("muster-")))
                    .isEmpty();
        }
    }

    private static long postmaster(Stage.Desk desk) throws IOException {
        try (Stream<Path> files = Files.walk(desk.home().resolve("tmp"), 4)) {
            Path file = files.filter(path -> path.endsWith("data/postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(Files.readAllLines(file).get(0).strip());
        }
    }

    private static List<String> difference(List<String> some, List<String> others) {
        return some.stream().filter(each -> !others.contains(each)).toList();
    }

    private static List<String> findings(Stage.Desk desk) {
        List<Finding> findings = new ArrayList<>();
        try (State state = desk.state()) {
            state.findings()
                    .forEach(state.runs().latestComplete().orElseThrow().id(), FindingFilter.ALL, findings::add);
        }
        return findings.stream()
                .map(finding -> finding.check() + " " + finding.accountId() + " " + finding.region() + " "
                        + finding.resource() + " " + finding.verdict())
                .sorted()
                .collect(Collectors.toList());
    }
}
