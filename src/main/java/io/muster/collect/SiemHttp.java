package io.muster.collect;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.collect.Failure.Trait;
import io.muster.collect.SiemSearch.NoAnswer;
import io.muster.finding.Reason;
import io.muster.settings.Certificates;
import io.muster.settings.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Speaks HTTP with a SIEM: who asks, how long an answer may take, and what an answer means that is none. */
final class SiemHttp {

    /** What the network and the SIEM's own bookkeeping may take beyond the search itself. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final SiemQuestionsConfig config;
    private final Duration patience;
    private final URI url;
    private final HttpClient client;

    SiemHttp(SiemQuestionsConfig config) {
        this(config, GRACE);
    }

    /** @param grace how long an answer may take beyond the timeout of the search */
    SiemHttp(SiemQuestionsConfig config, Duration grace) {
        this.config = config;
        this.patience = config.timeout().plus(grace);
        this.url = requireNonNull(config.url(), "nobody is configured to be asked");
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout());
        if (config.tlsCa() != null) {
            builder.sslContext(Certificates.trusting(config.tlsCa(), "'siem-questions'"));
        }
        this.client = builder.build();
    }

    JsonNode get(String path) throws NoAnswer, InterruptedException {
        return send(request(path).GET());
    }

    JsonNode post(String path, String contentType, String body) throws NoAnswer, InterruptedException {
        return send(request(path)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder request(String path) {
        String base = url.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
                .header("Accept", "application/json")
                .header("User-Agent", "muster");
        authorization().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private Optional<String> authorization() {
        if (config.token() != null) {
            return Optional.of("Bearer " + config.token().reveal());
        }
        if (config.password() == null) {
            return Optional.empty();
        }
        byte[] pair = (config.user() + ":" + config.password().reveal()).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private JsonNode send(HttpRequest.Builder request) throws NoAnswer, InterruptedException {
        // The client's own timeout ends with the head of the answer, and a body can hang as well.
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return response.statusCode() / 100 == 2 ? json(response.body()) : refused(response);
        } catch (TimeoutException e) {
            throw silent(Reason.TIMED_OUT, "gave no answer within " + patience.toSeconds() + " s", Trait.MAY_PASS);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private NoAnswer unreachable(Throwable cause) {
        String text = cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        boolean nobodyThere = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        return silent(
                cause instanceof HttpTimeoutException ? Reason.TIMED_OUT : Reason.UNREACHABLE,
                "gave no answer: " + text,
                nobodyThere ? Trait.EVERYWHERE : Trait.MAY_PASS);
    }

    private JsonNode json(byte[] body) throws NoAnswer {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Said below; the text of the answer may be anything, so it is not shown.
        } catch (IOException e) {
            throw unreachable(e);
        }
        throw noAnswer(Reason.NOT_COLLECTED, "gave an answer that is no JSON, or only the beginning of it");
    }

    private JsonNode refused(HttpResponse<byte[]> response) throws NoAnswer {
        int status = response.statusCode();
        Reason reason = switch (status) {
            case 401, 403 -> Reason.DENIED;
            case 408, 504 -> Reason.TIMED_OUT;
            case 429, 503 -> Reason.THROTTLED;
            case 400, 404 -> Reason.SCHEMA_DRIFT;
            default -> status >= 500 ? Reason.UNREACHABLE : Reason.NOT_COLLECTED;
        };
        throw noAnswer(reason, "answered with HTTP " + status + text(response.body()));
    }

    /** What an error says in the words of Splunk, OpenSearch or Elasticsearch; nothing if it is of somebody else. */
    private static String text(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return Stream.of("/messages/0/text", "/error/root_cause/0/reason", "/error/reason", "/message", "/error")
                    .map(json::at)
                    .filter(JsonNode::isTextual)
                    .findFirst()
                    .map(text -> ": " + text.asText())
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** Nobody answered: {@code EVERYWHERE} where nobody is there at all, so that asking something else is useless. */
    private NoAnswer silent(Reason reason, String text, Trait trait) {
        Failure failure = noAnswer(reason, text).failure();
        return new NoAnswer(Failure.of(reason, failure.message(), trait));
    }

    /** There is no answer that counts; the text is about the SIEM, which is named before it. */
    NoAnswer noAnswer(Reason reason, String text) {
        String message = config.shown() + " " + text;
        for (Secret secret : Stream.of(Optional.ofNullable(config.token()), Optional.ofNullable(config.password()))
                .flatMap(Optional::stream)
                .toList()) {
            if (!secret.reveal().isEmpty()) {
                message = message.replace(secret.reveal(), "…");
            }
        }
        return new NoAnswer(Failure.of(reason, Failures.clean(message)));
    }
}
