package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.check.OpaBinary;
import io.muster.check.OpaConfig;
import io.muster.finding.AccountId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.RunId;
import io.muster.finding.Verdict;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.state.FindingFilter;
import io.muster.state.State;
import io.muster.state.TableInfo;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** What a user gets for everything that can be wrong around Muster: one clear message, the right code, nothing lost. */
@Timeout(600)
final class BadInputIT {

    private static final String CHECK = "vpc_flow_logs_present";

    private static final String RULE = """
            # METADATA
            # title: Accounts have VPCs
            # description: Looks at VPCs.
            # custom:
            #   severity: high
            #   scope: account
            #   inventory: [vpc_vpcs]
            #   requirements: [VPC-01]
            #   risk: Nobody knows.
            #   fix: Do it.
            package checks.logging.own_rule

            import data.checks.lib.result

            findings contains result.pass(input.account.id, count(input.tables.vpc_vpcs), "has VPCs")
            """;

    private final Stage stage = Stage.healthy();
    private final Stage.Desk desk = stage.desk();

    /** One check of one account, which is enough to come to the database, OPA, the state and the report. */
    private Ran audit(String... more) {
        List<String> arguments = new ArrayList<>(List.of("audit", "--no-push"));
        arguments.addAll(List.of(more));
        return desk.run(arguments.toArray(String[]::new));
    }

    private Ran auditOneCheck() {
        return audit("--check", CHECK);
    }

    /** The code, the words, and neither a stack trace nor an excuse. */
    private static void require(Ran ran, int code, String... texts) {
        assertThat(ran.code()).as(ran.toString()).isEqualTo(code);
        assertThat(ran.err()).contains(List.of(texts)).doesNotContain("Muster has a bug");
        assertThat(ran.err().lines()).noneMatch(line -> line.matches("\\s*(at |Caused by:|java\\.).*"));
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try (State state = desk.state()) {
            state.findings().forEach(state.runs().list(1).get(0).id(), FindingFilter.ALL, findings::add);
        }
        return findings;
    }

    private String database(String name, String... statements) {
        stage.sql("drop database if exists " + name, "create database " + name);
        String url = stage.database().url();
        String other = url.substring(0, url.lastIndexOf('/') + 1) + name;
        try (Connection owner = owner(other);
                Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        desk.replace(url, other);
        return other;
    }

    private Connection owner(String url) throws SQLException {
        PGSimpleDataSource source = (PGSimpleDataSource) stage.database().owner();
        source.setUrl(url);
        return source.getConnection();
    }

    // The database

    @Test
    void an_empty_database_is_no_steampipe() {
        String empty = database("empty");

        require(
                auditOneCheck(),
                ExitCode.COULD_NOT_RUN,
                "Error: The database at " + empty + " is no Steampipe with the AWS plugin.",
                "Try: check 'steampipe.url'");
    }

    @Test
    void a_database_of_something_else_is_no_steampipe() {
        database(
                "shop", "create table public.orders (id int)", "create schema aws", "create table aws.orders (id int)");

        require(auditOneCheck(), ExitCode.COULD_NOT_RUN, "is no Steampipe with the AWS plugin.", "Try: ");
    }

    @Test
    void a_database_that_does_not_exist_is_named() {
        desk.replace("/steampipe\n", "/steampip\n");

        require(
                auditOneCheck(),
                ExitCode.COULD_NOT_RUN,
                "Error: Steampipe could not be reached at ",
                "database \"steampip\" does not exist",
                "Try: check 'steampipe.url', 'user' and 'password'");
    }

    @Test
    void an_unreachable_database_is_named() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        desk.replace(stage.database().url(), "jdbc:postgresql://127.0.0.1:" + port + "/steampipe");

        require(
                auditOneCheck(),
                ExitCode.COULD_NOT_RUN,
                "Error: Steampipe could not be reached at jdbc:postgresql://127.0.0.1:" + port + "/steampipe.",
                "refused",
                "Try: ");
        assertThat(desk.run("runs").out()).contains("incomplete").contains("Steampipe could not be reached");
    }

    @Test
    void a_steampipe_without_accounts_is_told() {
        database(
                "nobody",
                "create schema acme",
                "create table acme.aws_account (account_id text, title text, partition text, organization_id text,"
                        + " organization_master_account_id text)",
                "grant usage on schema acme to steampipe",
                "grant select on acme.aws_account to steampipe");

        require(
                auditOneCheck(),
                ExitCode.COULD_NOT_RUN,
                "Error: No Steampipe connection answers for an account.",
                "Try: check the connections");
    }

