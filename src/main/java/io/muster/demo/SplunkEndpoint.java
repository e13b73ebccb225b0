package io.muster.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.muster.catalog.Pack;
import io.muster.demo.world.DemoWorld;
import io.muster.demo.world.SiemFacts;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The search jobs of a Splunk, over HTTP on loopback: a search is started and has ended when its id comes back, the job
 * says how it ended, and its results can be fetched, 100 of them unless more are asked for.
 */
public final class SplunkEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern JOB = Pattern.compile("/services/search/jobs/([^/]+)");
    private static final Pattern RESULTS = Pattern.compile("/services/search/v2/jobs/([^/]+)/results");
    private static final int USUAL_COUNT = 100;

    private final Loopback loopback;
    private final String token;
    private final Searches searches;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();

    /** What is behind it. */
    public interface Searches {

        /** How a search ends; empty for a search that Splunk does not understand. */
        Optional<Job> run(String search);
    }

    /**
     * A search that has ended.
     *
     * @param count how many results it has; those that it gives may be fewer
     * @param state {@code DONE}, {@code FAILED} or one of those before
     * @param finalized whether it was ended before it was complete
     */
    public record Job(
            List<Map<String, String>> results, int count, String state, boolean finalized, List<Message> messages) {

        public Job {
            requireNonNull(state, "state is null");
            results = List.copyOf(results);
            messages = List.copyOf(messages);
        }

        /** A search that came to its own end. */
        public static Job done(List<Map<String, String>> results) {
            return new Job(results, results.size(), "DONE", false, List.of());
        }

        /** The same job with something to say. */
        public Job saying(String type, String text) {
            return new Job(results, count, state, finalized, List.of(new Message(type, text)));
        }
    }

    /** What a job says beside its results; {@code type} is INFO, WARN, ERROR or FATAL. */
    public record Message(String type, String text) {}

    private SplunkEndpoint(Loopback loopback, String token, Searches searches) {
        this.loopback = loopback;
        this.token = token;
        this.searches = searches;
    }

    /** The SIEM of the demo world: it answers the questions of the pack. */
    public static SplunkEndpoint start(String token, DemoWorld world, Pack pack, Clock clock) {
        SiemFacts facts = new SiemFacts(world, pack, clock);
        return start(token, search -> facts.answer(search).map(Job::done));
    }

    /** Starts answering on a free port of loopback whoever has the token. */
    public static SplunkEndpoint start(String token, Searches searches) {
        Loopback loopback = Loopback.open("Splunk", 2);
        SplunkEndpoint endpoint = new SplunkEndpoint(loopback, token, searches);
        loopback.answer(endpoint::handle);
        return endpoint;
    }

    public URI url() {
        return loopback.url();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = Loopback.body(exchange);
            String path = exchange.getRequestURI().getPath();
            Matcher job = JOB.matcher(path);
            Matcher results = RESULTS.matcher(path);
            if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                refuse(exchange, 401, "WARN", "call not properly authenticated");
            } else if (path.equals("/services/search/jobs")
                    && exchange.getRequestMethod().equals("POST")) {
                start(exchange, Loopback.pairs(body));
            } else if (job.matches() && jobs.containsKey(job.group(1))) {
                send(exchange, 200, status(job.group(1)));
            } else if (results.matches() && jobs.containsKey(results.group(1))) {
                send(
                        exchange,
                        200,
                        results(
                                requireNonNull(jobs.get(results.group(1))),
                                Loopback.pairs(exchange.getRequestURI().getRawQuery())));
            } else {
                refuse(exchange, 404, "FATAL", job.matches() || results.matches() ? "Unknown sid." : "Not Found");
            }
        }
    }

    /** A search that does not say what it does with events has to begin with a bar. */
    private void start(HttpExchange exchange, Map<String, String> form) throws IOException {
        String search = form.getOrDefault("search", "");
        if (!search.startsWith("search ") && !search.startsWith("|")) {
            refuse(exchange, 400, "FATAL", "Unknown search command '" + search.split(" ", 2)[0] + "'.");
            return;
        }
        Optional<Job> job = form.getOrDefault("exec_mode", "").equals("blocking")
                        && form.getOrDefault("output_mode", "").equals("json")
                ? searches.run(search)
                : Optional.empty();
        if (job.isEmpty()) {
            refuse(exchange, 400, "FATAL", "Error in 'SearchParser': this Splunk answers the demo's questions only.");
            return;
        }
        String id = "1764000000." + started.incrementAndGet();
        jobs.put(id, job.get());
        send(exchange, 201, JSON.createObjectNode().put("sid", id));
    }

    private ObjectNode status(String id) {
        Job job = requireNonNull(jobs.get(id));
        ObjectNode content = JSON.createObjectNode()
                .put("sid", id)
                .put("dispatchState", job.state())
                .put("isDone", job.state().equals("DONE") || job.state().equals("FAILED"))
                .put("isFailed", job.state().equals("FAILED"))
                .put("isFinalized", job.finalized())
                .put("resultCount", job.count());
        content.set("messages", messages(job));
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("entry").addObject().put("name", id).set("content", content);
        answer.putArray("messages");
        return answer;
    }

    private static ObjectNode results(Job job, Map<String, String> parameters) {
        int count = Integer.parseInt(parameters.getOrDefault("count", Integer.toString(USUAL_COUNT)));
        ObjectNode answer = JSON.createObjectNode().put("preview", false).put("init_offset", 0);
        answer.set("messages", messages(job));
        ArrayNode results = answer.putArray("results");
        job.results().stream().limit(count == 0 ? Long.MAX_VALUE : count).forEach(row -> {
            ObjectNode result = results.addObject();
            row.forEach(result::put);
        });
        return answer;
    }

    private static ArrayNode messages(Job job) {
        ArrayNode messages = JSON.createArrayNode();
        job.messages()
                .forEach(message ->
                        messages.addObject().put("type", message.type()).put("text", message.text()));
        return messages;
    }

    private static void refuse(HttpExchange exchange, int status, String type, String text) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("messages").addObject().put("type", type).put("text", text);
        send(exchange, status, answer);
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        Loopback.send(exchange, status, "application/json; charset=UTF-8", JSON.writeValueAsBytes(answer));
    }

    @Override
    public void close() {
        loopback.close();
    }
}
