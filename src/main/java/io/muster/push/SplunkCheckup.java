package io.muster.push;

import io.muster.problem.Diagnosis;
import io.muster.push.SplunkConfig.Acknowledgement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Examines a collector: its health, its token and its acknowledgements, without sending an event. */
final class SplunkCheckup {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int NO_DATA = 5;
    private static final int ACKNOWLEDGEMENT_OFF = 14;

    private final SplunkConfig config;
    private final HttpClient client;
    private final String part;
    private final String channel = UUID.randomUUID().toString();

    SplunkCheckup(SplunkConfig config, HttpClient client) {
        this.config = config;
        this.client = client;
        this.part = "target " + config.name();
    }

    List<Diagnosis> examine() throws InterruptedException {
        List<Diagnosis> found = new ArrayList<>();
        try {
            HecReply health = ask("health", "GET", "");
            if (health.status() == 200) {
                found.add(Diagnosis.ok(part, "The collector at " + config.url() + " is healthy."));
            } else if (health.isHec()) {
                found.add(Diagnosis.warning(
                        part, "The collector says of itself: " + health.described() + ".", "look at Splunk's queues"));
            } else {
                found.add(Diagnosis.broken(
                        part,
                        "What answers at " + config.url() + " is no collector: " + health.described() + ".",
                        "check the port, which is 8088 by default, and the proxy"));
                return found;
            }
            token(found);
        } catch (IOException e) {
            found.add(Diagnosis.broken(
                    part,
                    "The collector at " + config.url() + " does not answer: "
                            + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage())
                            + ".",
                    e instanceof javax.net.ssl.SSLException
                            ? "name the certificate of its authority in 'tls-ca'"
                            : "check the address, and that HEC is switched on in Splunk"));
        }
        return found;
    }

    /** A collector looks at the token before it sees that there is no event. */
    private void token(List<Diagnosis> found) throws IOException, InterruptedException {
        HecReply reply = ask("event", "POST", "");
        if (reply.code() != NO_DATA) {
            boolean busy = reply.status() >= 500 || reply.status() == 429;
            found.add(
                    busy
                            ? Diagnosis.warning(
                                    part, "It does not take events now: " + reply.described() + ".", "try again later")
                            : Diagnosis.broken(
                                    part,
                                    "The token is refused: " + reply.described() + ".",
                                    "create or enable a token in Splunk and put it where 'token' points"));
            return;
        }
        found.add(Diagnosis.ok(
                part,
                "The token is valid"
                        + (config.index() == null
                                ? "."
                                : "; whether it may write into '" + config.index() + "' shows with the first event.")));
        acknowledgement(found);
    }

    private void acknowledgement(List<Diagnosis> found) throws IOException, InterruptedException {
        HecReply reply = ask("ack", "POST", "{\"acks\":[0]}");
        boolean off = reply.code() == ACKNOWLEDGEMENT_OFF;
        if (!off && reply.status() == 200) {
            found.add(
                    config.acknowledgement() == Acknowledgement.OFF
                            ? Diagnosis.warning(
                                    part,
                                    "The token acknowledges, but 'ack' is off, so what Splunk loses is not sent again.",
                                    "leave 'ack' out")
                            : Diagnosis.ok(part, "Indexers acknowledge what they have."));
        } else if (config.acknowledgement() == Acknowledgement.REQUIRED) {
            found.add(Diagnosis.broken(
                    part,
                    "Acknowledgement is required, and the token has none: " + reply.described() + ".",
                    SplunkConfig.ENABLE_ACK));
        } else {
            found.add(Diagnosis.warning(
                    part,
                    "Nothing is acknowledged, so that what Splunk loses is not sent again.",
                    "switch on indexer acknowledgement for the token in Splunk"));
        }
    }

    private HecReply ask(String route, String method, String body) throws IOException, InterruptedException {
        URI address = address(route);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Authorization", "Splunk " + config.token().reveal())
                .header("User-Agent", "muster")
                .header("Content-Type", "application/json")
                .header("X-Splunk-Request-Channel", channel)
                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return HecReply.of(response.statusCode(), response.body()).without(config.token());
    }

    /** The address may end with the path of the collector, or with a slash. */
    private URI address(String route) {
        String base = config.url()
                .toString()
                .replaceFirst("/services/collector.*$", "")
                .replaceFirst("/$", "");
        return URI.create(base + "/services/collector/" + route);
    }
}