    @Test
    void an_organization_without_rights_costs_the_organization_only() {
        String denied = "rpc error: code = Unknown desc = aws_management: operation error Organizations: ListAccounts,"
                + " https response error StatusCode: 400, RequestID: 1, AccessDeniedException: You don't have permissions to"
                + " access this resource.";
        stage.sql(
                "insert into demo.tripwire values (9001, 'failing', $$" + denied + "$$, 1)",
                "update demo.aws_organizations_account set tripwire = 9001");
        try {
            Ran ran = audit("--check", CHECK + "", "--check", "account_inventory_complete");

            require(
                    ran,
                    ExitCode.UNKNOWN,
                    "Warning: The accounts of the organization could not be read.",
                    "Try: allow organizations:ListAccounts");
        } finally {
            stage.sql(
                    "update demo.aws_organizations_account set tripwire = null",
                    "delete from demo.tripwire where id = 9001");
        }
        assertThat(findings())
                .filteredOn(finding -> finding.check().value().equals("account_inventory_complete"))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
                    assertThat(finding.reason()).isEqualTo(Reason.DENIED);
                });
        assertThat(findings())
                .filteredOn(finding -> finding.check().value().equals(CHECK))
                .allMatch(finding -> finding.verdict() == Verdict.PASS);
    }

    // Packs and OPA

    private void ownRule(String text) {
        desk.file("pack/checks/logging/own_rule/own_rule.rego", text);
        if (!desk.yaml().contains("packs:")) {
            desk.add("packs: [pack]\n");
        }
    }

    @Test
    void a_header_with_a_typo_is_named_with_file_and_line() {
        ownRule(RULE.replace("#   severity:", "#   sevrity:"));

        require(
                audit("--check", "own_rule"),
                ExitCode.USAGE,
                "pack/checks/logging/own_rule/own_rule.rego' line 5",
                "'custom.sevrity' is not a setting.",
                "Did you mean 'custom.severity'?");
        assertThat(desk.home().resolve("muster.db")).doesNotExist();
    }

    @Test
    void a_check_that_does_not_compile_costs_itself_only() {
        ownRule(RULE + "\nfindings contains no_such_function(input) if true\n");

        Ran ran = audit("--check", "own_rule", "--check", CHECK);

        require(ran, ExitCode.UNKNOWN, "Warning: ", "own_rule", "no_such_function");
        assertThat(findings())
                .filteredOn(finding -> finding.check().value().equals("own_rule"))
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding.reason()).isEqualTo(Reason.POLICY_ERROR));
        assertThat(findings())
                .filteredOn(finding -> finding.check().value().equals(CHECK))
                .allMatch(finding -> finding.verdict() == Verdict.PASS);
    }

    private static Path realOpa() {
        return new OpaBinary(OpaConfig.standard(), System.getenv())
                .find(line -> {})
                .path()
                .toAbsolutePath();
    }

    private Path program(String name, String script) {
        Path program = desk.file(name, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void an_opa_of_another_version_on_the_path_is_left_alone() {
        program("bin/opa", "echo 'Version: 0.34.2'");
        String path = desk.home().resolve("bin")
                + File.pathSeparator
                + realOpa().getParent()
                + File.pathSeparator
                + System.getenv("PATH");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PATH", path);

        Ran ran = desk.run(environment, "audit", "--no-push", "--check", CHECK);

        require(ran, ExitCode.DONE, "OPA 0.34.2 on PATH", "is left alone; Muster is tested with 1.22.2");
    }

    @Test
    void an_opa_of_another_version_that_is_configured_is_used_and_told() {
        program("opa", "[ \"$1\" = version ] && { echo 'Version: 1.19.0'; exit; }\nexec '" + realOpa() + "' \"$@\"");
        desk.add("opa: {binary: opa}\n");

        require(auditOneCheck(), ExitCode.DONE, "OPA 1.19.0", "is used as configured; Muster is tested with 1.22.2");
    }

    @Test
    void a_program_that_is_no_opa_is_wrong_configuration() {
        program("opa", "exit 0");
        desk.add("opa: {binary: opa}\n");

        require(
                auditOneCheck(),
                ExitCode.USAGE,
                "Error: 'opa.binary' is '",
                "which is no OPA that runs here.",
                "Try: ");
    }

    @Test
    void an_opa_that_dies_and_stays_dead_makes_the_rest_unknown_and_the_report_is_written() throws Exception {
        program(
                "opa",
                "[ \"$1\" = run ] && [ -e '" + desk.home() + "/dead' ] && exit 1\nexec '" + realOpa() + "' \"$@\"");
        desk.replace("statement-timeout: 4s", "statement-timeout: 1m").add("opa: {binary: opa}\n");
        Ran ran;
        try (Connection lock = stage.database().owner().getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table demo.aws_vpc in access exclusive mode");
            Child child =
                    desk.start(Map.of(), "audit", "--no-push", "--check", CHECK).awaitSaying("reading and deciding");
            desk.file("dead", "");
            child.descendants().stream()
                    .filter(process ->
                            process.info().command().orElse("").equals(realOpa().toString()))
                    .forEach(ProcessHandle::destroyForcibly);
            lock.rollback();
            ran = child.awaitEnd();
        }

        require(ran, ExitCode.UNKNOWN, "Warning: Muster's own OPA is gone", "Try: ");
        assertThat(findings())
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding.reason()).isEqualTo(Reason.UNREACHABLE));
        assertThat(ran.out()).contains("Report: ");
        assertThat(Path.of(
                        ran.out().substring(ran.out().indexOf("Report: ") + 8).strip()))
                .exists();
    }

    // Time and values

    @Test
    void a_clock_that_is_behind_the_last_run_is_told_and_nothing_is_written() {
        try (State state = desk.state()) {
            RunId future = new RunId(UUID.fromString("0190ffff-0000-7000-8000-000000000001"));
            state.runs().start(future, Instant.parse("2101-01-01T00:00:00Z"));
            state.runs().universe(future, new Organization(null, null, List.of()));
            state.runs().complete(future, Instant.parse("2101-01-01T00:01:00Z"));
        }

        require(
                auditOneCheck(),
                ExitCode.COULD_NOT_RUN,
                "Error: The clock says ",
                "but the last complete run started at 2101-01-01T00:00:00Z.",
                "Try: set the clock");
        try (State state = desk.state()) {
            assertThat(state.runs().list(10)).hasSize(1);
        }
    }

    @Test
    void a_row_of_five_megabytes_is_read_decided_and_delivered() {
        String vpc = "(select min(vpc_id) from demo.aws_vpc)";
        stage.sql(
                "create table demo.kept as select * from demo.aws_vpc where vpc_id = " + vpc,
                "update demo.aws_vpc set tags = jsonb_build_object('note', repeat('x', 5000000)) where vpc_id = "
                        + vpc);
        Ran ran;
        try {
            ran = desk.run("audit", "--check", CHECK);
        } finally {
            stage.sql(
                    "update demo.aws_vpc v set tags = k.tags from demo.kept k where v.vpc_id = k.vpc_id",
                    "drop table demo.kept");
        }

        require(ran, ExitCode.DONE, "splunk acknowledged");
        try (State state = desk.state()) {
            RunId run = state.runs().list(1).get(0).id();
            List<TableInfo> tables = new ArrayList<>();
            state.tables().forEachTable(run, tables::add);
            assertThat(tables.stream()
                            .filter(table -> table.query().equals(new QueryId("vpc_vpcs")))
                            .mapToLong(TableInfo::bytes))
                    .anyMatch(bytes -> bytes > 5_000_000);
            assertThat(state.outbox().tally(run)).isNotEmpty();
        }
        assertThat(stage.receiver().index().events())
                .anyMatch(event -> event.event().length() > 5_000_000);
    }

    @Test
    void names_with_control_characters_do_not_reach_the_terminal() {
        stage.sql(
                "create table demo.kept as select id, title, name from demo.aws_organizations_account",
                "update demo.aws_organizations_account set name = E'evil\\u001b[2J\\nname\\u0007' where id = '333333333333'");
        Ran ran;
        try {
            ran = auditOneCheck();
        } finally {
            stage.sql(
                    "update demo.aws_organizations_account a set name = k.name from demo.kept k where a.id = k.id",
                    "drop table demo.kept");
        }
        require(ran, ExitCode.DONE, "writing the report");
        String runId = newestRun();

        String shown = desk.run("findings", "--verdict", "pass", "--run", runId).out();

        assertThat(shown).contains("evil").doesNotContain("\u001b").doesNotContain("\u0007");
        assertThat(shown.lines().filter(line -> line.contains("name"))).isNotEmpty();
        assertThat(ran.all()).doesNotContain("\u001b");
    }

    private String newestRun() {
        try (State state = desk.state()) {
            return state.runs().list(1).get(0).id().toString();
        }
    }

    // Configuration

    @Test
    void everything_that_is_wrong_in_the_configuration_is_told_at_once() {
        desk.write("""
                steampipe:
                  ulr: jdbc:postgresql://localhost:9193/steampipe
                  statement-timeout: 30
                  parallel-accounts: many
                opa: {timeout: 5 parsecs}
                target:
                  - {name: splunk, type: splunk-hec}
                targets:
                  - {name: splunk, type: splunk-hek, url: "https://splunk:8088", token: "${env:NO_SUCH_TOKEN}"}
                reports: {formats: [html, pdf]}
                """);

        Ran ran = auditOneCheck();

        require(
                ran,
                ExitCode.USAGE,
                "line 2",
                "'steampipe.ulr'",
                "Did you mean 'steampipe.url'?",
                "'steampipe.statement-timeout' is '30'",
                "A number needs a unit",
                "'steampipe.parallel-accounts'",
                "'opa.timeout'",
                "Did you mean 'targets'?",
                "splunk-hek",
                "pdf");
        assertThat(ran.err().lines().filter(line -> line.startsWith("Error: "))).hasSizeGreaterThanOrEqualTo(7);
        assertThat(desk.home().resolve("muster.db")).doesNotExist();
    }

    @Test
    void a_secret_from_an_environment_that_lacks_it_is_named_and_not_shown() {
        desk.replace("token: \"" + Stage.TOKEN + "\"", "token: \"${env:NO_SUCH_TOKEN}\"");

        require(auditOneCheck(), ExitCode.USAGE, "NO_SUCH_TOKEN", "targets");
    }

    @Test
    void a_configuration_that_is_no_yaml_is_told_with_its_line() {
        desk.write("steampipe:\n  url: [\n");

        Ran ran = auditOneCheck();

        require(ran, ExitCode.USAGE, "muster.yaml");
        assertThat(ran.err()).contains("line ");
    }

    @Test
    void without_a_configuration_the_command_says_how_to_get_one() {
        require(new Stage.Desk(desk.home().resolve("nowhere")).run("audit"), ExitCode.USAGE, "nowhere/muster.yaml");
    }

    // What listens

    @Test
    void a_port_in_use_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            desk.add("serve: {listen: \"127.0.0.1:" + taken.getLocalPort() + "\"}\n");

            require(desk.run("serve"), ExitCode.COULD_NOT_RUN, "127.0.0.1:" + taken.getLocalPort(), "Try: ");
        }
    }

    // Disks

    private Ran withSmallDisk(String script) throws Exception {
        return SmallDisk.run(desk, script);
    }

    @Test
    void a_full_disk_under_the_state_is_told_and_nothing_that_was_complete_is_lost() throws Exception {
        desk.replace("jdbc:sqlite:" + desk.home(), "jdbc:sqlite:" + desk.home() + "/small");

        Ran ran = withSmallDisk("muster audit --no-push --check " + CHECK + "\n"
                + "fill\n"
                + "muster audit --no-push --check " + CHECK + "\n"
                + "rm \"$small/fill\"\n"
                + "muster runs --format csv\n"
                + "muster audit --no-push --check " + CHECK + "\n");

        assertThat(ran.out().lines().filter(line -> line.startsWith("code ")))
                .as(ran.toString())
                .containsExactly("code 0", "code 1", "code 0", "code 0");
        assertThat(ran.err())
                .contains("could not grow", "The disk is full.", "Try: free some space")
                .doesNotContain("bug");
        assertThat(ran.out().lines().filter(line -> line.contains(",complete,")))
                .hasSize(1);
    }

    @Test
    void a_full_disk_under_the_reports_costs_the_report_only() throws Exception {
        desk.replace("\"" + desk.reports() + "\"", "\"" + desk.home() + "/small/reports\"");
        int before = stage.receiver().index().events().size();

        Ran ran = withSmallDisk("fill\n"
                + "muster audit --check " + CHECK + "\n"
                + "rm \"$small/fill\"\n"
                + "muster report --run \"$(muster runs --format csv | sed -n 2p | cut -d, -f1)\"\n"
                + "ls \"$small\"/reports/*/index.html\n");

        assertThat(ran.out().lines().filter(line -> line.startsWith("code ")))
                .as(ran.toString())
                .containsExactly("code 1", "code 0");
        assertThat(ran.err())
                .contains("Error: The report could not be written to '", "Try: make room", "splunk acknowledged")
                .doesNotContain("bug");
        assertThat(ran.out()).contains("index.html");
        assertThat(stage.receiver().index().events().size()).isGreaterThan(before);
    }

    @Test
    void folders_that_cannot_be_written_are_told() throws Exception {
        desk.replace("\"" + desk.reports() + "\"", "\"" + desk.home() + "/small/reports\"");
        String state = desk.yaml();

        Ran reports =
                withSmallDisk("mount -o remount,ro \"$small\" || exit 99\nmuster audit --no-push --check " + CHECK);

        assertThat(reports.out()).as(reports.toString()).contains("code 1");
        assertThat(reports.err())
                .contains("Error: The report could not be written to '", "Read-only", "Try: ")
                .doesNotContain("bug");
        desk.write(state.replace("jdbc:sqlite:" + desk.home(), "jdbc:sqlite:" + desk.home() + "/small"));

        Ran ran = withSmallDisk("mount -o remount,ro \"$small\" || exit 99\nmuster audit --no-push --check " + CHECK);

        assertThat(ran.out()).as(ran.toString()).contains("code 1");
        assertThat(ran.err())
                .contains("Error: The ", "small/muster.db", "Try: give the user the right to write")
                .doesNotContain("bug");
    }

    @Test
    void one_account_outside_any_organization_is_audited_alone() {
        String account = "444455556666";
        database(
                "alone",
                "create schema mine",
                "create table mine.aws_account (account_id text, partition text, account_aliases jsonb, organization_id text,"
                        + " organization_feature_set text, organization_master_account_id text,"
                        + " organization_master_account_arn text)",
                "insert into mine.aws_account (account_id, partition) values ('" + account + "', 'aws')",
                "create table mine.aws_region (account_id text, region text, name text, opt_in_status text,"
                        + " steampipe_available boolean)",
                "insert into mine.aws_region values ('" + account
                        + "', 'eu-west-1', 'eu-west-1', 'opt-in-not-required', true)",
                "create table mine.aws_vpc (account_id text, region text, vpc_id text, cidr_block cidr, is_default boolean,"
                        + " state text, owner_id text, tags json)",
                "insert into mine.aws_vpc values ('" + account
                        + "', 'eu-west-1', 'vpc-1', '10.0.0.0/16', false, 'available',"
                        + " null, '{\"a\": \"\\u0000\", \"b\": \"\\ud800\"}')",
                "grant usage on schema mine to steampipe",
                "grant select on all tables in schema mine to steampipe");
        ownRule(RULE + """

                findings contains result.with_evidence(result.fail(concat(" ", ["vpc", vpc.tags.b]), vpc.tags.a), {"tags": vpc.tags}) if {
                	some vpc in input.tables.vpc_vpcs
                }
                """);

        Ran ran = desk.run("audit", "--check", "own_rule", "--check", "organization_all_features");

        require(ran, ExitCode.FAILED, "1 of 1 account", "splunk acknowledged");
        assertThat(desk.run("findings", "--run", newestRun(), "--format", "json")
                        .out())
                .contains("vpc");
        assertThat(findings())
                .allMatch(finding -> finding.accountId().equals(new AccountId(account)))
                .anyMatch(finding -> finding.verdict() == Verdict.NOT_APPLICABLE)
                .anyMatch(finding ->
                        finding.verdict() == Verdict.PASS && Long.valueOf(1).equals(finding.seen()));
        StringBuilder rows = new StringBuilder();
        try (State state = desk.state()) {
            state.tables()
                    .read(
                            state.runs().list(1).get(0).id(),
                            new AccountId(account),
                            new QueryId("vpc_vpcs"),
                            chunk -> rows.append(new String(chunk, StandardCharsets.UTF_8)));
        }
        assertThat(rows.toString()).contains("vpc-1");
    }
}
