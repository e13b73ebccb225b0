package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.demo.world.DemoWorld;
import io.muster.state.Run;
import io.muster.state.State;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as an operator runs it: a process of its own, with signals and kills. */
final class ServeIT {

    private static final String FREE_PORT = "serve: {listen: \"127.0.0.1:0\"}\n";
    private static final String EVERY_MINUTE = "schedule: {audit: \"* * * * *\"}\n" + FREE_PORT;
    private static final Map<String, String> NOTHING = Map.of();
    /** Ten seconds are promised; a busy machine has some more to start and to end processes. */
    private static final Duration STOP = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Stage stage;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start_the_servers() {
        stage = Stage.of(folder, DemoWorld.Shape.standard(3, Instant.now()).withoutFlaws());
    }

    @AfterAll
    static void end_the_servers() {
        stage.close();
    }

    private static URI address(Child service) throws InterruptedException {
        String said = service.awaitSaying("(Ctrl-C stops it)").err();
        String before = "Muster listens on ";
        String address = said.substring(said.indexOf(before) + before.length());
        return URI.create(address.substring(0, address.indexOf(' ')));
    }

    private HttpResponse<String> get(URI address, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofMinutes(1));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    // Stopping

    @Test
    void a_supervisor_stops_it_with_exit_code_0() throws Exception {
        Child service = stage.desk().add(FREE_PORT).start(NOTHING, "serve");
        assertThat(get(address(service), "/healthz").statusCode()).isEqualTo(200);
        assertThat(get(address(service), "/readyz").statusCode()).isEqualTo(200);
        assertThat(get(address(service), "/").body()).contains("No audit is complete yet.");

        Instant asked = Instant.now();
        Ran ran = service.signal("TERM").awaitEnd();

        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(STOP);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("The service stopped.").doesNotContain("ERROR", "Exception");
    }

    @Test
    void ctrl_c_ends_it_with_exit_code_130() throws Exception {
        Child service = stage.desk().add(FREE_PORT).start(NOTHING, "serve");
        address(service);

        Ran ran = service.interrupt().awaitEnd();

        assertThat(ran.code()).as(ran.toString()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(ran.err()).contains("The service stopped.");
    }

    @Test
    void an_audit_under_way_is_stopped_in_time_and_one_that_is_killed_is_made_up_for() throws Exception {
        Stage.Desk desk = stage.desk().add(EVERY_MINUTE);

        Child stopped = desk.start(NOTHING, "serve").awaitSaying("Audit: reading");
        List<ProcessHandle> children = stopped.descendants();
        Instant asked = Instant.now();
        Ran ran = stopped.signal("TERM").awaitEnd();
        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(STOP);
        assertThat(ran.err()).doesNotContain("ERROR");
        Child.requireGone(children);

        Child killed = desk.start(NOTHING, "serve").awaitSaying("Audit: reading");
        List<ProcessHandle> orphans = killed.descendants();
        killed.process().destroyForcibly().waitFor();
        Child.requireGone(orphans);
        try (State state = desk.state()) {
            assertThat(state.runs().list(10)).noneMatch(Run::isComplete);
        }

        Child last = desk.start(NOTHING, "serve").awaitSaying("The service listens");
        Instant again = Instant.now();
        last.awaitSaying("The process that did 'audit' died; it is done again now.");
        assertThat(Duration.between(again, Instant.now()))
                .as("nobody waits for the heart of a dead process of this machine")
                .isLessThan(Duration.ofSeconds(50));
        last.awaitSaying("The audit is complete");
        URI address = address(last);
        last.await(() -> has(address, "muster_outbox_batches{target=\"splunk\"} 0.0"), "delivered");
        assertThat(get(address, "/reports/latest/index.html").statusCode()).isEqualTo(200);
        assertThat(last.signal("TERM").awaitEnd().code()).isZero();

        try (State state = desk.state()) {
            // Of the next minute's there may be another, which is not delivered yet.
            Run run = state.runs().list(10).stream()
                    .filter(Run::isComplete)
                    .reduce((newer, older) -> older)
                    .orElseThrow();
            assertThat(stage.receiver().index().events())
                    .as("everything of the run arrived, its manifest too")
                    .anyMatch(event -> event.event().contains(run.id().toString()));
        }
    }

    private boolean has(URI address, String metric) {
        try {
            return get(address, "/metrics").body().contains(metric);
        } catch (Exception e) {
            return false;
        }
    }

    // Refusals

    @Test
    void a_port_in_use_is_one_clear_message() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Stage.Desk desk = stage.desk().add("serve: {listen: \"127.0.0.1:" + other.getLocalPort() + "\"}\n");

            Ran ran = desk.start(NOTHING, "serve").awaitEnd();

            assertThat(ran.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(ran.err().lines().filter(line -> !line.contains(" INFO ")))
                    .containsExactly(
                            "Error: The service cannot listen on '127.0.0.1:" + other.getLocalPort() + "'.",
                            "  Another process listens there.",
                            "Try: end it, or take another port: serve.listen: 127.0.0.1:" + (other.getLocalPort() + 1));
        }
    }

