package io.muster.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.muster.lookup.Answer;
import io.muster.lookup.AnswerJson;
import io.muster.lookup.Lookup;
import io.muster.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers whose keys are. */
final class AssetRoutes {

    static final int LONGEST_BODY = 4 << 20;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final byte[] BEGIN = "{\"answers\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

    /** So many keys are looked up at once; an address of a private network may belong to every account. */
    private static final int PIECE = 500;

    private static final int LARGEST_ANSWER = 32 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int AT_ONCE = 4;

    private final Lookup lookup;
    private final Clock clock;
    private final Semaphore questions = new Semaphore(AT_ONCE, true);

    AssetRoutes(Lookup lookup, Clock clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    /** {@code GET /v1/assets/<key>?at=}. */
    void one(Context context) {
        Instant at = Parameters.of(context, "at").time("at").orElseGet(clock::instant);
        String key = Parameters.requireText("key", context.pathParam("key"));
        Answer answer = lookup.whose(key, at);
        if (answer.isKnown()) {
            context.contentType(Json.TYPE).result(AnswerJson.of(answer));
            return;
        }
        Problem problem = answer.asOf() == null
                ? Refusal.nothingAudited().problem()
                : Problem.of(
                        "Nothing is known of '" + key + "' at " + at + ".",
                        answer.otherTimes().isEmpty() ? "" : "It is known at other times.",
                        "");
        context.status(404)
                .contentType(Json.PROBLEM_TYPE)
                .result(Json.problem(404, "Not Found", problem, json -> fields(json, answer)));
    }

    /** What an answer with matches has too. */
    private static void fields(JsonGenerator json, Answer answer) throws IOException {
        Iterator<Map.Entry<String, JsonNode>> fields =
                JSON.readTree(AnswerJson.of(answer)).properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            json.writeFieldName(field.getKey());
            JSON.writeTree(json, field.getValue());
        }
    }

    /** What is asked about many keys. */
    private record Question(List<String> keys, Instant at) {}

    /** {@code POST /v1/assets:lookup}. */
    void many(Context context) throws IOException, InterruptedException {
        Parameters.of(context);
        Question question = question(context);
        if (!questions.tryAcquire(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            throw Refusal.of(503, "Too many questions about many keys are being answered.", "", "ask again soon");
        }
        try {
            context.contentType(Json.TYPE).result(answers(question));
        } finally {
            questions.release();
        }
    }

    private Question question(Context context) throws IOException {
        JsonNode root = parse(body(context));
        if (!root.isObject() || !root.path("keys").isArray()) {
            throw Refusal.badRequest(
                    "The body has no list of keys.",
                    "",
                    "{\"keys\": [\"10.2.3.4\"], \"at\": \"2026-11-24T03:00:00Z\"}");
        }
        root.fieldNames().forEachRemaining(name -> {
            if (!name.equals("keys") && !name.equals("at")) {
                throw Refusal.badRequest(
                        "'" + name + "' is no field of a lookup.",
                        Refusal.suggestion(name, List.of("keys", "at")),
                        "keys and at");
            }
        });
        if (root.path("keys").size() > Lookup.MOST_KEYS) {
            throw Refusal.of(
                    413,
                    "Too many keys: " + root.path("keys").size() + ".",
                    "One question may have up to " + Lookup.MOST_KEYS + ".",
                    "ask in several questions");
        }
        List<String> keys = new ArrayList<>();
        for (JsonNode key : root.path("keys")) {
            if (!key.isTextual()) {
                throw Refusal.badRequest("Key " + (keys.size() + 1) + " is no text.", "", "put keys in quotes");
            }
            keys.add(Parameters.requireText("keys", key.textValue()));
        }
        return new Question(keys, at(root.path("at")));
    }

    private Instant at(JsonNode at) {
        if (at.isMissingNode() || at.isNull()) {
            return clock.instant();
        }
        return Parameters.time("at", at.asText());
    }

    private static JsonNode parse(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : "Line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".";
            throw Refusal.badRequest("The body is no JSON.", where, "{\"keys\": [\"10.2.3.4\"]}");
        }
    }

    private static byte[] body(Context context) throws IOException {
        try (InputStream body = context.bodyInputStream()) {
            byte[] bytes = body.readNBytes(LONGEST_BODY + 1);
            if (bytes.length > LONGEST_BODY) {
                throw Refusal.of(
                        413,
                        "The body is too large.",
                        "It may have up to " + (LONGEST_BODY >> 20) + " MB.",
                        "ask in several questions");
            }
            return bytes;
        }
    }

    private byte[] answers(Question question) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        bytes.write(BEGIN);
        long end = System.nanoTime() + LONGEST.toNanos();
        List<String> keys = question.keys();
        for (int from = 0; from < keys.size(); from += PIECE) {
            List<String> piece = keys.subList(from, Math.min(keys.size(), from + PIECE));
            for (Answer answer : lookup.whose(piece, question.at())) {
                if (bytes.size() > BEGIN.length) {
                    bytes.write(',');
                }
                bytes.write(AnswerJson.of(answer));
                requireSmall(bytes);
            }
            if (System.nanoTime() > end) {
                throw Refusal.of(503, "The answer takes too long.", "", "ask for fewer keys at once");
            }
        }
        bytes.write(END);
        return bytes.toByteArray();
    }

    private static void requireSmall(ByteArrayOutputStream bytes) {
        if (bytes.size() > LARGEST_ANSWER) {
            throw Refusal.of(
                    422,
                    "The answer has more than " + (LARGEST_ANSWER >> 20) + " MB.",
                    "Some of the keys belong to very many things.",
                    "ask for fewer keys at once");
        }
    }
}
