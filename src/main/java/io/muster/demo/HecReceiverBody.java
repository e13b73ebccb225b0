package io.muster.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a body as HEC does: what stands before the first bad object is taken, the rest is not. */
final class HecReceiverBody {

    /**
     * One event of a body.
     *
     * @param id the indexed field {@code event_id}; empty when there is none
     * @param from where the bytes of {@code event} start in the body
     * @param to where they end
     */
    record Event(String id, String sourcetype, int from, int to) {}

    /**
     * What became of a body.
     *
     * @param events those that were taken
     * @param code 0 for success
     * @param number the object that the answer names; negative for none
     */
    record Result(List<Event> events, int code, int number) {}

    private static final JsonFactory JSON = new JsonFactory();

    private final Set<String> indexes;
    private final List<Event> events = new ArrayList<>();

    private HecReceiverBody(Set<String> indexes) {
        this.indexes = indexes;
    }

    static Result read(byte[] body, int length, Set<String> indexes) {
        return new HecReceiverBody(indexes).read(body, length);
    }

    /** Lines of text, each an event of its own. */
    static Result readRaw(byte[] body, int length) {
        List<Event> events = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || body[i] == '\n') {
                if (i > from) {
                    events.add(new Event("", "raw", from, i));
                }
                from = i + 1;
            }
        }
        return events.isEmpty() ? new Result(events, 5, -1) : new Result(events, 0, -1);
    }

    private Result read(byte[] body, int length) {
        int number = 0;
        try (JsonParser parser = JSON.createParser(body, 0, length)) {
            boolean inArray = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && number == 0 && !inArray) {
                    inArray = true;
                    continue;
                }
                if (token == JsonToken.END_ARRAY) {
                    continue;
                }
                if (token != JsonToken.START_OBJECT) {
                    return new Result(events, 6, number);
                }
                Result stop = readObject(parser, number);
                if (stop != null) {
                    return stop;
                }
                number++;
            }
        } catch (JsonProcessingException e) {
            return new Result(events, 6, number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return number == 0 ? new Result(events, 5, -1) : new Result(events, 0, -1);
    }

    /** Null when the object was taken or skipped and reading goes on. */
    private @Nullable Result readObject(JsonParser parser, int number) throws IOException {
        String id = "";
        String sourcetype = "";
        int from = -1;
        int to = -1;
        boolean blank = false;
        boolean hasFields = false;
        boolean unknownKey = false;
        int code = 0;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (key) {
                case "event" -> {
                    from = (int) parser.currentTokenLocation().getByteOffset();
                    blank = value == JsonToken.VALUE_NULL
                            || (value == JsonToken.VALUE_STRING && parser.getTextLength() == 0);
                    parser.skipChildren();
                    parser.finishToken();
                    to = (int) parser.currentLocation().getByteOffset();
                }
                case "fields" -> {
                    hasFields = true;
                    if (value != JsonToken.START_OBJECT) {
                        parser.skipChildren();
                        code = 6;
                    } else {
                        Fields fields = readFields(parser);
                        id = fields.id();
                        code = fields.nested() ? 15 : code;
                    }
                }
                case "index" -> {
                    if (!indexes.isEmpty() && !indexes.contains(parser.getText())) {
                        code = 7;
                    }
                }
                case "time" -> code = isTime(value, parser) ? code : 6;
                case "sourcetype" -> sourcetype = parser.getText();
                case "host", "source" -> parser.skipChildren();
                default -> {
                    unknownKey = true;
                    parser.skipChildren();
                }
            }
        }
        if (unknownKey) {
            boolean alone = number == 0 && isAtEnd(parser);
            return alone ? new Result(events, 5, -1) : new Result(events, 0, -1);
        }
        if (code == 7) {
            return new Result(events, 7, number + 1);
        }
        if (code != 0) {
            return new Result(events, code, number);
        }
        if (from < 0) {
            return hasFields ? null : new Result(events, 12, number);
        }
        if (blank) {
            return new Result(events, 13, number);
        }
        events.add(new Event(id, sourcetype, from, to));
        return null;
    }

    private record Fields(String id, boolean nested) {}

    private static Fields readFields(JsonParser parser) throws IOException {
        String id = "";
        boolean nested = false;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                nested = true;
                parser.skipChildren();
            } else if (value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    nested |= parser.currentToken().isStructStart();
                    parser.skipChildren();
                }
            } else if (key.equals("event_id")) {
                id = parser.getText();
            }
        }
        return new Fields(id, nested);
    }

    private static boolean isTime(JsonToken value, JsonParser parser) throws IOException {
        if (value.isNumeric()) {
            return true;
        }
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText().matches("[0-9]+(\\.[0-9]+)?");
        }
        parser.skipChildren();
        return false;
    }

    private static boolean isAtEnd(JsonParser parser) {
        try {
            JsonToken next = parser.nextToken();
            return next == null || next == JsonToken.END_ARRAY;
        } catch (IOException e) {
            return false;
        }
    }
}
