package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverOptions;
import io.muster.problem.Diagnosis;
import io.muster.push.SplunkConfig.Acknowledgement;
import io.muster.settings.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the doctor says of a collector, and that it leaves nothing in it. */
final class SplunkCheckupTest {

    private static final String TOKEN = "0f1e2d3c-receiver-token";

    private static List<Diagnosis> examine(URI url, String token, Acknowledgement wanted) throws InterruptedException {
        SplunkConfig config = SplunkConfig.of("splunk", url, new Secret(token), "main")
                .withAcknowledgement(wanted, Duration.ofSeconds(1), Duration.ofMinutes(1));
        return SplunkHecTarget.open(config, Clock.systemUTC()).examine();
    }

    private static HecReceiver receiver(boolean acknowledge) {
        return HecReceiver.start(
                HecReceiverOptions.builder()
                        .token(TOKEN)
                        .acknowledge(acknowledge)
                        .build(),
                HecReceiverFaults.none(),
                Clock.systemUTC());
    }

    private static List<String> levels(List<Diagnosis> found) {
        return found.stream().map(diagnosis -> diagnosis.level().word()).toList();
    }

    @Test
    void a_healthy_collector_with_a_valid_token_is_fine_and_gets_no_event() throws InterruptedException {
        try (HecReceiver receiver = receiver(true)) {
            List<Diagnosis> found = examine(receiver.url(), TOKEN, Acknowledgement.REQUIRED);

            assertThat(levels(found)).containsExactly("ok", "ok", "ok");
            assertThat(receiver.index().count()).isZero();
        }
    }

    @Test
    void a_wrong_token_is_broken_and_not_shown() throws InterruptedException {
        try (HecReceiver receiver = receiver(true)) {
            List<Diagnosis> found = examine(receiver.url(), "wrong-token", Acknowledgement.REQUIRED);

            assertThat(levels(found)).containsExactly("ok", "broken");
            assertThat(found.get(1).message()).contains("The token is refused: HTTP 403, code 4");
            assertThat(found.toString()).doesNotContain("wrong-token");
        }
    }

    @Test
    void a_token_without_acknowledgements_is_broken_where_they_are_required_and_warns_elsewhere()
            throws InterruptedException {
        try (HecReceiver receiver = receiver(false)) {
            assertThat(levels(examine(receiver.url(), TOKEN, Acknowledgement.REQUIRED)))
                    .containsExactly("ok", "ok", "broken");
            assertThat(levels(examine(receiver.url(), TOKEN, Acknowledgement.PREFERRED)))
                    .containsExactly("ok", "ok", "warning");
        }
    }

    @Test
    void nobody_there_is_broken() throws InterruptedException {
        List<Diagnosis> found = examine(URI.create("http://127.0.0.1:1"), TOKEN, Acknowledgement.REQUIRED);

        assertThat(levels(found)).containsExactly("broken");
        assertThat(found.get(0).fix()).contains("HEC is switched on");
    }

    @Test
    void something_else_that_answers_is_told_from_a_collector() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<html><head><title>x</title></head>Welcome</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(404, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            List<Diagnosis> found = examine(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()), TOKEN, Acknowledgement.REQUIRED);

            assertThat(levels(found)).containsExactly("broken");
            assertThat(found.get(0).message()).contains("is no collector: HTTP 404: Welcome");
        } finally {
            server.stop(0);
        }
    }
}
