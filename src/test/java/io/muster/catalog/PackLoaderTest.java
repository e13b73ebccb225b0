package io.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.inventory.QueryId;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackLoaderTest {

    private static final String QUERY = """
            -- METADATA
            -- title: Trails
            -- description: Where API activity is recorded.
            -- custom:
            --   tables: [aws_cloudtrail_trail]
            --   key: [account_id, arn]
            --   columns: {account_id: text, region: text not null, arn: text, is_logging: boolean}
            --   scope: account
            --   regional: true
            --   permissions: [cloudtrail:DescribeTrails]
            --   plugin: aws >= 1.28.0
            select
                account_id,
                region,
                arn,
                is_logging
            from aws_cloudtrail_trail
            order by account_id, arn
            """;

    private static final String CHECK = """
            # METADATA
            # title: Trails log
            # description: Every trail logs.
            # schemas:
            #   - input: schema.checks.logging.trails_log
            # custom:
            #   scope: account
            #   severity: critical
            #   inventory: [cloudtrail_trails]
            #   partial: region
            #   requirements: [CT-01]
            #   risk: Nothing is seen.
            #   fix: Start logging.
            package checks.logging.trails_log

            findings := set()
            """;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void a_query_and_a_check_are_read_from_their_headers() throws IOException {
        write("inventory-queries/cloudtrail/trails.sql", QUERY);
        write("checks/logging/trails_log/trails_log.rego", CHECK);
        write("checks/logging/trails_log/trails_log_test.rego", "package checks.logging.trails_log_test");

        Pack pack = PackLoader.load(List.of(folder), problems);

        assertThat(problems.errors()).isEmpty();
        QuerySpec query = pack.query(new QueryId("cloudtrail_trails")).orElseThrow();
        assertThat(query.columns())
                .containsExactly(
                        new Column("account_id", ColumnType.TEXT, false),
                        new Column("region", ColumnType.TEXT, false),
                        new Column("arn", ColumnType.TEXT, false),
                        new Column("is_logging", ColumnType.BOOLEAN, true));
        assertThat(query.regional()).isTrue();
        assertThat(query.sql()).isEqualTo(QUERY);
        assertThat(pack.confirmModeOf(query)).isEqualTo(ConfirmMode.EXACT);
        CheckSpec check = pack.check(new CheckId("trails_log")).orElseThrow();
        assertThat(check.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(check.partial()).isEqualTo(Partial.REGION);
        assertThat(check.ask()).isEqualTo("logging/trails_log");
        assertThat(pack.policyFiles())
                .extracting(Pack.PolicyFile::path)
                .containsExactly("checks/logging/trails_log/trails_log.rego");
    }

    @Test
    void a_table_of_what_muster_noted_itself_takes_no_permission() throws IOException {
        write("inventory-queries/muster/drill.record.yaml", """
                title: Drills
                description: What was found.
                custom: {key: [account_id, requirement], columns: {account_id: text, requirement: text}, inventory: true}
                record: responder-drill
                """);

        Pack pack = PackLoader.load(List.of(folder), problems);

        assertThat(problems.errors()).isEmpty();
        QuerySpec query = pack.query(new QueryId("muster_drill")).orElseThrow();
        assertThat(query.record()).isEqualTo("responder-drill");
        assertThat(query.isSql() || query.isApi()).isFalse();
    }

    @Test
    void an_unknown_key_in_a_header_is_named_with_its_line_and_the_nearest_key() throws IOException {
        write("inventory-queries/cloudtrail/trails.sql", QUERY.replace("permissions:", "permisions:"));
        write("checks/logging/trails_log/trails_log.rego", CHECK);

        PackLoader.load(List.of(folder), problems);

        assertThat(whats())
                .containsExactly("'custom.permissions' is missing.", "'custom.permisions' is not a setting.");
        Problem typo = problems.errors().get(1);
        assertThat(typo.why()).isEqualTo("Did you mean 'custom.permissions'?");
        assertThat(typo.place()).isNotNull();
        assertThat(typo.place().line()).isEqualTo(10);
    }

    @Test
    void a_table_that_steampipe_does_not_have_is_a_problem() throws IOException {
        write("inventory-queries/cloudtrail/trails.sql", QUERY.replace("aws_cloudtrail_trail", "aws_cloudtrail_trial"));
        write("checks/logging/trails_log/trails_log.rego", CHECK);

        PackLoader.load(List.of(folder), problems);

        assertThat(whats()).containsExactly("'aws_cloudtrail_trial' is no table of Steampipe's AWS plugin.");
        assertThat(problems.errors().get(0).why()).contains("aws_cloudtrail_trail");
    }

    @Test
    void a_statement_reads_the_tables_that_its_header_names() throws IOException {
        write(
                "inventory-queries/cloudtrail/trails.sql",
                QUERY.replace("from aws_cloudtrail_trail", "from aws_cloudtrail_trail join aws_vpc using (region)"));
        write("checks/logging/trails_log/trails_log.rego", CHECK);

        PackLoader.load(List.of(folder), problems);

        assertThat(whats()).containsExactly("The statement reads 'aws_vpc', which the header does not name.");
    }

    @Test
    void a_check_that_reads_a_query_that_does_not_exist_is_a_problem() throws IOException {
        write("inventory-queries/cloudtrail/trails.sql", QUERY);
        write("checks/logging/trails_log/trails_log.rego", CHECK.replace("cloudtrail_trails", "cloudtrail_trail"));

        PackLoader.load(List.of(folder), problems);

        assertThat(whats())
                .containsExactly(
                        "The check reads 'cloudtrail_trail', which is no query.",
                        "Nobody reads the query 'cloudtrail_trails'.");
    }

    @Test
    void a_check_speaks_in_its_own_name_only() throws IOException {
        write("inventory-queries/cloudtrail/trails.sql", QUERY);
        write(
                "checks/logging/trails_log/trails_log.rego",
                CHECK.replace("package checks.logging.trails_log", "package checks.logging.another"));

        PackLoader.load(List.of(folder), problems);

        assertThat(whats().get(0)).contains("The package is 'checks.logging.another'");
    }

    @Test
    void two_checks_of_one_name_are_a_problem() throws IOException {
        write("inventory-queries/cloudtrail/trails.sql", QUERY);
        write("checks/logging/trails_log/trails_log.rego", CHECK);
        write("checks/access/trails_log/trails_log.rego", CHECK.replace("checks.logging", "checks.access"));

        PackLoader.load(List.of(folder), problems);

        assertThat(whats().get(0)).startsWith("The check 'trails_log' stands also in ");
    }

    @Test
    void a_later_folder_replaces_a_check_of_the_same_name() throws IOException {
        write("inventory-queries/cloudtrail/trails.sql", QUERY);
        write("checks/logging/trails_log/trails_log.rego", CHECK);
        Path own = folder.resolve("own");
        Files.createDirectories(own.resolve("checks/logging/trails_log"));
        Files.writeString(own.resolve("checks/logging/trails_log/trails_log.rego"), CHECK.replace("critical", "low"));

        Pack pack = PackLoader.load(List.of(folder, own), problems);

        assertThat(problems.errors()).isEmpty();
        assertThat(pack.checks())
                .singleElement()
                .extracting(CheckSpec::severity)
                .isEqualTo(Severity.LOW);
        assertThat(pack.policyFiles()).hasSize(1);
    }

    @Test
    void an_operation_of_the_aws_api_is_read_from_yaml() throws IOException {
        write("inventory-queries/organizations/trusted_access.api.yaml", """
                title: Services with trusted access
                description: Which services may act in the whole organization.
                custom:
                  key: [account_id, service_principal]
                  columns: {account_id: text, service_principal: text, enabled_at: timestamptz}
                  scope: organization
                  permissions: [organizations:ListAWSServiceAccessForOrganization]
                  inventory: true
                api:
                  service: organizations
                  operation: ListAWSServiceAccessForOrganization
                  parameters: {MaxResults: 20}
                  rows: EnabledServicePrincipals
                  columns: {service_principal: ServicePrincipal, enabled_at: DateEnabled}
                """);

        Pack pack = PackLoader.load(List.of(folder), problems);

        assertThat(problems.errors()).isEmpty();
        ApiSpec api = pack.queries().get(0).api();
        assertThat(api).isNotNull();
        assertThat(api.parameters()).containsEntry("MaxResults", 20L);
        assertThat(api.columns()).containsEntry("enabled_at", "DateEnabled");
    }

    @Test
    void a_question_to_the_siem_is_read_from_yaml() throws IOException {
        write("inventory-queries/siem/accounts.siem.yaml", """
                title: Accounts in the SIEM
                description: Which accounts sent events.
                custom:
                  key: [member]
                  columns: {account_id: text, member: text, events: bigint}
                  scope: organization
                  inventory: true
                siem:
                  data: cloudtrail
                  splunk: >-
                    search ({data})
                    | stats count as events by member
                  opensearch:
                    body: '{"size": 0}'
                    rows: aggregations.accounts.buckets
                    columns: {member: key.account, events: doc_count}
                """);

        Pack pack = PackLoader.load(List.of(folder), problems);

        assertThat(problems.errors()).isEmpty();
        QuerySpec query = pack.queries().get(0);
        assertThat(query.isSiem()).isTrue();
        assertThat(query.permissions()).isEmpty();
        assertThat(query.siem())
                .isEqualTo(new SiemSpec(
                        "cloudtrail",
                        "search ({data}) | stats count as events by member",
                        new SiemSpec.OpenSearch(
                                "{\"size\": 0}",
                                "aggregations.accounts.buckets",
                                Map.of("member", "key.account", "events", "doc_count"))));
    }

    @Test
    void what_no_siem_could_answer_is_told() throws IOException {
        write("inventory-queries/siem/accounts.siem.yaml", """
                title: Accounts in the SIEM
                description: Which accounts sent events.
                custom:
                  key: [member]
                  columns: {account_id: text, member: text, seen: jsonb}
                  inventory: true
                siem:
                  data: sources
                  splunk: search index=aws
                  opensearch: {body: "{}", columns: {other: key}}
                """);
        write("inventory-queries/siem/nothing.siem.yaml", """
                title: Nothing
                description: Nobody is asked.
                custom: {key: [account_id], columns: {account_id: text}, scope: organization, inventory: true}
                siem: {data: cloudtrail}
                """);

        Pack pack = PackLoader.load(List.of(folder), problems);

        assertThat(pack.queries()).isEmpty();
        assertThat(whats())
                .containsExactlyInAnyOrder(
                        "The search does not say where the data goes.",
                        "The column 'seen' of a question to the SIEM is of type 'jsonb'.",
                        "The query has no column 'source'.",
                        "The query has no column 'other'.",
                        "The SIEM is asked once for the whole organization.",
                        "'siem' asks nothing.");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> whats() {
        return problems.errors().stream().map(Problem::what).toList();
    }
}
