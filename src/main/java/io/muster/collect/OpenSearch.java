package io.muster.collect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.catalog.SiemSpec;
import io.muster.finding.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks OpenSearch, or Elasticsearch, by {@code _search}. A request may be answered by some of the shards only, in some of
 * the time only, with some of the buckets only: each of them is no answer. Composite aggregations are read page by page.
 */
final class OpenSearch implements SiemSearch {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARAMETERS =
            "/_search?allow_partial_search_results=false&allow_no_indices=false&ignore_unavailable=false";
    private static final int MOST_PAGES = 1_000;

    private final SiemHttp http;
    private final Duration timeout;

    OpenSearch(SiemHttp http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    @Override
    public List<Map<String, @Nullable Object>> ask(SiemSpec question, String data)
            throws NoAnswer, InterruptedException {
        SiemSpec.OpenSearch spec = question.openSearch();
        if (spec == null) {
            throw http.noAnswer(Reason.NOT_COLLECTED, "cannot be asked: the question is not written for it");
        }
        ObjectNode body = body(spec);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode answer = http.post("/" + indexes(data) + PARAMETERS, "application/json", body.toString());
            requireComplete(answer);
            if (spec.rows() == null) {
                return List.of(row(spec, answer));
            }
            JsonNode list = answer.at(pointer(spec.rows()));
            if (!list.isArray()) {
                throw http.noAnswer(Reason.SCHEMA_DRIFT, "gave an answer without '" + spec.rows() + "'");
            }
            list.forEach(item -> rows.add(row(spec, item)));
            JsonNode after = answer.at(pointer(spec.rows()).head()).path("after_key");
            if (list.isEmpty() || !after.isObject()) {
                requireFound(rows, answer.at("/hits/total/value").asLong(0));
                return rows;
            }
            proceed(body, spec.rows(), after);
        }
        throw http.noAnswer(Reason.NOT_COLLECTED, "has more than " + MOST_PAGES + " pages of results");
    }

    private ObjectNode body(SiemSpec.OpenSearch spec) throws NoAnswer {
        try {
            if (JSON.readTree(spec.body()) instanceof ObjectNode body) {
                return body.put("timeout", Math.max(1, timeout.toSeconds()) + "s");
            }
        } catch (JsonProcessingException e) {
            // Said below, as is a body that is no object.
        }
        throw http.noAnswer(Reason.SCHEMA_DRIFT, "cannot be asked: 'siem.opensearch.body' of the question is no JSON");
    }

    private void requireComplete(JsonNode answer) throws NoAnswer {
        JsonNode shards = answer.path("_shards");
        if (answer.path("timed_out").asBoolean(true)) {
            throw http.noAnswer(Reason.TIMED_OUT, "did not complete the search within " + timeout.toSeconds() + " s");
        }
        if (answer.path("terminated_early").asBoolean(false)) {
            throw http.noAnswer(Reason.NOT_COLLECTED, "ended the search before it was complete");
        }
        if (shards.path("failed").asInt(1) > 0) {
            throw http.noAnswer(
                    Reason.NOT_COLLECTED,
                    "did not answer in full: " + shards.path("failed").asInt(0) + " of "
                            + shards.path("total").asInt(0) + " shards failed"
                            + because(shards.at("/failures/0/reason/reason")));
        }
        if (shards.path("total").asInt(0) == 0) {
            throw http.noAnswer(Reason.SCHEMA_DRIFT, "has no index of that name that may be searched");
        }
        if (answer.path("_clusters").path("skipped").asInt(0) > 0) {
            throw http.noAnswer(Reason.NOT_COLLECTED, "did not answer in full: it skipped another cluster");
        }
        for (JsonNode others : answer.path("aggregations").findValues("sum_other_doc_count")) {
            if (others.asLong(1) > 0) {
                throw http.noAnswer(
                        Reason.NOT_COLLECTED, "did not answer in full: it left out buckets beyond the size asked for");
            }
        }
    }

    /** Buckets are made of a field: events without any bucket do not have it, or have it under another name. */
    private void requireFound(List<?> rows, long events) throws NoAnswer {
        if (rows.isEmpty() && events > 0) {
            throw http.noAnswer(Reason.SCHEMA_DRIFT, "found " + events + " events, and none with the field asked for");
        }
    }

    private static String because(JsonNode reason) {
        return reason.isTextual() ? ": " + reason.asText() : "";
    }

    /** Asks on after the last bucket of a composite aggregation. */
    private static void proceed(ObjectNode body, String rows, JsonNode after) {
        String[] path = rows.split("\\.", -1);
        String name = path[path.length - 2];
        if (body.path("aggs").path(name).path("composite") instanceof ObjectNode composite) {
            composite.set("after", after);
        }
    }

    private static Map<String, @Nullable Object> row(SiemSpec.OpenSearch spec, JsonNode item) {
        Map<String, @Nullable Object> row = new HashMap<>();
        spec.columns().forEach((column, path) -> row.put(column, SiemRows.value(item.at(pointer(path)))));
        return row;
    }

    private static JsonPointer pointer(String path) {
        return JsonPointer.compile("/" + path.replace('.', '/'));
    }

    /** Several indexes are separated by commas, and have wildcards. */
    private static String indexes(String data) {
        return Arrays.stream(data.split(",", -1))
                .map(String::strip)
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
    }
}
