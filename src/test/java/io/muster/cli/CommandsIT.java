package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.PythonTools;
import io.muster.demo.AwsEndpoint;
import io.muster.demo.DemoDatabase;
import io.muster.demo.DemoSettings;
import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import io.muster.demo.SplunkEndpoint;
import io.muster.demo.world.DemoAccount;
import io.muster.demo.world.DemoWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against the demo's servers, with a configuration file as a user has it. */
final class CommandsIT {

    private static final Path CACHE = Path.of(System.getProperty("java.io.tmpdir"), "muster-test-postgresql");
    private static final String TOKEN = "0123456789abcdef";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static DemoWorld world;
    private static DemoDatabase database;
    private static HecReceiver receiver;
    private static AwsEndpoint aws;
    private static SplunkEndpoint search;
    private static Path config;
    private static Cli.Result audit;

    private static final Cli CLI = Cli.here();

    @BeforeAll
    static void start_the_servers() throws Exception {
        world = DemoWorld.of(DemoWorld.Shape.standard(12, Instant.now()).withRows(60));
        database = DemoDatabase.start(folder, CACHE);
        world.fill(database.owner());
        receiver = HecReceiver.start(
                HecReceiverOptions.builder()
                        .token(TOKEN)
                        .acknowledge(true)
                        .indexes(Set.of("aws_inventory"))
                        .build(),
                HecReceiverFaults.none(),
                Clock.systemUTC());
        aws = AwsEndpoint.start(world, Clock.systemUTC());
        search = SplunkEndpoint.start(TOKEN, world, Home.pack(List.of()), Clock.systemUTC());
        config = folder.resolve("muster.yaml");
        Files.writeString(
                config,
                DemoSettings.yaml(database, aws, receiver.url(), search.url(), TOKEN)
                        + "  - {name: files, type: file, directory: events}\n"
                        + "reports: {directory: \"" + folder.resolve("reports") + "\", deliver: [\""
                        + folder.resolve("share")
                        + "\"]}\n"
                        + "state: {url: \"jdbc:sqlite:" + folder.resolve("muster.db") + "\"}\n");
        audit = muster("audit", "--format", "json");
    }

    @AfterAll
    static void end_the_servers() {
        search.close();
        aws.close();
        receiver.close();
        database.close();
    }

    private static Cli.Result muster(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config");
        all.add(config.toString());
        return CLI.run(all.toArray(String[]::new));
    }

