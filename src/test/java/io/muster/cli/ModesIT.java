package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.Pack;
import io.muster.demo.world.DemoWorld;
import io.muster.demo.world.Layout;
import io.muster.demo.world.Truth;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import io.muster.state.FindingFilter;
import io.muster.state.Run;
import io.muster.state.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command over the other ways in which people run Steampipe; the aggregator is what the demo has. */
@Timeout(900)
final class ModesIT {

    private static final String ONE = "111122223333";
    private static final String TWO = "444455556666";

    @TempDir
    private Path folder;

    /** The service with a schema for each connection, as Steampipe names its own tables, with flaws and refusals. */
    @Test
    void a_schema_for_each_connection_gives_the_planted_verdicts() {
        DemoWorld.Shape shape = DemoWorld.Shape.standard(4, Instant.now()).withLayout(Layout.SCHEMA_PER_CONNECTION);
        try (Stage stage = Stage.of(folder, shape)) {
            Stage.Desk desk = stage.deskWithNotes();

            Ran plan = desk.run("audit", "--plan");
            Ran audit = desk.run("audit", "--no-push");

            assertThat(plan.code()).as(plan.toString()).isZero();
            assertThat(plan.err()).contains("one schema a connection");
            assertThat(plan.out()).contains("aws_payments_prod");
            assertThat(audit.code()).as(audit.toString()).isEqualTo(ExitCode.FAILED);
            assertThat(verdicts(desk)).isEqualTo(truth(stage.world()));
        }
    }

    private static Map<String, Verdict> truth(DemoWorld world) {
        Pack pack = Home.pack(List.of());
        Map<String, Verdict> truth = new TreeMap<>();
        Truth.of(world, pack)
                .verdicts()
                .forEach((check, row) -> row.forEach((account, verdict) -> truth.put(check + " " + account, verdict)));
        return truth;
    }