    @Test
    void an_address_for_others_without_tokens_is_refused() {
        Ran ran = stage.desk().add("serve: {listen: \"0.0.0.0:0\"}\n").run("serve");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err())
                .contains("'serve.listen' is '0.0.0.0:0', which others can reach, but no tokens are configured.")
                .contains("Try: ");
    }

    @Test
    void a_tokens_file_that_cannot_be_used_is_refused_without_quoting_it() throws Exception {
        Stage.Desk desk = stage.desk().add("serve: {tokens: \"${file:tokens}\"}\n");
        assertThat(desk.run("serve").err()).contains("tokens").contains("Try: ");

        Files.writeString(desk.home().resolve("tokens"), "# callers\nsplunk my-own-secret lookup\n");
        Ran ran = desk.run("serve");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err())
                .contains("Line 2 of the tokens is not 'name digest scopes'.")
                .contains("muster serve --new-token")
                .doesNotContain("my-own-secret");

        Files.writeString(desk.home().resolve("tokens"), "# nobody\n");
        assertThat(desk.run("serve").err()).contains("no token is in it");
    }

    @Test
    void contacts_cannot_be_verified_where_none_are_wanted() {
        Ran ran =
                stage.desk().add("schedule: {contacts-verify: \"0 4 * * *\"}\n").run("serve");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("'schedule.contacts-verify' needs the section 'contacts'.");
    }

    @Test
    void exceptions_that_cannot_be_read_are_told_at_the_start() throws Exception {
        Stage.Desk desk = stage.desk().add("exceptions: exceptions.yaml\n" + FREE_PORT);
        Files.writeString(desk.home().resolve("exceptions.yaml"), "exceptions: [{chek: x}]\n");

        Ran ran = desk.run("serve");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("exceptions.yaml");
    }

    // Tokens

    @Test
    void a_new_token_is_shown_once_and_its_line_goes_into_the_file() {
        Ran ran = stage.desk().run("serve", "--new-token", "splunk", "--scope", "lookup,read");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).matches("splunk [0-9a-f]{64} lookup,read\\R");
        assertThat(ran.err()).contains("The token of 'splunk', which is shown only now:");
        assertThat(token(ran)).hasSize(43);
    }

    @Test
    void a_new_token_needs_a_scope_and_a_name_of_one_word() {
        Stage.Desk desk = stage.desk();

        assertThat(desk.run("serve", "--new-token", "splunk").err()).contains("The new token has no scope.");
        assertThat(desk.run("serve", "--new-token", "two words", "--scope", "read")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(desk.run("serve", "--scope", "read").err()).contains("'--scope' is for a new token.");
    }

    private static String token(Ran ran) {
        return ran.err().lines().skip(1).findFirst().orElseThrow().strip();
    }

    @Test
    void a_token_opens_the_door_and_never_stands_in_the_log() throws Exception {
        Stage.Desk desk = stage.desk().add("serve: {listen: \"127.0.0.1:0\", tokens: \"${file:tokens}\"}\n");
        Ran issued = desk.run("serve", "--new-token", "splunk", "--scope", "lookup");
        Files.writeString(desk.home().resolve("tokens"), issued.out());
        Child service = desk.start(Map.of("MUSTER_LOG", "DEBUG"), "serve");
        URI address = address(service);
        String token = token(issued);

        assertThat(get(address, "/v1/assets/10.2.3.4").statusCode()).isEqualTo(401);
        assertThat(get(address, "/v1/assets/10.2.3.4", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(address, "/v1/findings", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(address, "/v1/assets/10.2.3.4", "Authorization", "Bearer wrong-" + token)
                        .statusCode())
                .isEqualTo(401);
        assertThat(get(address, "/healthz").statusCode()).isEqualTo(200);

        Ran ran = service.signal("TERM").awaitEnd();
        assertThat(ran.code()).isZero();
        assertThat(ran.all()).doesNotContain(token, issued.out().split(" ")[1], Stage.TOKEN);
    }

    // The demo

    @Test
    void a_demo_that_serves_shows_its_dashboard_until_ctrl_c_and_leaves_nothing() throws Exception {
        Stage.Desk desk = stage.desk();
        Child demo = desk.start(
                NOTHING,
                "demo",
                "--accounts",
                "3",
                "--serve",
                "--directory",
                desk.home().resolve("demo").toString());
        String said = demo.awaitSaying("the dashboard is at ")
                .awaitSaying("(Ctrl-C ends the demo)")
                .err();
        List<ProcessHandle> children = demo.descendants();
        String from = said.substring(said.indexOf("the dashboard is at ") + "the dashboard is at ".length());

        assertThat(get(URI.create(from.substring(0, from.indexOf(' '))), "/").body())
                .contains("Organization o-muster0demo", "all arrived");
        Ran ran = demo.interrupt().awaitEnd();

        assertThat(ran.code()).as(ran.toString()).isEqualTo(ExitCode.INTERRUPTED);
        Child.requireGone(children);
        try (Stream<Path> left = Files.list(desk.home().resolve("tmp"))) {
            assertThat(left.filter(each -> each.getFileName().toString().startsWith("muster-demo")))
                    .isEmpty();
        }
    }
}
