package io.muster.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.inventory.Confirmation;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.inventory.SliceStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a manifest as they are stored: one JSON object after the other, of one account. */
final class SliceLines {

    private static final JsonFactory JSON = new JsonFactory();

    private SliceLines() {}

    static byte[] write(List<Slice> slices) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            for (Slice slice : slices) {
                write(json, slice);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Slice slice) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", slice.source().value());
        optional(json, "region", slice.region());
        json.writeStringField("status", slice.status().word());
        optional(json, "reason", slice.reason() == null ? null : slice.reason().word());
        optional(json, "message", slice.message());
        json.writeNumberField("rows", slice.rows());
        json.writeNumberField("nanos", slice.duration().toNanos());
        optional(json, "digest", slice.digest());
        optional(
                json,
                "confirmation",
                slice.confirmation() == null ? null : slice.confirmation().word());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    static List<Slice> read(AccountId account, byte[] bytes) {
        List<Slice> slices = new ArrayList<>();
        try (JsonParser json = JSON.createParser(bytes)) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                slices.add(slice(account, json));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return slices;
    }

    private static Slice slice(AccountId account, JsonParser json) throws IOException {
        String source = "";
        @Nullable String region = null;
        SliceStatus status = SliceStatus.READ;
        @Nullable Reason reason = null;
        @Nullable String message = null;
        long rows = 0;
        Duration duration = Duration.ZERO;
        @Nullable String digest = null;
        @Nullable Confirmation confirmation = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "source" -> source = json.getText();
                case "region" -> region = json.getText();
                case "status" -> status = SliceStatus.of(json.getText());
                case "reason" -> reason = Reason.of(json.getText());
                case "message" -> message = json.getText();
                case "rows" -> rows = json.getLongValue();
                case "nanos" -> duration = Duration.ofNanos(json.getLongValue());
                case "digest" -> digest = json.getText();
                case "confirmation" -> confirmation = Confirmation.of(json.getText());
                default -> json.skipChildren();
            }
        }
        return new Slice(
                account, new QueryId(source), region, status, reason, message, rows, duration, digest, confirmation);
    }
}
