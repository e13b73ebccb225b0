package io.muster.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.SettableClock;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import io.muster.serve.Tokens.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those get who ask over HTTP. */
final class ApiTest {

    private static final ServeConfig FREE_PORT = ServeConfig.onPort(0);

    @TempDir
    private Path folder;

    private final SettableClock clock =
            new SettableClock(World.MONDAY.plus(Duration.ofDays(1)).plusSeconds(3_600));
    private World world;
    private @Nullable Service service;
    private URI address = URI.create("");
    private Caller caller = new Caller(address);

    @BeforeEach
    void open() {
        world = World.sqlite(folder, clock);
    }

    @AfterEach
    void close() {
        if (service != null) {
            service.close();
        }
        world.close();
    }

    private void start(ServeConfig config) {
        address = service(config).start();
        caller = new Caller(address);
    }

    private Service service(ServeConfig config) {
        Service fresh = new Service(world.parts(config, progress -> world.audit()));
        service = fresh;
        return fresh;
    }

    private void startWithStory() {
        world.story();
        start(FREE_PORT);
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(node -> node.path(field).asText())
                .toList();
    }

    // Lookups

    @Test
    void a_key_is_answered_with_all_that_is_known_of_it() throws Exception {
        startWithStory();

        JsonNode answer = caller.json("/v1/assets/10.2.3.4", 200);

        assertThat(answer.path("as_of").asText()).isEqualTo("2026-03-03T05:00:00Z");
        assertThat(answer.path("matches")).hasSize(1);
        JsonNode match = answer.path("matches").get(0);
        assertThat(match.path("account_id").asText()).isEqualTo("111111111111");
        assertThat(match.path("account_name").asText()).isEqualTo("payments");
        assertThat(match.path("owner").asText()).isEqualTo("ann");
        assertThat(match.path("environment").asText()).isEqualTo("prod");
        assertThat(match.path("data_class").asText()).isEqualTo("pii");
        assertThat(match.path("arn").asText()).isEqualTo(World.INSTANCE);
        assertThat(match.path("valid_from").asText()).isEqualTo("2026-03-03T05:00:00Z");
        assertThat(match.path("valid_to").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-02T12:00:00Z",
                "2026-03-02T13:00:00%2B01:00",
                "2026-03-02T13:00:00+01:00",
                "2026-03-02t12:00:00.000z"
            })
    void a_key_is_answered_as_of_the_time_that_was_asked(String at) throws Exception {
        startWithStory();

        JsonNode answer = caller.json("/v1/assets/10.2.3.4?at=" + at, 200);

        assertThat(answer.path("at").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(texts(answer.path("matches"), "arn"))
                .containsExactly("arn:aws:ec2:us-east-1:111111111111:instance/old");
    }

    @Test
    void a_key_that_means_two_things_shows_both() throws Exception {
        startWithStory();

        assertThat(texts(caller.json("/v1/assets/web", 200).path("matches"), "type"))
                .containsExactlyInAnyOrder("AWS::IAM::Role", "AWS::IAM::User");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:ec2:us-east-1:111111111111:instance/i-0123456789abcdef0",
                "arn:aws:ec2:us-east-1:111111111111:instance%2Fi-0123456789abcdef0",
                "arn%3Aaws%3Aec2%3Aus-east-1%3A111111111111%3Ainstance%2Fi-0123456789abcdef0"
            })
    void a_slash_of_a_key_may_be_written_as_it_is(String key) throws Exception {
        startWithStory();

        assertThat(texts(caller.json("/v1/assets/" + key, 200).path("matches"), "arn"))
                .containsExactly(World.INSTANCE);
    }

    @Test
    void what_is_not_known_is_a_problem_that_says_when_it_is_known() throws Exception {
        startWithStory();

        JsonNode problem = caller.json("/v1/assets/10.2.3.4?at=2026-03-01T00:00:00Z", 404);

        assertThat(problem.path("title").asText()).isEqualTo("Not Found");
        assertThat(problem.path("status").asInt()).isEqualTo(404);
        assertThat(problem.path("detail").asText())
                .isEqualTo("Nothing is known of '10.2.3.4' at 2026-03-01T00:00:00Z. It is known at other times.");
        assertThat(problem.path("matches")).isEmpty();
        assertThat(problem.path("other_times")).hasSize(2);
        assertThat(caller.json("/v1/assets/10.9.9.9", 404).path("other_times")).isEmpty();
    }

