package io.muster.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.muster.SettableClock;
import io.muster.demo.HecReceiverIndex.Indexed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class HecReceiverTest {

    private static final String TOKEN = "00000000-0000-4000-8000-000000000001";
    private static final String CHANNEL = "3f1c9a52-7a49-4f0e-9d5c-0a1b2c3d4e5f";
    private static final String OTHER_CHANNEL = "3f1c9a52-7a49-4f0e-9d5c-0a1b2c3d4e60";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T05:00:00Z"));
    private HecReceiver receiver = HecReceiver.start(
            HecReceiverOptions.builder().indexDelay(Duration.ofSeconds(1)).build(), HecReceiverFaults.none(), clock);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void accepted_events_are_confirmed_once_they_are_indexed_and_only_once() throws Exception {
        assertThat(post(event("a") + "\n" + event("b")).body())
                .isEqualTo("{\"text\":\"Success\",\"code\":0,\"ackId\":0}");
        assertThat(post(event("c")).body()).contains("\"ackId\":1");

        assertThat(poll(CHANNEL, "0,1")).isEqualTo("{\"acks\":{\"0\":false,\"1\":false}}");
        assertThat(ids()).isEmpty();
        clock.tick(Duration.ofSeconds(2));
        assertThat(poll(OTHER_CHANNEL, "0")).isEqualTo("{\"acks\":{\"0\":false}}");
        assertThat(poll(CHANNEL, "0,1,7")).isEqualTo("{\"acks\":{\"0\":true,\"1\":true,\"7\":false}}");
        assertThat(poll(CHANNEL, "0,1")).isEqualTo("{\"acks\":{\"0\":false,\"1\":false}}");
        assertThat(ids()).containsExactly("a", "b", "c");
    }

    @Test
    void ids_count_from_0_on_every_channel() throws Exception {
        post(event("a"));

        assertThat(post(OTHER_CHANNEL, event("b")).body()).contains("\"ackId\":0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"event":{"a":}}                          | 6  | 2
                    {"event":"x" "host":"y"}                  | 6  | 2
                    text                                      | 6  | 2
                    {"event":"x","fields":[1]}                | 6  | 2
                    {"event":"x","time":"yesterday"}          | 6  | 2
                    {"host":"x"}                              | 12 | 2
                    {"event":""}                              | 13 | 2
                    {"event":"x","fields":{"a":{"b":1}}}      | 15 | 2
                    {"event":"x","index":"secrets"}           | 7  | 3
                    """)
    void a_bad_object_leaves_what_stands_before_it_indexed_and_drops_the_rest(String bad, int code, int number)
            throws Exception {
        restart(options().indexes(Set.of("main")), HecReceiverFaults.none());

        HttpResponse<String> answer = post(event("a") + event("b") + bad + event("c"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"code\":" + code + ",\"invalid-event-number\":" + number + ",\"ackId\":0}");
        clock.tick(Duration.ofSeconds(2));
        assertThat(ids()).containsExactly("a", "b");
        assertThat(poll(CHANNEL, "0")).contains("\"0\":true");
    }

    @Test
    void a_refused_body_with_nothing_before_the_bad_object_has_no_id() throws Exception {
        assertThat(post("{\"event\":\"\"}" + event("a")).body())
                .isEqualTo("{\"text\":\"Event field cannot be blank\",\"code\":13,\"invalid-event-number\":0}");
    }

    @Test
    void an_unknown_envelope_key_answers_success_and_stops_indexing_there() throws Exception {
        HttpResponse<String> answer = post(
                event("a") + "{\"event\":\"b\",\"fields\":{\"event_id\":\"b\"},\"sourceType\":\"x\"}" + event("c"));

        assertThat(answer.statusCode()).isEqualTo(200);
        clock.tick(Duration.ofSeconds(2));
        assertThat(ids()).containsExactly("a");
        assertThat(post("{\"event\":\"b\",\"extra\":1}").body()).isEqualTo("{\"text\":\"No data\",\"code\":5}");
    }

    @Test
    void an_object_with_fields_and_no_event_is_skipped_in_silence() throws Exception {
        assertThat(post(event("a") + "{\"fields\":{\"event_id\":\"b\"}}" + event("c"))
                        .statusCode())
                .isEqualTo(200);

        clock.tick(Duration.ofSeconds(2));
        assertThat(ids()).containsExactly("a", "c");
    }

    @Test
    void an_array_of_objects_is_read_too() throws Exception {
        assertThat(post("[" + event("a") + "," + event("b") + "]").statusCode()).isEqualTo(200);

        clock.tick(Duration.ofSeconds(2));
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void tokens_and_channels_are_checked_in_the_order_of_splunk() throws Exception {
        assertThat(request("POST", "/services/collector/event", "", null, CHANNEL))
                .isEqualTo("401 {\"text\":\"Token is required\",\"code\":2}");
        assertThat(request("POST", "/services/collector/event", "", "Bearer x", CHANNEL))
                .contains("401")
                .contains("\"code\":3");
        assertThat(request("POST", "/services/collector/event", "", "Splunk x", CHANNEL))
                .isEqualTo("403 {\"text\":\"Invalid token\",\"code\":4}");
        assertThat(request("POST", "/services/collector/event?token=" + TOKEN, "", null, CHANNEL))
                .contains("400")
                .contains("\"code\":16");
        assertThat(request("POST", "/services/collector/event", event("a"), "Splunk " + TOKEN, null))
                .isEqualTo("400 {\"text\":\"Data channel is missing\",\"code\":10}");
        assertThat(request("POST", "/services/collector/event", event("a"), "Splunk " + TOKEN, "x"))
                .isEqualTo("400 {\"text\":\"Invalid data channel\",\"code\":11}");
        assertThat(request("POST", "/services/collector/event", "", "Splunk " + TOKEN, CHANNEL))
                .isEqualTo("400 {\"text\":\"No data\",\"code\":5}");
        receiver.disableToken(true);
        assertThat(request("POST", "/services/collector/event", event("a"), "Splunk " + TOKEN, CHANNEL))
                .isEqualTo("403 {\"text\":\"Token disabled\",\"code\":1}");
    }

    @Test
    void a_token_without_acknowledgement_gives_no_ids_and_says_so_when_asked() throws Exception {
        restart(options().acknowledge(false), HecReceiverFaults.none());

        assertThat(request("POST", "/services/collector/event", event("a"), "Splunk " + TOKEN, null))
                .isEqualTo("200 {\"text\":\"Success\",\"code\":0}");
        assertThat(poll(CHANNEL, "0")).isEqualTo("{\"text\":\"ACK is disabled\",\"code\":14}");
    }

    @Test
    void health_needs_no_token_and_other_routes_are_not_found() throws Exception {
        assertThat(request("GET", "/services/collector/health", "", null, null))
                .isEqualTo("200 {\"text\":\"HEC is healthy\",\"code\":17}");
        assertThat(request("OPTIONS", "/services/collector/event", "", null, null))
                .isEqualTo("200 ");
        assertThat(request("GET", "/services/collector/event", "", null, null))
                .isEqualTo("405 {\"text\":\"The requested URL was not found on this server.\",\"code\":404}");
        assertThat(request("POST", "/collector", "", null, null)).startsWith("404 ");
    }

    @Test
    void gzip_is_read_and_deflate_is_refused_with_a_page() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(event("a").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(send(body.toByteArray(), "gzip").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = send(body.toByteArray(), "deflate");
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).contains("<html>");
    }

    @Test
    void bodies_beyond_the_limit_are_refused_in_the_way_of_the_edition() throws Exception {
        restart(options().maxBody(100), HecReceiverFaults.none());
        HttpResponse<String> enterprise = post(event("a").repeat(10));
        assertThat(enterprise.statusCode()).isEqualTo(413);
        assertThat(enterprise.body()).contains("<html>");

        restart(options().cloud(true), HecReceiverFaults.none());
        String large = "{\"event\":\"" + "x".repeat(6_000_000) + "\"}";
        HttpResponse<String> cloud = post(large);
        assertThat(cloud.statusCode()).isEqualTo(400);
        assertThat(cloud.body()).contains("\"code\":6,\"invalid-event-number\":0");
        assertThat(request("POST", "/services/collector/event", event("a"), "Splunk " + TOKEN, null))
                .contains("\"code\":28");
    }

    @Test
    void a_crash_loses_what_was_not_indexed_and_ids_start_again_at_0() throws Exception {
        post(event("a"));
        clock.tick(Duration.ofSeconds(2));
        post(event("b"));

        receiver.crash();

        clock.tick(Duration.ofSeconds(2));
        assertThat(post(event("c")).body()).contains("\"ackId\":0");
        clock.tick(Duration.ofSeconds(2));
        assertThat(ids()).containsExactly("a", "c");
        assertThat(poll(CHANNEL, "1")).contains("\"1\":false");
    }

    @Test
    void an_idle_channel_is_forgotten_with_its_ids() throws Exception {
        post(event("a"));
        clock.tick(Duration.ofMinutes(11));
        poll(OTHER_CHANNEL, "0");

        assertThat(poll(CHANNEL, "0")).contains("\"0\":false");
        assertThat(ids()).containsExactly("a");
    }

    @Test
    void a_sticky_balancer_refuses_requests_without_its_cookie_and_gives_one() throws Exception {
        restart(options().sticky(true).cloud(true), HecReceiverFaults.none());

        HttpResponse<String> first = post(event("a"));

        assertThat(first.body()).contains("\"code\":28");
        assertThat(first.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("AWSALB=1-1;");
    }

    @Test
    void backpressure_warns_first_and_refuses_then() throws Exception {
        restart(options().backpressure(true).maxPendingAcks(5), HecReceiverFaults.none());

        for (int i = 0; i < 4; i++) {
            assertThat(post(event("a" + i)).body()).contains("\"code\":0,");
        }
        assertThat(post(event("a4")).body()).contains("\"code\":25,\"ackId\":4");
        HttpResponse<String> full = post(event("a5"));
        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(full.body()).contains("\"code\":27");
    }

    @Test
    void a_full_queue_without_backpressure_is_busy() throws Exception {
        restart(options().maxQueuedBytes(10), HecReceiverFaults.none());
        post(event("a"));

        HttpResponse<String> busy = post(event("b"));

        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.body()).contains("\"code\":9");
    }

    @Test
    void faults_before_acceptance_take_nothing_and_those_after_take_all() throws Exception {
        restart(
                options(),
                HecReceiverFaults.onEvents(
                        HecReceiverFault.RESET_BEFORE,
                        HecReceiverFault.RESET_IN_BODY,
                        HecReceiverFault.RESET_AFTER,
                        HecReceiverFault.RESET_IN_ANSWER,
                        HecReceiverFault.QUEUE_FULL_RETRY_AFTER,
                        HecReceiverFault.GATEWAY_TIMEOUT,
                        HecReceiverFault.LOST,
                        HecReceiverFault.ACK_NEVER));

        for (String id : List.of("a", "b", "c", "d")) {
            assertThatThrownBy(() -> post(event(id))).isInstanceOf(IOException.class);
        }
        HttpResponse<String> full = post(event("e"));
        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(full.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(post(event("f")).statusCode()).isEqualTo(504);
        assertThat(post(event("g")).body()).contains("\"ackId\":3");
        assertThat(post(event("h")).body()).contains("\"ackId\":4");

        clock.tick(Duration.ofSeconds(2));
        assertThat(poll(CHANNEL, "3,4")).isEqualTo("{\"acks\":{\"3\":false,\"4\":false}}");
        assertThat(ids()).containsExactly("c", "d", "f", "h");
    }

    @Test
    void a_request_without_user_agent_loses_its_connection() throws Exception {
        URI url = receiver.url();
        String request = "POST /services/collector/event HTTP/1.1\r\nHost: x\r\nAuthorization: Splunk " + TOKEN
                + "\r\nX-Splunk-Request-Channel: " + CHANNEL + "\r\nContent-Length: 13\r\n\r\n{\"event\":\"a\"}";
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).contains("Connection: close").contains("\"ackId\":0");
        }
    }

    @Test
    void duplicates_are_counted_and_compared_and_written_to_the_file() throws Exception {
        Path file = folder.resolve("indexed.ndjson");
        restart(options().file(file), HecReceiverFaults.none());

        post(event("a") + event("a") + event("b"));
        post("{\"event\":\"different\",\"fields\":{\"event_id\":\"b\"}}");
        clock.tick(Duration.ofSeconds(2));

        assertThat(receiver.index().count()).isEqualTo(4);
        assertThat(receiver.index().distinct()).isEqualTo(2);
        assertThat(receiver.index().events())
                .extracting(Indexed::times, Indexed::sameBytes)
                .containsExactly(tuple(2, true), tuple(2, false));
        assertThat(Files.readAllLines(file)).containsExactly(row("a"), row("a"), row("b"), "\"different\"");
    }

    @Test
    void compact_modes_count_without_keeping_events() throws Exception {
        restart(options().keep(HecReceiverOptions.Keep.IDS), HecReceiverFaults.none());

        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            body.append(event("id" + i % 9_000));
        }
        post(body.toString());
        clock.tick(Duration.ofSeconds(2));

        assertThat(receiver.index().count()).isEqualTo(10_000);
        assertThat(receiver.index().distinct()).isEqualTo(9_000);
        assertThat(receiver.index().events()).isEmpty();
    }

    private HecReceiverOptions.Builder options() {
        return HecReceiverOptions.builder().indexDelay(Duration.ofSeconds(1)).hang(Duration.ofMillis(50));
    }

    private void restart(HecReceiverOptions.Builder options, HecReceiverFaults faults) {
        receiver.close();
        receiver = HecReceiver.start(options.build(), faults, clock);
    }

    private static String event(String id) {
        return "{\"event\":" + row(id) + ",\"index\":\"main\",\"fields\":{\"event_id\":\"" + id + "\"}}";
    }

    private static String row(String id) {
        return "{\"name\":\"" + id + "\"}";
    }

    private List<String> ids() {
        return receiver.index().events().stream().map(Indexed::id).collect(Collectors.toList());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return post(CHANNEL, body);
    }

    private HttpResponse<String> post(String channel, String body) throws Exception {
        return client.send(
                builder("/services/collector/event", "Splunk " + TOKEN, channel)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(byte[] body, String encoding) throws Exception {
        return client.send(
                builder("/services/collector/event", "Splunk " + TOKEN, CHANNEL)
                        .header("Content-Encoding", encoding)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String poll(String channel, String ids) throws Exception {
        return client.send(
                        builder("/services/collector/ack", "Splunk " + TOKEN, channel)
                                .POST(HttpRequest.BodyPublishers.ofString("{\"acks\":[" + ids + "]}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String request(
            String method, String path, String body, @Nullable String authorization, @Nullable String channel)
            throws Exception {
        HttpResponse<String> answer = client.send(
                builder(path, authorization, channel)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private HttpRequest.Builder builder(String path, @Nullable String authorization, @Nullable String channel) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(receiver.url().resolve(path))
                .header("User-Agent", "test")
                .timeout(Duration.ofMinutes(1));
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        if (channel != null) {
            builder.header("X-Splunk-Request-Channel", channel);
        }
        return builder;
    }
}
