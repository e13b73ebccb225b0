package io.muster.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.catalog.SiemSpec;
import io.muster.finding.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks Splunk by a search job, because only a job says whether its results are all there are: a search that ran out of
 * time, lost an indexer or hit a limit has results as well.
 */
final class SplunkSearch implements SiemSearch {

    private static final String JOBS = "/services/search/jobs";
    private static final String RESULTS = "/services/search/v2/jobs";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String KEPT_SECONDS = "300";
    private static final Set<String> HARMLESS = Set.of("INFO", "DEBUG");

    private final SiemHttp http;
    private final Duration timeout;

    SplunkSearch(SiemHttp http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    @Override
    public List<Map<String, @Nullable Object>> ask(SiemSpec question, String data)
            throws NoAnswer, InterruptedException {
        if (question.splunk() == null) {
            throw http.noAnswer(Reason.NOT_COLLECTED, "cannot be asked: the question is not written for it");
        }
        String job = start(question.splunk().replace(SiemSpec.PLACE, data));
        long count = requireComplete(http.get(JOBS + "/" + encoded(job) + "?output_mode=json"));
        JsonNode results = http.get(RESULTS + "/" + encoded(job) + "/results?output_mode=json&count=0");
        requireHarmless(results.path("messages"));
        JsonNode rows = results.path("results");
        if (!rows.isArray() || results.path("preview").asBoolean(false)) {
            throw http.noAnswer(Reason.NOT_COLLECTED, "gave an answer that holds no final results");
        }
        if (rows.size() != count) {
            throw http.noAnswer(Reason.NOT_COLLECTED, "gave " + rows.size() + " of " + count + " results");
        }
        return rows(rows);
    }

    private String start(String search) throws NoAnswer, InterruptedException {
        Map<String, String> form = new HashMap<>();
        form.put("search", search);
        form.put("exec_mode", "blocking");
        form.put("output_mode", "json");
        form.put("allow_partial_results", "false");
        form.put("max_time", Long.toString(Math.max(1, timeout.toSeconds())));
        form.put("timeout", KEPT_SECONDS);
        JsonNode started = http.post(
                JOBS,
                FORM,
                form.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&")));
        String job = started.path("sid").asText("");
        if (job.isEmpty()) {
            requireHarmless(started.path("messages"));
            throw http.noAnswer(Reason.NOT_COLLECTED, "started no search");
        }
        return job;
    }

    /** How many results the job has; they count only if it came to its own end and has nothing to complain of. */
    private long requireComplete(JsonNode answer) throws NoAnswer {
        JsonNode job = answer.path("entry").path(0).path("content");
        String state = job.path("dispatchState").asText("");
        if (isTrue(job.path("isFailed")) || state.equals("FAILED")) {
            requireHarmless(job.path("messages"));
            throw http.noAnswer(Reason.NOT_COLLECTED, "failed at the search");
        }
        if (isTrue(job.path("isFinalized"))) {
            throw http.noAnswer(
                    Reason.TIMED_OUT,
                    "ended the search before it was complete; 'siem-questions.timeout' is " + timeout.toSeconds()
                            + " s, and the role may have a limit of its own");
        }
        if (!isTrue(job.path("isDone")) || !state.equals("DONE")) {
            throw http.noAnswer(
                    Reason.TIMED_OUT, "did not complete the search, which is " + (state.isEmpty() ? "unknown" : state));
        }
        requireHarmless(job.path("messages"));
        String count = job.path("resultCount").asText("");
        if (!count.matches("[0-9]{1,12}")) {
            throw http.noAnswer(Reason.NOT_COLLECTED, "does not say how many results there are");
        }
        return Long.parseLong(count);
    }

    /** Warnings are how Splunk says that results are missing. They come as a list, or by their kind. */
    private void requireHarmless(JsonNode messages) throws NoAnswer {
        if (messages.isObject()) {
            for (Map.Entry<String, JsonNode> kind : messages.properties()) {
                requireHarmless(kind.getKey(), kind.getValue().path(0).asText(""));
            }
            return;
        }
        for (JsonNode message : messages) {
            requireHarmless(
                    message.path("type").asText(""), message.path("text").asText(""));
        }
    }

    private void requireHarmless(String type, String text) throws NoAnswer {
        if (!HARMLESS.contains(type.toUpperCase(Locale.ROOT))) {
            throw http.noAnswer(Reason.NOT_COLLECTED, "did not answer in full: " + type + " " + text);
        }
    }

    /** Splunk writes truth as true or as 1, by version. */
    private static boolean isTrue(JsonNode value) {
        return value.asBoolean(false)
                || value.asText("").equals("1")
                || value.asText("").equals("true");
    }

    private static List<Map<String, @Nullable Object>> rows(JsonNode results) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (JsonNode result : results) {
            Map<String, @Nullable Object> row = new HashMap<>();
            result.properties().forEach(field -> row.put(field.getKey(), SiemRows.value(field.getValue())));
            rows.add(row);
        }
        return rows;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
