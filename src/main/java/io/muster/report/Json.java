package io.muster.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.muster.finding.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** How findings and counts are written as JSON. */
final class Json {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Json() {}

    static JsonGenerator pretty(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).useDefaultPrettyPrinter();
    }

    /** A finding with the fields of {@link Finding#FIELDS}; evidence is an object, not a text. */
    static void write(JsonGenerator json, Finding finding) throws IOException {
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
