package io.muster.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads OPA's answers and holds every finding to its shape. */
final class AnswerReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern REGION = Pattern.compile("[a-z]{2,5}(-[a-z]+)+-[0-9]+|global");
    private static final Set<String> KEYS =
            Set.of("resource", "verdict", "region", "message", "seen", "evidence", "reason");

    private final byte[] body;
    private final Map<String, Answer.Said> answers = new HashMap<>();
    private boolean decided;
    private boolean warned;
    private long parseNanos;
    private long evaluationNanos;

    private AnswerReader(byte[] body) {
        this.body = body;
    }

    /**
     * An answer to a whole request.
     *
     * @param answers by {@code area/id}; a check that OPA does not know is not in it
     */
    record Decision(Map<String, Answer.Said> answers, long parseNanos, long evaluationNanos) {}

    /** Reads it; something that is no decision is an {@link IOException} that says what it is. */
    static Decision read(byte[] body) throws IOException {
        AnswerReader reader = new AnswerReader(body);
        reader.readTop();
        if (reader.warned || !reader.decided) {
            throw new IOException("OPA answered without a decision");
        }
        return new Decision(reader.answers, reader.parseNanos, reader.evaluationNanos);
    }

    private void readTop() throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("OPA answered something that is no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                switch (key) {
                    case "result" -> readResult(json, value);
                    case "metrics" -> readMetrics(json, value);
                    case "warning" -> {
                        warned = true;
                        json.skipChildren();
                    }
                    default -> json.skipChildren();
                }
            }
        }
    }

    private void readMetrics(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            if (!json.nextToken().isNumeric()) {
                json.skipChildren();
            } else if (key.equals("timer_rego_input_parse_ns")) {
                parseNanos = json.getValueAsLong();
            } else if (key.equals("timer_rego_query_eval_ns")) {
                evaluationNanos = json.getValueAsLong();
            }
        }
    }

    private void readResult(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            throw new IOException("OPA decided something that is no object");
        }
        decided = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String ask = json.currentName();
            JsonToken findings = json.nextToken();
            answers.put(ask, readFindings(json, findings));
        }
    }

    private Answer.Said readFindings(JsonParser json, JsonToken value) throws IOException {
        List<Answer.Statement> statements = new ArrayList<>();
        List<String> violations = new ArrayList<>();
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return new Answer.Said(statements, List.of("its findings are no list"));
        }
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                json.skipChildren();
                violations.add("a finding is no object");
                continue;
            }
            Draft draft = readDraft(json);
            String violation = draft.violation();
            if (violation.isEmpty()) {
                statements.add(draft.statement());
            } else {
                violations.add(violation);
            }
        }
        return new Answer.Said(statements, violations);
    }

    private Draft readDraft(JsonParser json) throws IOException {
        Draft draft = new Draft();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (!KEYS.contains(key)) {
                draft.extra.add(key);
                json.skipChildren();
                continue;
            }
            switch (key) {
                case "seen" -> draft.seen(json, value);
                case "evidence" -> draft.evidence(value == JsonToken.START_OBJECT, source(json));
                default -> {
                    String text = value == JsonToken.VALUE_STRING ? json.getText() : null;
                    json.skipChildren();
                    draft.text(key, text);
                }
            }
        }
        return draft;
    }

    /** The value as it stands in the answer, so that numbers stay exact; moves to its end. */
    private String source(JsonParser json) throws IOException {
        int from = Math.toIntExact(json.currentTokenLocation().getByteOffset());
        json.skipChildren();
        int to = Math.toIntExact(json.currentLocation().getByteOffset());
        return new String(body, from, to - from, StandardCharsets.UTF_8);
    }

    /** A finding while it is read. */
    private static final class Draft {

        private final Set<String> extra = new TreeSet<>();
        private final Map<String, String> texts = new HashMap<>();
        private final Set<String> wrong = new TreeSet<>();
        private @Nullable Long seen;
        private String evidence = "{}";

        void text(String key, @Nullable String text) {
            if (text == null || text.isBlank()) {
                wrong.add(key);
            } else {
                texts.put(key, text);
            }
        }

        void seen(JsonParser json, JsonToken value) throws IOException {
            if (value == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                seen = json.getLongValue();
            }
            if (seen == null || seen < 0) {
                wrong.add("seen");
            }
            json.skipChildren();
        }

        void evidence(boolean isObject, String source) {
            if (isObject) {
                evidence = source;
            } else {
                wrong.add("evidence");
            }
        }

        /** What breaks the shape; empty when nothing does. */
        String violation() {
            for (String key : List.of("resource", "verdict", "message")) {
                if (!texts.containsKey(key)) {
                    wrong.add(key);
                }
            }
            String about =
                    texts.containsKey("resource") ? "the finding about '" + texts.get("resource") + "'" : "a finding";
            if (!extra.isEmpty()) {
                return about + " has '" + String.join("', '", extra) + "', which no finding has";
            }
            if (!wrong.isEmpty()) {
                return about + " has no usable '" + String.join("', '", wrong) + "'";
            }
            String verdict = texts.getOrDefault("verdict", "");
            if (!Set.of("pass", "fail", "unknown", "not-applicable").contains(verdict)) {
                return about + " says '" + verdict + "', which is no verdict of a check";
            }
            String region = texts.get("region");
            if (region != null && !REGION.matcher(region).matches()) {
                return about + " stands in '" + region + "', which is no region";
            }
            return reasonViolation(about, verdict);
        }

        private String reasonViolation(String about, String verdict) {
            String reason = texts.get("reason");
            if (reason == null) {
                return "";
            }
            if (!verdict.equals("unknown")) {
                return about + " has a reason, though it is not unknown";
            }
            try {
                Reason.of(reason);
                return "";
            } catch (IllegalArgumentException e) {
                return about + " has the reason '" + reason + "', which is none";
            }
        }

        Answer.Statement statement() {
            Verdict verdict = Verdict.of(texts.getOrDefault("verdict", ""));
            String reason = texts.get("reason");
            @Nullable Reason why = reason == null ? Reason.NOT_COLLECTED : Reason.of(reason);
            return new Answer.Statement(
                    texts.getOrDefault("resource", ""),
                    verdict,
                    texts.get("region"),
                    texts.getOrDefault("message", ""),
                    seen,
                    evidence,
                    verdict == Verdict.UNKNOWN ? why : null);
        }
    }
}