    private static Map<String, Verdict> verdicts(Stage.Desk desk) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        for (Finding finding : findings(desk)) {
            verdicts.merge(
                    finding.check() + " " + finding.accountId(),
                    finding.verdict(),
                    (a, b) -> Verdict.WORST_FIRST.compare(a, b) <= 0 ? a : b);
        }
        return verdicts;
    }

    private static List<Finding> findings(Stage.Desk desk) {
        List<Finding> findings = new ArrayList<>();
        try (State state = desk.state()) {
            Run run = state.runs().latestComplete().orElseThrow();
            state.findings().forEach(run.id(), FindingFilter.ALL, findings::add);
        }
        return findings;
    }

    /** Plain tables that somebody made by hand: a schema for each account, and only the tables that they need. */
    @Test
    void a_postgresql_made_by_hand_is_audited_with_ten_lines_of_configuration() {
        Stage stage = Stage.healthy();
        stage.sql("drop database if exists by_hand", "create database by_hand");
        Stage.Desk desk = stage.desk();
        String url = stage.database().url().replace("/steampipe", "/by_hand");
        stage.sqlIn("by_hand", byHand("acme_prod", ONE, true) + byHand("acme_test", TWO, false));
        desk.write("""
                steampipe:
                  url: %s
                  user: steampipe
                  password: "%s"
                expectations:
                  security-account: "%s"
                  responder-role: {name: incident-responder, trusted-account: "%s", max-session: 4h}
                reports: {directory: "%s"}
                state: {url: "jdbc:sqlite:%s"}
                """.formatted(
                        url,
                        stage.database().password().reveal(),
                        TWO,
                        TWO,
                        desk.reports(),
                        desk.home().resolve("muster.db")));

        Ran plan = desk.run("audit", "--plan");
        Ran audit = desk.run("audit");

        assertThat(plan.out()).as(plan.toString()).contains("acme_prod").contains("acme_test");
        assertThat(audit.code()).as(audit.toString()).isEqualTo(ExitCode.FAILED);
        List<Finding> findings = findings(desk);
        assertThat(worst(findings, "vpc_flow_logs_present", ONE)).isEqualTo(Verdict.PASS);
        assertThat(worst(findings, "vpc_flow_logs_present", TWO)).isEqualTo(Verdict.FAIL);
        assertThat(worst(findings, "security_contact_present", ONE)).isEqualTo(Verdict.UNKNOWN);
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals(new CheckId("security_contact_present")))
                .allSatisfy(finding -> assertThat(finding.reason()).isEqualTo(Reason.SCHEMA_DRIFT));
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals(new CheckId("trusted_access_enabled")))
                .noneMatch(finding -> finding.verdict() == Verdict.PASS);
        assertThat(desk.run("lookup", "10.1.2.3").out()).contains("acme, prod").contains("acme test");
    }

    private static Verdict worst(List<Finding> findings, String check, String account) {
        return findings.stream()
                .filter(finding -> finding.check().equals(new CheckId(check)))
                .filter(finding -> finding.accountId().equals(new AccountId(account)))
                .map(Finding::verdict)
                .min(Verdict.WORST_FIRST)
                .orElseThrow();
    }

    private static String byHand(String schema, String account, boolean isLogged) {
        boolean isManagement = account.equals(ONE);
        String sql = """
                create schema $schema;
                create table $schema.aws_account (account_id text, partition text, account_aliases jsonb,
                    organization_id text, organization_feature_set text, organization_master_account_id text,
                    organization_master_account_arn text);
                insert into $schema.aws_account values ('$account', 'aws', '["acme"]', 'o-acme', 'ALL', '$one', null);
                create table $schema.aws_region (account_id text, region text, name text, opt_in_status text,
                    steampipe_available boolean);
                insert into $schema.aws_region values
                    ('$account', 'eu-west-1', 'eu-west-1', 'opt-in-not-required', true),
                    ('$account', 'ap-east-1', 'ap-east-1', 'not-opted-in', true);
                create table $schema.aws_organizations_account (account_id text, id text, name text, arn text, email text,
                    state text, parent_id text, joined_method text, joined_timestamp timestamptz, tags jsonb);
                create table $schema.aws_vpc (account_id text, region text, vpc_id text, cidr_block cidr,
                    is_default boolean, state text, owner_id text, tags jsonb);
                insert into $schema.aws_vpc values
                    ('$account', 'eu-west-1', 'vpc-1', '10.1.0.0/16', false, 'available', '$account', '{}');
                create table $schema.aws_ec2_network_interface (account_id text, region text, network_interface_id text,
                    interface_type text, description text, status text, vpc_id text, subnet_id text, owner_id text,
                    requester_id text, attached_instance_id text, association_public_ip inet,
                    association_public_dns_name text, private_dns_name text, private_ip_addresses jsonb,
                    ipv6_addresses jsonb, groups jsonb, tags jsonb);
                insert into $schema.aws_ec2_network_interface (account_id, region, network_interface_id, vpc_id,
                    private_ip_addresses) values
                    ('$account', 'eu-west-1', 'eni-1', 'vpc-1', '[{"PrivateIpAddress": "10.1.2.3"}]');
                create table $schema.aws_vpc_flow_log (account_id text, region text, flow_log_id text, resource_id text,
                    flow_log_status text, traffic_type text, deliver_logs_status text, deliver_logs_error_message text,
                    log_destination_type text, log_destination text, log_group_name text, bucket_name text,
                    log_format text, max_aggregation_interval bigint);
                """;
        if (isManagement) {
            sql += """
                    insert into $schema.aws_organizations_account values
                        ('$one', '$one', 'acme, prod', 'arn:aws:organizations::$one:account/o-acme/$one', 'a@example.com',
                         'ACTIVE', 'r-1', 'CREATED', now(), '{}'),
                        ('$one', '$two', 'acme test', 'arn:aws:organizations::$one:account/o-acme/$two', 'b@example.com',
                         'ACTIVE', 'r-1', 'CREATED', now(), '{}');
                    """;
        }
        if (isLogged) {
            sql += """
                    insert into $schema.aws_vpc_flow_log values
                        ('$account', 'eu-west-1', 'fl-1', 'vpc-1', 'ACTIVE', 'ALL', 'SUCCESS', null, 's3',
                         'arn:aws:s3:::logs', null, 'logs', '${version}', 600);
                    """;
        }
        sql += """
                grant usage on schema $schema to steampipe;
                grant select on all tables in schema $schema to steampipe;
                """;
        return sql.replace("$schema", schema)
                .replace("$account", account)
                .replace("$one", ONE)
                .replace("$two", TWO);
    }
}
