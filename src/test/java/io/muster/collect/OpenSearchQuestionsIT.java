package io.muster.collect;

import static io.muster.collect.SiemQuestions.MANAGEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.OpenSearch;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.finding.Reason;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.problem.Diagnosis;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions of the pack, sent as they are to a real OpenSearch that has CloudTrail as the kit indexes it. */
final class OpenSearchQuestionsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Path.of(System.getProperty("muster.home", "."));
    private static final Path KIT = HOME.resolve("deploy/detections/opensearch");

    @TempDir
    private static Path folder;

    private static Instant now;
    private static OpenSearch server;
    private static Pack pack;

    private final MemorySink sink = new MemorySink();

    @BeforeAll
    static void install() throws IOException {
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Problems problems = new Problems();
        pack = PackLoader.load(List.of(HOME), problems);
        assertThat(problems.errors()).isEmpty();
        server = OpenSearch.start(folder.resolve("node"));
        server.ask("PUT", "_ingest/pipeline/cloudtrail", Files.readString(KIT.resolve("cloudtrail-pipeline.json")));
        server.ask("PUT", "_index_template/cloudtrail", Files.readString(KIT.resolve("cloudtrail-template.json")));
        List<String> documents = new ArrayList<>();
        for (String account : List.of("222222222222", "333333333333", "444444444444")) {
            for (int minutes = 5; minutes < 60; minutes += 10) {
                documents.add(
                        event(account, now.minus(Duration.ofMinutes(minutes)), "Management", "iam.amazonaws.com"));
            }
        }
        documents.add(event("333333333333", now.minus(Duration.ofHours(3)), "Data", "s3.amazonaws.com"));
        documents.add(event("555555555555", now.minus(Duration.ofDays(3)), "Management", "iam.amazonaws.com"));
        documents.add(event("666666666666", now.plus(Duration.ofDays(1)), "Management", "iam.amazonaws.com"));
        load("cloudtrail-2026.11", documents);
        load("vpn-1", List.of("{\"@timestamp\": \"" + now.minus(Duration.ofMinutes(2)) + "\", \"user\": \"ann\"}"));
        load("sign-ins-1", List.of("{\"@timestamp\": \"" + now.minus(Duration.ofDays(2)) + "\", \"user\": \"ann\"}"));
        load("raw-1", List.of(event("222222222222", now.minus(Duration.ofMinutes(5)), "Management", "iam")));
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    private static String event(String account, Instant time, String category, String source) {
        return """
                {"eventTime": "%s", "eventName": "GetUser", "eventSource": "%s", "eventCategory": "%s",
                "awsRegion": "eu-west-1", "recipientAccountId": "%s", "readOnly": true,
                "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::1:user/ann"},
                "resources": [{"ARN": "arn:aws:iam::1:user/ann"}]}""".formatted(time, source, category, account).replace("\n", " ");
    }

    private static void load(String index, List<String> documents) throws IOException {
        StringBuilder bulk = new StringBuilder();
        documents.forEach(document -> bulk.append("{\"create\": {\"_index\": \"" + index + "\"}}\n")
                .append(document)
                .append('\n'));
        JsonNode answer = JSON.readTree(server.ask("POST", "_bulk?refresh=true", bulk.toString()));
        assertThat(answer.get("errors").asBoolean()).as(answer.toString()).isFalse();
    }

    private static SiemQuestionsConfig config(String cloudtrail) {
        return new SiemQuestionsConfig(
                SiemQuestionsConfig.Type.OPENSEARCH,
                server.url(),
                null,
                null,
                null,
                null,
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Map.of("cloudtrail", cloudtrail),
                Map.of("vpn", "vpn-*", "sign-ins", "sign-ins-*,sign-ins-1"));
    }

    private Slice ask(String query, String cloudtrail) throws InterruptedException {
        return SiemQuestions.ask(
                config(cloudtrail), pack.query(new QueryId(query)).orElseThrow(), sink);
    }

    private List<JsonNode> rows(String query) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String row : sink.rows(MANAGEMENT.value(), query)) {
            rows.add(JSON.readTree(row));
        }
        return rows;
    }

    @Test
    void accounts_of_the_last_day_have_their_newest_event() throws Exception {
        Slice slice = ask("siem_cloudtrail_accounts", "cloudtrail-*");

        assertThat(slice.isRead()).as(slice.message()).isTrue();
        List<JsonNode> rows = rows("siem_cloudtrail_accounts");
        assertThat(rows)
                .extracting(row -> row.get("recipient_account_id").asText())
                .containsExactly("222222222222", "333333333333", "444444444444");
        assertThat(rows)
                .extracting(row -> Instant.parse(row.get("newest").asText()))
                .containsOnly(now.minus(Duration.ofMinutes(5)));
        assertThat(rows).extracting(row -> row.get("events").asInt()).containsExactly(6, 7, 6);
        assertThat(rows).extracting(row -> row.get("object_events").asInt()).containsExactly(0, 1, 0);
    }

    @Test
    void fields_are_counted() throws Exception {
        Slice slice = ask("siem_cloudtrail_fields", "cloudtrail-2026.11");

        assertThat(slice.isRead()).as(slice.message()).isTrue();
        JsonNode row = rows("siem_cloudtrail_fields").get(0);
        for (String there : List.of(
                "events",
                "event_name",
                "event_source",
                "aws_region",
                "recipient_account",
                "user_identity_type",
                "user_identity_arn",
                "resource_arn",
                "read_only_true")) {
            assertThat(row.get(there).asInt()).as(there).isEqualTo(19);
        }
        for (String missing : List.of("user_agent", "error_code", "session_issuer_arn", "read_only_false")) {
            assertThat(row.get(missing).asInt()).as(missing).isZero();
        }
    }

    @Test
    void sources_that_are_silent_have_a_row_as_well() throws Exception {
        Slice slice = ask("siem_other_sources", "cloudtrail-*");

        assertThat(slice.isRead()).as(slice.message()).isTrue();
        List<JsonNode> rows = rows("siem_other_sources");
        assertThat(rows).extracting(row -> row.get("source").asText()).containsExactly("sign-ins", "vpn");
        assertThat(rows).extracting(row -> row.get("events").asInt()).containsExactly(0, 1);
        assertThat(rows.get(0).get("newest").isNull()).isTrue();
        assertThat(Instant.parse(rows.get(1).get("newest").asText())).isEqualTo(now.minus(Duration.ofMinutes(2)));
    }

    @Test
    void an_index_that_is_not_there_is_no_empty_answer() throws InterruptedException {
        for (String missing : List.of("cloudtrial-2026.11", "cloudtrial-*", "cloudtrail-2026.11,cloudtrail-2026.12")) {
            Slice slice = ask("siem_cloudtrail_accounts", missing);

            assertThat(slice.reason()).as(missing + ": " + slice.message()).isEqualTo(Reason.SCHEMA_DRIFT);
            assertThat(slice.message()).contains("no such index");
        }
    }

    @Test
    void fields_that_are_no_keywords_are_no_empty_answer() throws InterruptedException {
        Slice slice = ask("siem_cloudtrail_accounts", "raw-1");

        assertThat(slice.reason()).as(slice.message()).isEqualTo(Reason.SCHEMA_DRIFT);
        assertThat(slice.message()).contains("HTTP 400").contains("recipientAccountId");
    }

    @Test
    void many_accounts_are_read_page_by_page() throws Exception {
        List<String> documents = new ArrayList<>();
        for (int number = 0; number < 2_345; number++) {
            documents.add(event(
                    Long.toString(100_000_000_000L + number),
                    now.minus(Duration.ofMinutes(30)),
                    "Management",
                    "iam.amazonaws.com"));
        }
        load("cloudtrail-many", documents);

        Slice slice = ask("siem_cloudtrail_accounts", "cloudtrail-many");

        assertThat(slice.rows()).as(slice.message()).isEqualTo(2_345);
        server.ask("DELETE", "cloudtrail-many", "");
    }

    @Test
    void the_doctor_tells_what_finds_nothing() throws InterruptedException {
        List<Diagnosis> found = new SiemCheckup(config("cloudtrail-*"), pack).examine();

        assertThat(found.get(0).message()).endsWith("may be searched for data.cloudtrail, sources.vpn.");
        assertThat(found.get(1).message()).contains("'siem-questions.sources.sign-ins' finds no event");
        assertThat(new SiemCheckup(config("cloudtrial-*"), pack).examine())
                .singleElement()
                .satisfies(
                        diagnosis -> assertThat(diagnosis.level()).isEqualTo(Diagnosis.Level.BROKEN),
                        diagnosis -> assertThat(diagnosis.message()).contains("no such index"));
    }
}
