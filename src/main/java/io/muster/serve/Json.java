package io.muster.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.finding.Finding;
import io.muster.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the API writes JSON. */
final class Json {

    static final String TYPE = "application/json";
    static final String PROBLEM_TYPE = "application/problem+json";

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Something that writes fields of an object that is open. */
    interface Fields {
        void to(JsonGenerator json) throws IOException;
    }

    /** An object. */
    static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.to(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A problem as RFC 9457 has it, with {@code fix} added. */
    static byte[] problem(int status, String title, Problem problem, Fields more) {
        return object(json -> {
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", title);
            json.writeNumberField("status", status);
            json.writeStringField(
                    "detail", problem.why().isEmpty() ? problem.what() : problem.what() + " " + problem.why());
            if (!problem.fix().isEmpty()) {
                json.writeStringField("fix", problem.fix());
            }
            more.to(json);
        });
    }

    static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        json.writeStringField(name, time == null ? null : time.toString());
    }

    /** A finding with the fields of {@link Finding#FIELDS}; evidence is an object, not a text. */
    static void finding(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, ?> field : finding.fields().entrySet()) {
            json.writeFieldName(field.getKey());
            Object value = field.getValue();
            if (value == null) {
                json.writeNull();
            } else if (value instanceof Long number) {
                json.writeNumber(number);
            } else if (field.getKey().equals("evidence")) {
                json.writeRawValue((String) value);
            } else {
                json.writeString((String) value);
            }
        }
        json.writeEndObject();
    }
}
