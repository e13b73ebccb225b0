package io.muster.serve;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.muster.problem.ProblemException;
import io.muster.state.Run;
import io.muster.state.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers those who watch the service: whether it lives, whether it can answer, its numbers, its description. */
final class Probes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final State state;
    private final Metrics metrics;
    private final Clock clock;
    private final BooleanSupplier stopping;
    private final byte[] description = description();
    private final ExecutorService asker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "ready-probe");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Future<Optional<Run>> asked;

    Probes(State state, Metrics metrics, Clock clock, BooleanSupplier stopping) {
        this.state = state;
        this.metrics = metrics;
        this.clock = clock;
        this.stopping = stopping;
    }

    private static byte[] description() {
        try (InputStream file =
                Objects.requireNonNull(Probes.class.getResourceAsStream("openapi.json"), "openapi.json is not there")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void health(Context context) {
        context.contentType(Json.TYPE).result(Json.object(json -> json.writeStringField("status", "ok")));
    }

    /** Ready is who can answer lookups. An old run is no reason to send nobody here: an old answer is better than none. */
    void readiness(Context context) {
        Optional<Optional<Run>> latest = ask();
        boolean ready = latest.isPresent() && !stopping.getAsBoolean();
        context.status(ready ? 200 : 503).contentType(Json.TYPE).result(Json.object(json -> {
            json.writeStringField("status", ready ? "ready" : stopping.getAsBoolean() ? "stopping" : "not-ready");
            json.writeStringField("state", latest.isPresent() ? "ok" : "unreachable");
            json.writeObjectFieldStart("last_run");
            Optional<Run> known = latest.flatMap(it -> it);
            Json.time(json, "started", known.map(Run::started).orElse(null));
            json.writeFieldName("age_seconds");
            if (known.isPresent()) {
                json.writeNumber(
                        Duration.between(known.get().started(), clock.instant()).toSeconds());
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        }));
    }

    /** The newest run as the state tells it; empty if it does not answer in time. One question at a time waits for it. */
    private synchronized Optional<Optional<Run>> ask() {
        Future<Optional<Run>> answer = asked == null || asked.isDone() ? asker.submit(this::latest) : asked;
        asked = answer;
        try {
            return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                LOG.warn("The state could not be read; the service is not ready. {}", problem.getMessage());
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Run> latest() {
        return state.runs().latestComplete();
    }

    /** OpenMetrics, unless the one who asks takes only the older form. */
    void metrics(Context context) {
        String accepted = Optional.ofNullable(context.header(Header.ACCEPT)).orElse("");
        boolean older = accepted.contains("text/plain") && !accepted.contains("openmetrics");
        String type = older ? Metrics.PLAIN : Metrics.OPEN_METRICS;
        context.contentType(type).result(metrics.text(type));
    }

    void description(Context context) {
        context.contentType(Json.TYPE).result(description);
    }

    @Override
    public void close() {
        asker.shutdownNow();
    }
}