    @Test
    void before_the_first_audit_nothing_is_known_and_the_answer_says_so() throws Exception {
        start(FREE_PORT);

        for (String path : List.of("/v1/assets/10.2.3.4", "/v1/findings", "/v1/accounts/111111111111")) {
            assertThat(caller.json(path, 404).path("detail").asText())
                    .isEqualTo("No audit is complete yet, so nothing is known.");
        }
        assertThat(caller.json("/v1/runs", 200).path("runs")).isEmpty();
        assertThat(caller.get("/").body()).contains("No audit is complete yet.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at=yesterday | 'at' is 'yesterday', which is no time with a zone. Times are written as RFC 3339 has them.",
                "at=2026-03-02T12:00:00 | 'at' is '2026-03-02T12:00:00', which is no time with a zone.",
                "at=%2B999999999-01-01T00:00:00Z | 'at' is '+999999999-01-01T00:00:00Z', which is no time",
                "at=2026-03-02T12:00:00Z&at=2026-03-02T12:00:00Z | 'at' is given 2 times.",
                "time=2026-03-02T12:00:00Z | 'time' is no parameter of this path.",
                "att=2026-03-02T12:00:00Z | Did you mean 'at'?",
            })
    void a_time_that_cannot_be_read_is_a_bad_request(String query, String detail) throws Exception {
        startWithStory();

        assertThat(caller.json("/v1/assets/10.2.3.4?" + query, 400)
                        .path("detail")
                        .asText())
                .contains(detail);
    }

    @Test
    void a_key_that_cannot_be_one_is_a_bad_request() throws Exception {
        startWithStory();

        assertThat(caller.json("/v1/assets/a%00b", 400).path("detail").asText()).isNotEmpty();
        assertThat(caller.json("/v1/assets/a%0Ab", 400).path("detail").asText())
                .isEqualTo("'key' has a character that no key has, at position 2.");
        assertThat(caller.json("/v1/assets/%20", 400).path("detail").asText()).isEqualTo("A key is empty.");
        assertThat(caller.json("/v1/assets/" + "x".repeat(3_000), 400)
                        .path("detail")
                        .asText())
                .contains("has 3000 characters");
        assertThat(caller.get("/v1/assets/%C0%80").statusCode()).as("no UTF-8").isLessThan(500);
    }

    @Test
    void many_keys_have_an_answer_each_in_their_order() throws Exception {
        startWithStory();
        List<String> keys = new ArrayList<>(Collections.nCopies(10_000, "10.9.9.9"));
        keys.set(1_234, "10.2.3.4");
        keys.set(9_999, "web");

        JsonNode answers = Caller.json(
                        caller.post(
                                "/v1/assets:lookup",
                                "{\"keys\":" + Caller.JSON.writeValueAsString(keys)
                                        + ",\"at\":\"2026-03-03T12:00:00Z\"}"),
                        200)
                .path("answers");

        assertThat(answers).hasSize(10_000);
        assertThat(texts(answers, "key")).isEqualTo(keys);
        assertThat(answers.get(1_234).path("matches")).hasSize(1);
        assertThat(answers.get(9_999).path("matches")).hasSize(2);
        assertThat(answers.get(0).path("matches")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "keys=10.2.3.4 | 400 | The body is no JSON. Line 1, column",
                "{\"keys\":[\"a\"]} x | 400 | The body is no JSON.",
                "[] | 400 | The body has no list of keys.",
                "`` | 400 | The body has no list of keys.",
                "{\"keys\":\"a\"} | 400 | The body has no list of keys.",
                "{\"keys\":[1]} | 400 | Key 1 is no text.",
                "{\"keys\":[\"a\\u0000\"]} | 400 | 'keys' has a character that no key has, at position 2.",
                "{\"keys\":[\"\\ud800\"]} | 400 | 'keys' has a character that no key has, at position 1.",
                "{\"keys\":[\" \"]} | 400 | A key is empty.",
                "{\"keys\":[],\"when\":1} | 400 | 'when' is no field of a lookup.",
                "{\"keys\":[\"a\"],\"at\":\"noon\"} | 400 | 'at' is 'noon', which is no time",
            })
    void a_body_that_is_no_question_is_a_problem(String body, int status, String detail) throws Exception {
        startWithStory();

        assertThat(Caller.json(caller.post("/v1/assets:lookup", body), status)
                        .path("detail")
                        .asText())
                .contains(detail);
    }

