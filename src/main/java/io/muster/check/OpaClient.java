package io.muster.check;

import io.muster.settings.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP/1.1 with one OPA. Every failure is a {@link Reply}; an interrupt closes the connection. */
final class OpaClient {

    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private final HttpClient http;
    private final String base;
    private final @Nullable Secret token;
    private final Meter meter;

    private OpaClient(HttpClient http, URI base, @Nullable Secret token, Meter meter) {
        this.http = http;
        this.base = base.toString().replaceAll("/+$", "");
        this.token = token;
        this.meter = meter;
    }

    /** For an OPA on this machine, which no proxy may stand before. */
    static OpaClient own(URI base, Secret token, Meter meter) {
        return new OpaClient(builder().proxy(HttpClient.Builder.NO_PROXY).build(), base, token, meter);
    }

    static OpaClient foreign(URI base, @Nullable Secret token, Meter meter) {
        return new OpaClient(builder().build(), base, token, meter);
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECTING)
                .followRedirects(HttpClient.Redirect.NEVER);
    }

    Reply get(String path, Duration allowed) {
        return send(request(path).GET().build(), 0, allowed);
    }

    Reply post(String path, RequestBody body, Duration allowed) {
        HttpRequest request = request(path)
                .header("content-type", "application/json")
                .POST(body.publisher())
                .build();
        return send(request, body.length(), allowed);
    }

    URI address() {
        return URI.create(base);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (token != null) {
            request.header("authorization", "Bearer " + token.reveal());
        }
        return request;
    }

    private Reply send(HttpRequest request, long bytes, Duration allowed) {
        meter.request(bytes);
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        long received = 0;
        try {
            HttpResponse<byte[]> response = exchange.get(allowed.toMillis(), TimeUnit.MILLISECONDS);
            received = response.body().length;
            return new Reply.Answered(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new Reply.TimedOut();
        } catch (ExecutionException e) {
            return failure(e.getCause());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while OPA was asked");
            cancelled.initCause(e);
            throw cancelled;
        } finally {
            meter.reply(received, System.nanoTime() - start);
        }
    }

    private static Reply failure(@Nullable Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return new Reply.Unreachable("no connection within " + CONNECTING.toSeconds() + " s");
        }
        if (cause instanceof ConnectException) {
            return new Reply.Unreachable("connection refused");
        }
        if (cause instanceof IOException) {
            String message = cause.getMessage();
            return new Reply.Unreachable("connection lost" + (message == null ? "" : ": " + message));
        }
        throw new IllegalStateException("a request to OPA failed", cause);
    }
}
