package io.muster.lookup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.state.Asset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes answers as JSON, the same for the API and the command line. Fields are only ever added. */
public final class AnswerJson {

    private static final JsonFactory JSON = new JsonFactory();

    private AnswerJson() {}

    /** One answer as an object. */
    public static byte[] of(Answer answer) {
        return written(json -> write(json, answer));
    }

    /** Answers as {@code {"answers": [...]}}, in their order. */
    public static byte[] of(List<Answer> answers) {
        return written(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("answers");
            for (Answer answer : answers) {
                write(json, answer);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** Something that writes a value. */
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Answer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", answer.key());
        time(json, "at", answer.at());
        time(json, "as_of", answer.asOf());
        json.writeArrayFieldStart("matches");
        for (Match match : answer.matches()) {
            write(json, match.asset(), match.by());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("other_times");
        for (Asset asset : answer.otherTimes()) {
            write(json, asset, Match.By.KEY);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Asset asset, Match.By by) throws IOException {
        json.writeStartObject();
        json.writeStringField("account_id", asset.accountId().value());
        json.writeStringField("account_name", asset.accountName());
        json.writeStringField("owner", asset.owner());
        json.writeStringField("environment", asset.environment());
        json.writeStringField("data_class", asset.dataClass());
        json.writeStringField("region", asset.region());
        json.writeStringField("type", asset.type());
        json.writeStringField("arn", asset.arn());
        json.writeStringField("name", asset.name());
        json.writeStringField("kind", asset.kind());
        json.writeStringField("key", asset.key());
        json.writeStringField("matched_by", by.word());
        time(json, "valid_from", asset.validFrom());
        time(json, "valid_to", asset.validTo());
        json.writeStringField("source", asset.source());
        time(json, "observed_at", asset.observedAt());
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        json.writeStringField(name, time == null ? null : time.toString());
    }
}