    @Test
    void a_question_has_its_limits() throws Exception {
        startWithStory();
        String tooMany = Caller.JSON.writeValueAsString(Collections.nCopies(10_001, "x"));

        assertThat(Caller.json(caller.post("/v1/assets:lookup", "{\"keys\":" + tooMany + "}"), 413)
                        .path("detail")
                        .asText())
                .isEqualTo("Too many keys: 10001. One question may have up to 10000.");
        assertThat(Caller.json(caller.post("/v1/assets:lookup", "[" + " ".repeat(5 << 20) + "]"), 413)
                        .path("detail")
                        .asText())
                .startsWith("The body is too large.");
        byte[] large = " ".repeat(5 << 20).getBytes(StandardCharsets.UTF_8);
        HttpRequest.BodyPublisher endless =
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertThat(Caller.json(caller.send(caller.request("/v1/assets:lookup").POST(endless)), 413)
                        .path("status")
                        .asInt())
                .as("a body that does not say how long it is")
                .isEqualTo(413);
    }

    // Findings, runs, accounts

    @Test
    void findings_come_worst_first_with_the_fields_of_every_finding() throws Exception {
        startWithStory();

        JsonNode answer = caller.json("/v1/findings", 200);

        assertThat(texts(answer.path("findings"), "severity"))
                .containsExactly("critical", "critical", "critical", "high", "low");
        JsonNode first = answer.path("findings").get(0);
        assertThat(first.path("evidence").path("a").asInt()).isEqualTo(1);
        assertThat(first.path("first_seen").asText()).isEqualTo("2026-03-03T05:00:00Z");
        assertThat(answer.path("next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verdict=fail | 3",
                "verdict=fail,unknown | 4",
                "verdict=fail&verdict=unknown | 4",
                "severity=critical | 3",
                "check=root_mfa | 2",
                "account=222222222222 | 2",
                "owner=ann | 3",
                "owner=ann&verdict=fail&severity=high | 1",
                "verdict=accepted | 0"
            })
    void findings_are_filtered(String query, int count) throws Exception {
        startWithStory();

        assertThat(caller.json("/v1/findings?" + query, 200).path("findings")).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verdict=failed | 'verdict' is 'failed', which is not known. Did you mean 'fail'?",
                "severity=HIGH | 'severity' is 'HIGH', which is not known. Did you mean 'high'?",
                "check=root_mfaa | Did you mean 'root_mfa'?",
                "check=%27%3B | 'check' is '';', which is not known.",
                "account=333333333333 | 'account' is '333333333333', which is not known.",
                "owner=anna | Nobody by the name of 'anna' owns a finding. Did you mean 'ann'?",
                "verdit=fail | 'verdit' is no parameter of this path. Did you mean 'verdict'?",
                "limit=0 | 'limit' is '0', which is no number from 1 to 1000.",
                "limit=1001 | 'limit' is '1001', which is no number from 1 to 1000.",
                "cursor=abc | 'cursor' is none that was handed out here."
            })
    void a_filter_that_the_run_does_not_have_is_refused_not_answered_with_nothing(String query, String detail)
            throws Exception {
        startWithStory();

        assertThat(caller.json("/v1/findings?" + query, 400).path("detail").asText())
                .contains(detail);
    }

    @Test
    void findings_come_page_by_page_from_one_run() throws Exception {
        startWithStory();
        List<String> all = texts(caller.json("/v1/findings", 200).path("findings"), "resource");
        List<String> paged = new ArrayList<>();

        JsonNode page = caller.json("/v1/findings?limit=2", 200);
        world.ran(World.MONDAY.plus(Duration.ofDays(2)), List.of());
        paged.addAll(texts(page.path("findings"), "resource"));
        while (!page.path("next_cursor").isNull()) {
            page = caller.json(
                    "/v1/findings?limit=2&cursor=" + page.path("next_cursor").asText(), 200);
            paged.addAll(texts(page.path("findings"), "resource"));
        }

        assertThat(paged).isEqualTo(all).hasSize(5);
    }

