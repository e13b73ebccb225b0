package io.muster.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A request to OPA, put together from text and from chunks of rows that are not parsed. */
final class RequestBody {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] COMMA = {','};

    private final List<byte[]> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private long length;

    RequestBody text(String json) {
        text.append(json);
        return this;
    }

    /** The rows of a table, to be written between {@code [} and {@code ]}. */
    Rows rows(Set<String> withoutRegions) {
        return new Rows(withoutRegions);
    }

    /** Takes chunks of NDJSON as elements of an array, leaving out the rows of some regions. */
    final class Rows {

        private final Set<String> withoutRegions;
        private boolean started;

        private Rows(Set<String> withoutRegions) {
            this.withoutRegions = withoutRegions;
        }

        void add(byte[] chunk) {
            byte[] rows = joined(chunk);
            if (rows.length == 0) {
                return;
            }
            flushText();
            if (started) {
                part(COMMA);
            }
            started = true;
            part(rows);
        }

        /** The rows of the chunk with commas between them; a row is JSON, so that a newline only ever ends one. */
        private byte[] joined(byte[] chunk) {
            byte[] joined = new byte[chunk.length];
            int length = 0;
            int from = 0;
            while (from < chunk.length) {
                int to = from;
                while (to < chunk.length && chunk[to] != '\n') {
                    to++;
                }
                if (to > from && (withoutRegions.isEmpty() || !isCut(chunk, from, to))) {
                    if (length > 0) {
                        joined[length++] = ',';
                    }
                    System.arraycopy(chunk, from, joined, length, to - from);
                    length += to - from;
                }
                from = to + 1;
            }
            return length == joined.length ? joined : java.util.Arrays.copyOf(joined, length);
        }

        private boolean isCut(byte[] chunk, int from, int to) {
            try (JsonParser row = JSON.createParser(chunk, from, to - from)) {
                if (row.nextToken() != JsonToken.START_OBJECT) {
                    return false;
                }
                while (row.nextToken() == JsonToken.FIELD_NAME) {
                    boolean region = row.currentName().equals("region");
                    JsonToken value = row.nextToken();
                    if (region) {
                        return value == JsonToken.VALUE_STRING && withoutRegions.contains(row.getText());
                    }
                    row.skipChildren();
                }
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException("a stored row is no JSON", e);
            }
        }
    }

    private void flushText() {
        if (text.length() > 0) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            text.setLength(0);
            part(bytes);
        }
    }

    private void part(byte[] bytes) {
        parts.add(bytes);
        length += bytes.length;
    }

    long length() {
        flushText();
        return length;
    }

    BodyPublisher publisher() {
        flushText();
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(parts), length);
    }
}