    private static DemoAccount account(DemoAccount.Part part) {
        return world.accounts().stream()
                .filter(each -> each.part() == part)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_query_of_one_account_prints_its_rows_and_how_they_were_confirmed() throws Exception {
        String id = account(DemoAccount.Part.MANAGEMENT).id().value();

        Cli.Result rows = muster("inventory", "run", "cloudtrail_trails", "--account", id, "--format", "ndjson");

        List<String> lines = rows.out().lines().toList();
        assertThat(rows.err()).contains(lines.size() + " rows").containsPattern(id + " .*read +rows +" + lines.size());
        assertThat(rows.code()).isZero();
        JsonNode row = JSON.readTree(lines.get(0));
        assertThat(row.path("account_id").asText()).isEqualTo(id);
        assertThat(row.path("is_logging").isBoolean()).isTrue();
    }

    @Test
    void what_could_not_be_read_is_named_with_its_reason_and_exit_code_4() {
        Cli.Result rows = muster("inventory", "run", "vpc_flow_logs", "--format", "csv");

        assertThat(rows.code()).isEqualTo(4);
        assertThat(rows.out()).startsWith("account_id,");
        assertThat(rows.err())
                .containsPattern("unreadable +0 +denied +.*UnauthorizedOperation")
                .containsPattern("not-asked +0 +not-collected +the account is suspended");
    }

    @Test
    void a_table_has_capitals_and_the_columns_of_the_header() {
        String id = account(DemoAccount.Part.MANAGEMENT).id().value();

        assertThat(muster("inventory", "run", "iam_users", "--account", id).out())
                .startsWith("ACCOUNT_ID");
    }

    /** The part of the kit of detections that reads what a run left in the target of files. */
    @Test
    void what_a_run_delivers_becomes_documents_for_opensearch() throws Exception {
        Path run;
        try (Stream<Path> runs = Files.list(folder.resolve("events"))) {
            run = runs.max(Comparator.naturalOrder()).orElseThrow();
        }
        Path loader = Home.folder().resolve("deploy/detections/opensearch/muster_assets.py");
        Path documents = folder.resolve("documents.ndjson");

        int code = PythonTools.run(documents, "python3", loader.toString(), run.toString());

        assertThat(code).as(Files.readString(documents)).isZero();
        List<JsonNode> assets = new ArrayList<>();
        for (String line : Files.readAllLines(documents)) {
            if (line.startsWith("{\"asset\"")) {
                assets.add(JSON.readTree(line));
            }
        }
        assertThat(assets).extracting(each -> each.path("type").asText()).contains("AWS::IAM::Role", "AWS::S3::Bucket");
        assertThat(assets)
                .filteredOn(each -> each.path("type").asText().equals("AWS::EC2::Instance"))
                .isNotEmpty()
                .anySatisfy(each -> assertThat(each.path("keys").toString()).contains("\"eni-", "\"vol-"))
                .allSatisfy(each -> {
                    assertThat(each.path("keys").toString())
                            .contains(each.path("asset").asText());
                    assertThat(each.path("account_id").asText()).hasSize(12);
                });
        assertThat(assets)
                .filteredOn(each -> each.path("asset").asText().equals("addresses"))
                .singleElement()
                .satisfies(each -> assertThat(each.path("keys")).isNotEmpty());
    }

    @Test
    void a_query_of_the_universe_can_be_run_too() {
        Cli.Result rows = muster("inventory", "run", "organizations_accounts", "--format", "ndjson");

        assertThat(rows.out().lines()).hasSize(12);
        assertThat(rows.code()).isZero();
    }

    @Test
    void an_operation_of_the_aws_api_can_be_run_with_the_rows_that_it_is_asked_for() {
        Cli.Result rows = muster("inventory", "run", "organizations_trusted_access", "--format", "ndjson");

        assertThat(rows.err()).contains("api");
        assertThat(rows.out()).contains("service_principal");
        assertThat(rows.code()).isZero();
    }

    @Test
    void an_account_that_is_not_there_is_wrong_usage() {
        Cli.Result rows = muster("inventory", "run", "iam_users", "--account", "999999999999");

        assertThat(rows.code()).isEqualTo(2);
        assertThat(rows.err()).contains("The organization has no account 999999999999.");
    }

    private static String run() throws Exception {
        return JSON.readTree(audit.out()).get(0).path("run_id").asText();
    }

    @Test
    void an_audit_answers_3_and_says_what_it_found_as_json() throws Exception {
        assertThat(audit.code()).isEqualTo(3);
        JsonNode summary = JSON.readTree(audit.out()).get(0);
        assertThat(summary.path("accounts").asInt()).isEqualTo(12);
        assertThat(summary.path("fail").asInt()).isPositive();
        assertThat(summary.path("read").asInt())
                .isLessThan(summary.path("readings").asInt());
        assertThat(Path.of(summary.path("report").asText()).resolve("index.html"))
                .exists();
    }

    @Test
    void an_audit_of_one_check_and_account_says_so_and_delivers_nothing_with_no_push() throws Exception {
        String id = account(DemoAccount.Part.MANAGEMENT).id().value();

        Cli.Result narrow = muster(
                "audit", "--check", "cloudtrail_log_validation", "--account", id, "--no-push", "--format", "json");

        assertThat(narrow.out()).as(narrow.err()).isNotEmpty();
        String run = JSON.readTree(narrow.out()).get(0).path("run_id").asText();
        assertThat(narrow.err()).doesNotContain("delivering");
        JsonNode findings =
                JSON.readTree(muster("findings", "--run", run, "--verdict", "fail,unknown,pass", "--format", "json")
                        .out());
        assertThat(findings.size()).isPositive();
        findings.forEach(finding -> {
            assertThat(finding.path("check").asText()).isEqualTo("cloudtrail_log_validation");
            assertThat(finding.path("account_id").asText()).isEqualTo(id);
            assertThat(finding.path("frameworks").toString()).contains("cis-aws-5.0:3.2");
        });
        assertThat(muster("runs", "--format", "csv").out())
                .contains("--account " + id + " --check cloudtrail_log_validation");
        Cli.Result misspelt = muster("findings", "--run", run, "--check", "cloudtrail_log_validatoin");
        assertThat(misspelt.code()).isEqualTo(ExitCode.USAGE);
        assertThat(misspelt.err()).contains("Did you mean 'cloudtrail_log_validation'?");
    }

    @Test
    void fail_on_decides_between_3_and_4() {
        String[] area = {"audit", "--area", "contacts", "--no-push"};

        Cli.Result any = muster(concat(area, "--fail-on", "info", "--stacktrace"));
        Cli.Result critical = muster(concat(area, "--fail-on", "critical"));

        assertThat(any.code()).as(any.err()).isEqualTo(3);
        assertThat(critical.code()).isIn(3, 4);
        assertThat(critical.out()).containsPattern("critical +" + (critical.code() == 4 ? "0" : "[1-9]"));
    }

    private static String[] concat(String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void a_plan_reads_nothing_and_names_who_is_not_asked() throws Exception {
        Cli.Result plan = muster("audit", "--plan", "--format", "json");

        assertThat(plan.code()).isZero();
        JsonNode accounts = JSON.readTree(plan.out()).path("accounts");
        assertThat(accounts.size()).isGreaterThanOrEqualTo(12);
        assertThat(plan.out()).contains("the account is suspended");
        assertThat(plan.err()).containsPattern("Splunk at 127.0.0.1:[0-9]+ would be asked 3 of 3 questions");
    }

    @Test
    void a_plan_adds_up_the_calls_that_it_takes_by_the_rows_of_the_last_run() throws Exception {
        JsonNode plan =
                JSON.readTree(muster("audit", "--plan", "--format", "json").out());
        Cli.Result table = muster("audit", "--plan");

        long calls = 0;
        for (JsonNode account : plan.path("accounts")) {
            calls += account.path("calls").asLong();
        }
        long ofQueries = 0;
        for (JsonNode query : plan.path("queries")) {
            ofQueries += query.path("calls").asLong();
        }
        assertThat(calls).isPositive().isEqualTo(ofQueries);
        assertThat(plan.path("totals").path("calls").asLong()).isEqualTo(calls);
        assertThat(table.out().strip().lines())
                .last()
                .asString()
                .startsWith("total ")
                .contains(" " + calls + " ");
        assertThat(table.err()).contains("calls of the AWS API", "Most for: ");
    }

    @Test
    void areas_checks_and_severities_that_do_not_exist_are_wrong_usage() {
        assertThat(muster("audit", "--area", "loging").err()).contains("Did you mean 'logging'?");
        assertThat(muster("audit", "--check", "nothing").code()).isEqualTo(2);
        assertThat(muster("audit", "--account", "12").err()).contains("'12' is no account id.");
        assertThat(muster("audit", "--fail-on", "awful").code()).isEqualTo(2);
    }

    @Test
    void the_sample_in_the_checkout_has_the_shape_of_a_report_of_today() throws Exception {
        Path report = Path.of(JSON.readTree(audit.out()).get(0).path("report").asText());
        Path sample = Home.folder().resolve("reports/sample");
        String how = "Make the sample anew with: src/tools/sample-report.sh";

        assertThat(shape(sample.resolve("index.html"))).as(how).isEqualTo(shape(report.resolve("index.html")));
        assertThat(headings(sample.resolve("report.md"))).as(how).isEqualTo(headings(report.resolve("report.md")));
        assertThat(Files.readAllLines(sample.resolve("findings.csv")).get(0))
                .as(how)
                .isEqualTo(Files.readAllLines(report.resolve("findings.csv")).get(0));
    }

    /** Style, script, sections and the heads of tables, each once: everything but what is in them and how much. */
    private static List<String> shape(Path page) throws Exception {
        return Pattern.compile("<style>.*?</style>|<script>.*?</script>|<section[^>]*>|<th[ >].*?</th>", Pattern.DOTALL)
                .matcher(Files.readString(page))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static List<String> headings(Path text) throws Exception {
        return Files.readAllLines(text).stream()
                .filter(line -> line.startsWith("#") || line.startsWith("|-"))
                .map(line -> line.replaceAll("[0-9].*", ""))
                .toList();
    }

    @Test
    void the_fields_of_report_json_are_those_that_are_written_down() throws Exception {
        Path report = Path.of(JSON.readTree(audit.out()).get(0).path("report").asText());
        Set<String> fields = new TreeSet<>();
        fields("", JSON.readTree(report.resolve("report.json").toFile()), fields);
        fields.removeIf(field -> field.startsWith("findings[].evidence.") || field.startsWith("coverage.reasons."));

        assertThat(fields)
                .as("report.json only ever gains fields; a new one is written down in report-fields.txt")
                .containsExactlyElementsOf(Files.readAllLines(Path.of(
                        CommandsIT.class.getResource("report-fields.txt").toURI())));
    }

    private static void fields(String path, JsonNode node, Set<String> fields) {
        if (node.isArray()) {
            node.forEach(item -> fields(path + "[]", item, fields));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(entry -> fields(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), fields));
        } else {
            fields.add(path);
        }
    }

    @Test
    void a_report_can_be_compared_with_the_run_of_days_ago() throws Exception {
        Cli.Result report = muster("report", "--run", run(), "--since", "7d");

        assertThat(report.code()).isZero();
        assertThat(Path.of(report.out().strip()).resolve("report.json")).exists();
        assertThat(muster("report", "--since", "week").err()).contains("--since 7d");
    }

    @Test
    void files_are_compared_with_what_was_acknowledged_and_splunk_is_not_asked() throws Exception {
        Cli.Result compared = muster("outbox", "reconcile", "--run", run(), "--format", "json");

        JsonNode targets = JSON.readTree(compared.out());
        assertThat(targets.get(0).path("outcome").asText()).isEqualTo("not-asked");
        assertThat(targets.get(0).path("remark").asText()).contains("dc(event_id)", run());
        assertThat(targets.get(0).path("events").asLong())
                .isEqualTo(targets.get(1).path("events").asLong())
                .isPositive();
        assertThat(targets.get(1).path("outcome").asText()).isEqualTo("same");
        assertThat(compared.code()).isEqualTo(4);
    }

    @Test
    void nothing_waits_and_nothing_is_dead() {
        assertThat(muster("outbox", "status", "--format", "csv").out()).containsPattern("files,0,0,0,");
        assertThat(muster("outbox", "redrive").err()).contains("0 events are sent again");
        assertThat(muster("outbox", "redrive", "splunc").err()).contains("Did you mean 'splunk'?");
    }
}