    @Test
    void runs_come_newest_first() throws Exception {
        startWithStory();

        JsonNode runs = caller.json("/v1/runs", 200).path("runs");

        assertThat(texts(runs, "started")).containsExactly("2026-03-03T05:00:00Z", "2026-03-02T05:00:00Z");
        assertThat(texts(runs, "status")).containsOnly("complete");
        assertThat(runs.get(0).path("findings").asInt()).isEqualTo(5);
        assertThat(runs.get(0).path("gaps").asInt()).isEqualTo(4);
        assertThat(caller.json("/v1/runs?limit=1", 200).path("runs")).hasSize(1);
    }

    @Test
    void an_account_is_shown_with_its_findings_and_what_could_be_read_of_it() throws Exception {
        startWithStory();

        JsonNode account = caller.json("/v1/accounts/222222222222", 200);

        assertThat(account.path("account_name").asText()).isEqualTo("<b>sandbox</b>");
        assertThat(account.path("owner").isNull()).isTrue();
        assertThat(account.path("findings").path("unknown").path("critical").asInt())
                .isEqualTo(1);
        assertThat(account.path("findings").path("pass").path("critical").asInt())
                .isZero();
        assertThat(account.path("coverage").toString())
                .isEqualTo("{\"read\":0,\"unreadable\":1,\"not_asked\":1,"
                        + "\"reasons\":{\"denied\":1,\"not-collected\":1}}");
        assertThat(account.toString()).doesNotContain("root@example.com");
        assertThat(caller.json("/v1/accounts/333333333333", 404).path("detail").asText())
                .startsWith("The organization has no account 333333333333.");
        assertThat(caller.json("/v1/accounts/payments", 400).path("detail").asText())
                .isEqualTo("'payments' is no account id. An account id has twelve digits.");
    }

    // Tokens

    private record Issued(ServeConfig config, String lookup, String read) {}

    private static Issued tokens(String host) {
        Tokens.Issued lookup = Tokens.issue("siem", Set.of(Scope.LOOKUP), new SecureRandom());
        Tokens.Issued read = Tokens.issue("ann", Set.of(Scope.READ), new SecureRandom());
        Tokens tokens = Tokens.parse(lookup.line() + "\n" + read.line(), "tokens", new Problems());
        return new Issued(new ServeConfig(host, 0, tokens), lookup.token(), read.token());
    }

