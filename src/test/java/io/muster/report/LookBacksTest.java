package io.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.PackLoader;
import io.muster.catalog.Playbook.LooksAt;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.RunId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.problem.Problems;
import io.muster.state.Run;
import io.muster.state.State;
import io.muster.state.StateConfig;
import io.muster.state.TableWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far back one can look, and what the report says of it, step by step and account by account. */
final class LookBacksTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T05:00:00Z");
    private static final RunId RUN = RunId.of("01936000-0000-7000-8000-00000000abcd");
    private static final AccountId SHOP = new AccountId("111111111111");
    private static final AccountId ARCHIVE = new AccountId("222222222222");
    private static final String TRAIL = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/own";

    @TempDir
    private Path folder;

    private State state;

    @BeforeEach
    void open() {
        state = State.open(StateConfig.sqlite(folder.resolve("muster.db")), Clock.fixed(MONDAY, ZoneOffset.UTC));
        state.runs().start(RUN, MONDAY);
        state.runs().universe(RUN, organization());
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void a_trail_reaches_back_as_far_as_the_bucket_in_the_other_account_keeps_its_files() {
        table(SHOP, "cloudtrail_trails", trail("trails", true, true));
        table(SHOP, "cloudtrail_organization_trails");
        table(ARCHIVE, "s3_bucket_lifecycle", bucket("trails", rule("keep", 400, "\"Prefix\":\"\"")));

        assertThat(of(LooksAt.CLOUDTRAIL)).isEqualTo(LookBack.days(400, "rule 'keep' of bucket 'trails'"));
        assertThat(of(LooksAt.DATA_EVENTS)).isEqualTo(LookBack.days(400, "rule 'keep' of bucket 'trails'"));
    }

    @Test
    void rules_for_other_keys_and_those_that_are_off_do_not_shorten_it_and_no_rule_is_no_end() {
        table(SHOP, "cloudtrail_trails", trail("trails", true, false));
        table(SHOP, "cloudtrail_organization_trails");
        table(
                ARCHIVE,
                "s3_bucket_lifecycle",
                bucket(
                        "trails",
                        rule("tmp", 1, "\"Prefix\":\"tmp/\"")
                                + ","
                                + rule("off", 2, "\"Prefix\":\"\"").replace("Enabled", "Disabled")
                                + "," + rule("other", 3, "\"Prefix\":\"AWSLogs/333333333333/\"")));

        assertThat(of(LooksAt.CLOUDTRAIL)).isEqualTo(LookBack.noEnd("no rule of bucket 'trails' deletes it"));
        assertThat(of(LooksAt.DATA_EVENTS)).isEqualTo(LookBack.days(0, "no trail records data events"));
    }

    @Test
    void days_that_depend_on_tags_or_on_a_bucket_that_was_not_read_are_not_known() {
        table(
                SHOP,
                "cloudtrail_trails",
                trail("trails", true, true),
                trail("elsewhere", true, true).replace("trail/own", "trail/second"));
        table(SHOP, "cloudtrail_organization_trails");
        table(
                ARCHIVE,
                "s3_bucket_lifecycle",
                bucket("trails", rule("some", 7, "\"Tag\":{\"Key\":\"a\",\"Value\":\"b\"}")));

        assertThat(of(LooksAt.CLOUDTRAIL).word()).isEqualTo("not known");
    }

    @Test
    void without_a_trail_there_is_the_event_history_and_nothing_of_data() {
        table(SHOP, "cloudtrail_trails", trail("trails", false, true));
        table(SHOP, "cloudtrail_organization_trails");

        assertThat(of(LooksAt.CLOUDTRAIL))
                .isEqualTo(LookBack.days(90, "the event history of CloudTrail only; no trail of all regions logs"));
        assertThat(of(LooksAt.DATA_EVENTS).days()).isZero();
    }

    @Test
    void what_a_member_may_not_ask_of_the_organization_s_trail_is_taken_from_the_management_account() {
        String shadow = trail("trails", true, true)
                .replace("\"is_logging\":true", "\"is_logging\":null")
                .replace("\"is_organization_trail\":false", "\"is_organization_trail\":true");
        table(SHOP, "cloudtrail_trails", shadow);
        table(ARCHIVE, "s3_bucket_lifecycle", bucket("trails", rule("keep", 400, "\"Prefix\":\"AWSLogs/o-1/\"")));

        assertThat(of(LooksAt.CLOUDTRAIL).word()).isEqualTo("not known");

        table(ARCHIVE, "cloudtrail_organization_trails", shadow.replace("null", "true"));

        assertThat(of(LooksAt.CLOUDTRAIL)).isEqualTo(LookBack.days(400, "rule 'keep' of bucket 'trails'"));
    }

    @Test
    void the_network_that_is_kept_for_the_shortest_time_counts_and_a_second_copy_helps() {
        String group = "arn:aws:logs:eu-west-1:111111111111:log-group:flows";
        table(
                SHOP,
                "vpc_flow_logs",
                flowLog("fl-1", "vpc-a", group),
                flowLog("fl-2", "vpc-b", group),
                flowLog("fl-3", "vpc-b", "arn:aws:s3:::flows/net"));
        table(SHOP, "logs_log_groups", logGroup("flows", "14"), logGroup("/aws/rds/instance/shop/audit", "null"));
        table(ARCHIVE, "s3_bucket_lifecycle", bucket("flows", rule("keep", 90, "\"Prefix\":\"net/AWSLogs/\"")));

        assertThat(of(LooksAt.FLOW_LOGS)).isEqualTo(LookBack.days(14, "log group 'flows'"));
        assertThat(of(LooksAt.DATABASE_LOGS).word()).isEqualTo("no end");
    }

    @Test
    void a_region_that_was_not_read_and_a_destination_that_no_table_has_make_it_not_known() {
        table(SHOP, "vpc_flow_logs", flowLog("fl-1", "vpc-a", "arn:aws:firehose:eu-west-1:1:deliverystream/x"));
        assertThat(of(LooksAt.FLOW_LOGS).word()).isEqualTo("not known");

        table(SHOP, "route53_resolver_query_log_configs");
        table(SHOP, "route53_resolver_query_log_associations");
        assertThat(of(LooksAt.DNS_QUERIES)).isEqualTo(LookBack.days(0, "no VPC has a DNS query log"));

        state.manifest()
                .add(
                        RUN,
                        List.of(Slice.unreadable(
                                SHOP,
                                new QueryId("route53_resolver_query_log_configs"),
                                "sa-east-1",
                                Reason.DENIED,
                                "no",
                                Duration.ZERO)));
        assertThat(of(LooksAt.DNS_QUERIES).word()).isEqualTo("not known");
    }

    @Test
    void the_files_say_for_each_account_and_step_what_blocks_it_and_how_far_back_one_can_look() throws IOException {
        table(SHOP, "cloudtrail_trails", trail("trails", true, true));
        table(SHOP, "cloudtrail_organization_trails");
        table(ARCHIVE, "s3_bucket_lifecycle", bucket("trails", rule("keep", 400, "\"Prefix\":\"\"")));
        state.findings().record(RUN, SHOP, List.of(finding(SHOP, "a", Verdict.FAIL), finding(SHOP, "b", Verdict.FAIL)));
        state.findings().record(RUN, ARCHIVE, List.of(finding(ARCHIVE, "c", Verdict.UNKNOWN)));
        Run run = state.runs().complete(RUN, MONDAY.plusSeconds(60));

        Path report = reports().write(run);

        assertThat(Files.readAllLines(report.resolve("playbooks.csv")))
                .containsExactlyInAnyOrder(
                        String.join(",", StepLines.COLUMNS),
                        "stolen_key,Stolen key,1,What was done?,111111111111,shop,blocked,trails_log,account,fail,,2,"
                                + "cloudtrail,400,rule 'keep' of bucket 'trails'",
                        "stolen_key,Stolen key,2,Disable it.,111111111111,shop,not-applicable,,,,,,,,",
                        "stolen_key,Stolen key,1,What was done?,222222222222,archive,unknown,trails_log,account,"
                                + "unknown,denied,1,cloudtrail,not known,trails were not read",
                        "stolen_key,Stolen key,2,Disable it.,222222222222,archive,not-applicable,,,,,,,,");
        assertThat(Files.readAllLines(report.resolve("findings.csv")))
                .anySatisfy(
                        line -> assertThat(line).startsWith("check,title,").endsWith(",exception,blocks,frameworks"))
                .anySatisfy(line -> assertThat(line).contains(",a,").endsWith(",stolen_key/1,cis-aws-5.0:3.1"));
        assertThat(Files.readString(report.resolve("report.md")))
                .contains("| Stolen key | What was done? | 1 | 1 | 2 | 400 days, not known in 1 | trails_log |");
        assertThat(Files.readString(report.resolve("report.json")))
                .contains("\"id\" : \"stolen_key/1\"", "\"shortest\" : \"400\"", "\"not_known\" : 1");
        assertThat(Files.readString(report.resolve("index.html")))
                .contains("<b>Blocks.</b> Stolen key: What was done?");
    }

    private Reports reports() throws IOException {
        write("checks/playbooks/stolen_key.yaml", """
                stolen_key:
                  title: Stolen key
                  source: https://example.com/stolen-key
                  steps:
                    - {step: "What was done?", rows: [CT-01], looks-at: cloudtrail}
                    - {step: "Disable it.", rows: [RSP-03]}
                """);
        write("checks/catalogue.yaml", "rows: [{row: RSP-03, severity: high, question: Can it be disabled?}]");
        write("checks/logging/trails_log/trails_log.rego", """
                # METADATA
                # title: Trails log
                # description: Every trail logs.
                # schemas:
                #   - input: schema.checks.logging.trails_log
                # custom:
                #   scope: account
                #   severity: critical
                #   inventory: [shop_trails]
                #   requirements: [CT-01]
                #   risk: Nothing is seen.
                #   fix: Start logging.
                #   frameworks: {cis-aws-5.0: ["3.1"]}
                package checks.logging.trails_log

                findings := set()
                """);
        write("inventory-queries/shop/trails.sql", """
                -- METADATA
                -- title: Trails
                -- description: Where API activity is recorded.
                -- custom:
                --   tables: [aws_cloudtrail_trail]
                --   key: [account_id, arn]
                --   columns: {account_id: text, arn: text}
                --   scope: account
                --   regional: false
                --   permissions: [cloudtrail:DescribeTrails]
                --   plugin: aws >= 1.28.0
                --   cost: list
                select
                    account_id,
                    arn
                from aws_cloudtrail_trail
                order by account_id, arn
                """);
        Problems problems = new Problems();
        var pack = PackLoader.load(List.of(folder.resolve("pack")), problems);
        assertThat(problems.errors()).isEmpty();
        return new Reports(
                new ReportsConfig(folder.resolve("reports"), EnumSet.allOf(ReportsConfig.Form.class)),
                state,
                pack,
                "0.1.0");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve("pack").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private LookBack of(LooksAt looksAt) {
        Run run = state.runs().find(RUN).orElseThrow();
        Map<AccountId, Map<LooksAt, LookBack>> found = LookBacks.read(state, run, organization());
        return Objects.requireNonNull(Objects.requireNonNull(found.get(SHOP)).get(looksAt));
    }

    private void table(AccountId account, String query, String... rows) {
        QueryId id = new QueryId(query);
        try (TableWriter writer = state.tables().write(RUN, account, id)) {
            int number = 1000;
            for (String row : rows) {
                number++;
                writer.append(
                        row.getBytes(StandardCharsets.UTF_8), ("[" + number + "]").getBytes(StandardCharsets.UTF_8));
            }
            writer.commit();
        }
        state.manifest()
                .add(
                        RUN,
                        List.of(Slice.read(
                                account,
                                id,
                                "eu-west-1",
                                rows.length,
                                Duration.ZERO,
                                "00",
                                rows.length == 0 ? Confirmation.EMPTY_EXACT : Confirmation.ROWS)));
    }

    private static String trail(String bucket, boolean logs, boolean data) {
        return "{\"account_id\":\"111111111111\",\"region\":\"eu-west-1\",\"arn\":\"" + TRAIL
                + "\",\"is_multi_region_trail\":true,\"is_organization_trail\":false,\"has_custom_event_selectors\":"
                + data + ",\"s3_bucket_name\":\"" + bucket + "\",\"s3_key_prefix\":null,\"is_logging\":" + logs
                + ",\"event_selectors\":null,\"advanced_event_selectors\":"
                + (data ? "[{\"FieldSelectors\":[{\"Field\":\"eventCategory\",\"Equals\":[\"Data\"]}]}]" : "[]") + "}";
    }

    private static String bucket(String name, String rules) {
        return "{\"account_id\":\"222222222222\",\"name\":\"" + name + "\",\"lifecycle_rules\":[" + rules + "]}";
    }

    private static String rule(String id, int days, String filter) {
        return "{\"ID\":\"" + id + "\",\"Status\":\"Enabled\",\"Filter\":{" + filter
                + ",\"And\":null},\"Expiration\":{\"Days\":" + days + ",\"Date\":null}}";
    }

    private static String flowLog(String id, String resource, String destination) {
        return "{\"account_id\":\"111111111111\",\"region\":\"eu-west-1\",\"flow_log_id\":\"" + id
                + "\",\"resource_id\":\"" + resource + "\",\"flow_log_status\":\"ACTIVE\",\"log_destination\":\""
                + destination + "\",\"log_group_name\":null}";
    }

    private static String logGroup(String name, String days) {
        return "{\"account_id\":\"111111111111\",\"region\":\"eu-west-1\",\"name\":\"" + name
                + "\",\"log_group_class\":\"STANDARD\",\"retention_in_days\":" + days + "}";
    }

    private static Organization organization() {
        return new Organization("o-1", ARCHIVE, List.of(account(SHOP, "shop"), account(ARCHIVE, "archive")));
    }

    private static Account account(AccountId id, String name) {
        return new Account(
                id,
                name,
                "",
                AccountState.ACTIVE,
                "aws",
                id.equals(ARCHIVE),
                List.of("eu-west-1"),
                Map.of(),
                null,
                null,
                null,
                name);
    }

    private static Finding finding(AccountId account, String resource, Verdict verdict) {
        @Nullable Reason reason = verdict == Verdict.UNKNOWN ? Reason.DENIED : null;
        return new Finding(
                new CheckId("trails_log"),
                "Trails log",
                Severity.CRITICAL,
                verdict,
                reason,
                account,
                account.equals(SHOP) ? "shop" : "archive",
                null,
                resource,
                "does not log now",
                null,
                "{}",
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