    @Test
    void a_token_opens_what_its_scope_says_and_nothing_else() throws Exception {
        world.story();
        Issued tokens = tokens("127.0.0.1");
        start(tokens.config());

        for (String path : List.of("/v1/assets/web", "/v1/findings", "/v1/runs", "/metrics", "/")) {
            HttpResponse<String> response = caller.get(path);
            assertThat(Caller.json(response, 401).path("detail").asText()).startsWith("This needs a token");
            assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        }
        assertThat(status("/v1/assets/web", "Bearer " + tokens.lookup())).isEqualTo(200);
        assertThat(status("/v1/findings", "Bearer " + tokens.lookup())).isEqualTo(403);
        assertThat(status("/v1/findings", "Bearer " + tokens.read())).isEqualTo(200);
        assertThat(status("/metrics", "bearer  " + tokens.read())).isEqualTo(200);
        assertThat(status("/v1/assets/web", "Bearer " + tokens.read())).isEqualTo(403);
        for (String wrong :
                List.of("Bearer " + tokens.read() + "x", "Bearer", "Bearer ", "Digest x", "Basic %%%", "x")) {
            assertThat(status("/v1/findings", wrong)).as(wrong).isEqualTo(401);
        }
        for (String open : List.of("/healthz", "/readyz", "/openapi.json")) {
            assertThat(caller.get(open).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_browser_sends_the_token_as_a_password() throws Exception {
        world.story();
        Issued tokens = tokens("127.0.0.1");
        start(tokens.config());
        String basic =
                "Basic " + Base64.getEncoder().encodeToString(("me:" + tokens.read()).getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> page = caller.send(caller.request("/").header("Authorization", basic));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).as("without the scope for it").doesNotContain("Whose is it?");
        assertThat(caller.get("/").headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Basic ");
    }

    private int status(String path, String authorization) throws IOException, InterruptedException {
        return caller.send(caller.request(path).header("Authorization", authorization))
                .statusCode();
    }

    @Test
    void without_tokens_others_than_this_machine_are_refused() {
        Service fresh =
                service(new ServeConfig("0.0.0.0", 0, ServeConfig.onPort(0).tokens()));

        assertThatThrownBy(fresh::start)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("The service has no tokens, and others can reach '0.0.0.0'.");
    }

    @Test
    void without_tokens_a_name_that_points_here_is_no_way_in() throws Exception {
        startWithStory();

        assertThat(raw("GET /v1/runs HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("application/problem+json")
                .contains("This service is for this machine only.");
        assertThat(raw("GET /v1/runs HTTP/1.1\r\nHost: localhost:1234\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void with_tokens_every_address_may_be_listened_on() throws Exception {
        Issued tokens = tokens("0.0.0.0");
        start(tokens.config());

        assertThat(new Caller(URI.create("http://127.0.0.1:" + address.getPort()))
                        .get("/healthz")
                        .statusCode())
                .isEqualTo(200);
    }

    // What goes wrong

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void every_refusal_is_a_problem_without_a_word_on_the_server() throws Exception {
        startWithStory();

        assertThat(caller.json("/v1/asset/x", 404).path("detail").asText())
                .isEqualTo("There is nothing at '/v1/asset/x'.");
        assertThat(Caller.json(caller.post("/v1/findings", ""), 405)
                        .path("detail")
                        .asText())
                .isEqualTo("'/v1/findings' does not take POST.");
        for (String request : List.of(
                "GET /v1/assets/x HTTP/1.1\r\nHost: local host\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET /v1/assets/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/runs HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
            assertThat(raw(request))
                    .startsWith("HTTP/1.1 4")
                    .contains("application/problem+json")
                    .doesNotContainIgnoringCase("jetty")
                    .doesNotContain("Server:")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void answers_say_nothing_of_the_server_and_are_not_kept() throws Exception {
        startWithStory();

        HttpResponse<String> response = caller.get("/v1/runs");

        assertThat(response.headers().firstValue("Server")).isEmpty();
        assertThat(response.headers().firstValue("X-Powered-By")).isEmpty();
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void head_says_what_get_would() throws Exception {
        startWithStory();
        HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();

        assertThat(caller.send(caller.request("/v1/assets/web").method("HEAD", nothing))
                        .statusCode())
                .isEqualTo(200);
        assertThat(caller.send(caller.request("/v1/assets/10.9.9.9").method("HEAD", nothing))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_port_in_use_is_a_problem() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Service fresh = service(ServeConfig.onPort(other.getLocalPort()));

            assertThatThrownBy(fresh::start)
                    .isInstanceOf(ProblemException.class)
                    .hasMessage("The service cannot listen on '127.0.0.1:" + other.getLocalPort() + "'.\n"
                            + "  Another process listens there.\n"
                            + "Try: end it, or take another port: serve.listen: 127.0.0.1:"
                            + (other.getLocalPort() + 1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | This machine has no such address.",
                "no-such-host.invalid | There is no host of this name."
            })
    void a_host_that_cannot_be_listened_on_is_a_problem(String host, String why) {
        Service fresh = service(new ServeConfig(host, 0, tokens(host).config().tokens()));

        assertThatThrownBy(fresh::start).isInstanceOf(ProblemException.class).hasMessageContaining(why);
    }

    // Probes, metrics, pages

    @Test
    void readiness_says_how_old_the_newest_run_is() throws Exception {
        startWithStory();

        assertThat(caller.json("/readyz", 200).toString())
                .isEqualTo("{\"status\":\"ready\",\"state\":\"ok\",\"last_run\":"
                        + "{\"started\":\"2026-03-03T05:00:00Z\",\"age_seconds\":3600}}");
    }

    @Test
    void metrics_say_what_the_newest_run_found() throws Exception {
        startWithStory();
        assertThat(caller.get("/v1/assets/web").statusCode()).isEqualTo(200);

        HttpResponse<String> response = caller.get("/metrics");

        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(response.body())
                .contains("muster_last_success_timestamp_seconds 1.772514E9")
                .contains("muster_last_success_age_seconds 3600.0")
                .contains("muster_audit_duration_seconds 90.0")
                .contains("muster_coverage_ratio 0.333")
                .contains("muster_readings{status=\"not-asked\"} 1.0")
                .contains("muster_findings{severity=\"critical\",verdict=\"unknown\"} 1.0")
                .contains("muster_findings{severity=\"high\",verdict=\"fail\"} 1.0")
                .contains("muster_findings{severity=\"info\",verdict=\"accepted\"} 0.0")
                .contains("muster_rows{table=\"ec2_instances\"} 1.0")
                .contains("muster_accounts 2.0")
                .contains("muster_build{version=\"1.2.3\"} 1.0")
                .contains("muster_state_up 1.0")
                .contains("muster_jobs_total{job=\"audit\",outcome=\"done\"} 0.0")
                .contains("muster_next_timestamp_seconds{job=\"audit\"} 1.7726004E9")
                .contains(
                        "muster_http_requests_seconds_count{method=\"GET\",route=\"/v1/assets/<key>\",status=\"200\"} 1")
                .endsWith("# EOF\n");
        assertThat(caller.send(caller.request("/metrics").header("Accept", "text/plain"))
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("text/plain; version=0.0.4");
    }

    @Test
    void the_dashboard_shows_what_is_open_and_no_name_becomes_part_of_it() throws Exception {
        startWithStory();

        HttpResponse<String> page = caller.get("/");

        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'");
        assertThat(page.body())
                .contains("Organization o-acme")
                .contains("60 minutes ago")
                .contains("1 of 3 readings")
                .contains("<b>33 %</b>")
                .contains("The worst 4 of 4 gaps")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&lt;b&gt;sandbox&lt;/b&gt;")
                .contains("No target is configured.")
                .contains("4 Mar 2026 05:00 UTC")
                .doesNotContain("<script")
                .doesNotContain("<b>sandbox")
                .doesNotContain("latest report");
    }

    @Test
    void the_dashboard_answers_whose_a_key_is() throws Exception {
        startWithStory();

        assertThat(caller.get("/?key=10.2.3.4&at=2026-03-02T12:00:00Z").body())
                .contains("instance/old")
                .contains("value=\"10.2.3.4\"");
        assertThat(caller.get("/?key=web").body()).contains("belonged to 2 things");
        assertThat(caller.get("/?key=10.9.9.9").body()).contains("Nothing is known of");
        assertThat(caller.get("/?key=10.2.3.4&at=noon").body()).contains("which is no time with a zone");
        assertThat(caller.get("/?key=%22%3E%3Cscript%3E").body())
                .contains("&lt;script>")
                .doesNotContain("<script");
    }

    @Test
    void the_dashboard_says_when_audits_no_longer_become_complete() throws Exception {
        startWithStory();
        assertThat(caller.get("/").body()).doesNotContain("did not become complete");

        clock.tick(Duration.ofDays(2));

        assertThat(caller.get("/").body()).contains("Audits that were due since did not become complete.");
    }

    @Test
    void reports_are_handed_out_and_nothing_else_of_the_disk() throws Exception {
        world.story();
        Path reports = folder.resolve("reports");
        Files.createDirectories(reports.resolve("2026-03-03-abc/inventory"));
        Files.writeString(reports.resolve("2026-03-03-abc/index.html"), "<h1>report</h1>");
        Files.writeString(reports.resolve("2026-03-03-abc/inventory/trails.csv"), "a,b");
        Files.createSymbolicLink(reports.resolve("latest"), Path.of("2026-03-03-abc"));
        Files.createSymbolicLink(reports.resolve("out"), folder);
        Files.writeString(folder.resolve("secret.json"), "{}");
        Files.writeString(reports.resolve(".hidden.json"), "{}");
        start(FREE_PORT);

        HttpResponse<String> page = caller.get("/reports/latest/index.html");

        assertThat(page.body()).isEqualTo("<h1>report</h1>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox ");
        assertThat(caller.get("/reports/latest/inventory/trails.csv").body()).isEqualTo("a,b");
        assertThat(caller.get("/reports/latest").headers().firstValue("Location"))
                .contains("/reports/latest/index.html");
        assertThat(caller.get("/").body()).contains("href=\"/reports/latest/index.html\"");
        for (String path : List.of(
                "/reports/out/secret.json",
                "/reports/..%2Fsecret.json",
                "/reports/%2e%2e/secret.json",
                "/reports/latest/..%2F..%2Fsecret.json",
                "/reports/latest/..%5C..%5Csecret.json",
                "/reports/latest/inventory",
                "/reports/latest/nothing.csv",
                "/reports/.hidden.json",
                "/reports/latest/%2Fetc%2Fpasswd")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .doesNotContain("{}")
                    .doesNotContain("root:")
                    .doesNotStartWith("HTTP/1.1 200")
                    .doesNotStartWith("HTTP/1.1 5");
        }
    }
}
