package io.muster.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final String SOURCETYPE = "muster:";
    private static final List<String> KNOWN =
            List.of("time", "host", "source", "sourcetype", "index", "event", "fields", "event_id", "run_id", "table");

    private final byte[] body;
    private final int length;
    private final Set<String> indexes;
    private final HecReceiverJson json;
    private final List<Event> events = new ArrayList<>();
    private String lastText = "";
    private int at;

    private HecReceiverBody(byte[] body, int length, Set<String> indexes) {
        this.body = body;
        this.length = length;
        this.indexes = indexes;
        this.json = new HecReceiverJson(body, length);
    }

    static Result read(byte[] body, int length, Set<String> indexes) {
        return new HecReceiverBody(body, length, indexes).read();
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

    private Result read() {
        int number = 0;
        try {
            at = json.skipSpace(0);
            boolean inArray = json.at(at) == '[';
            if (inArray) {
                at = json.skipSpace(at + 1);
            }
            while (at < length && !(inArray && json.at(at) == ']')) {
                Result stop = readObject(number);
                if (stop != null) {
                    return stop;
                }
                number++;
                at = json.skipSpace(at);
                if (inArray && json.at(at) == ',') {
                    at = json.skipSpace(at + 1);
                }
            }
        } catch (HecReceiverJson.Malformed e) {
            return new Result(events, 6, number);
        }
        return number == 0 ? new Result(events, 5, -1) : new Result(events, 0, -1);
    }

    /** What the envelope of one object says. */
    private static final class Envelope {
        private String id = "";
        private String sourcetype = "";
        private int from = -1;
        private int to = -1;
        private boolean hasFields;
        private boolean hasUnknownKey;
        private int code;
    }

    /** Null when the object was taken or skipped and reading goes on. */
    private @Nullable Result readObject(int number) {
        Envelope envelope = new Envelope();
        at = json.skipSpace(json.skip(at, '{'));
        boolean more = json.at(at) != '}';
        while (more) {
            int key = at;
            at = json.skipString(at);
            int keyEnd = at;
            at = json.skipSpace(json.skip(json.skipSpace(at), ':'));
            int value = at;
            at = json.skipValue(at);
            note(envelope, key, keyEnd, value, at);
            at = json.skipSpace(at);
            more = json.at(at) == ',';
            at = more ? json.skipSpace(at + 1) : at;
        }
        at = json.skip(at, '}');
        return judge(envelope, number);
    }

    private void note(Envelope envelope, int key, int keyEnd, int value, int valueEnd) {
        switch (text(key, keyEnd)) {
            case "event" -> {
                envelope.from = value;
                envelope.to = valueEnd;
            }
            case "fields" -> {
                envelope.hasFields = true;
                if (json.at(value) == '{') {
                    readFields(envelope, value);
                } else {
                    envelope.code = 6;
                }
            }
            case "index" -> {
                if (!indexes.isEmpty() && !indexes.contains(text(value, valueEnd))) {
                    envelope.code = 7;
                }
            }
            case "time" -> envelope.code = isTime(value, valueEnd) ? envelope.code : 6;
            case "sourcetype" -> envelope.sourcetype = text(value, valueEnd);
            case "host", "source" -> {}
            default -> envelope.hasUnknownKey = true;
        }
    }

    private @Nullable Result judge(Envelope envelope, int number) {
        if (envelope.hasUnknownKey) {
            boolean alone = number == 0 && json.skipSpace(at) >= length;
            return alone ? new Result(events, 5, -1) : new Result(events, 0, -1);
        }
        if (envelope.code == 7) {
            return new Result(events, 7, number + 1);
        }
        if (envelope.code != 0) {
            return new Result(events, envelope.code, number);
        }
        if (envelope.from < 0) {
            return envelope.hasFields ? null : new Result(events, 12, number);
        }
        boolean blank =
                json.at(envelope.from) == 'n' || (json.at(envelope.from) == '"' && envelope.to == envelope.from + 2);
        if (blank) {
            return new Result(events, 13, number);
        }
        events.add(new Event(envelope.id, envelope.sourcetype, envelope.from, envelope.to));
        return null;
    }

    private void readFields(Envelope envelope, int from) {
        int here = json.skipSpace(from + 1);
        while (json.at(here) == '"') {
            int key = here;
            int keyEnd = json.skipString(here);
            int value = json.skipSpace(json.skipSpace(keyEnd) + 1);
            int valueEnd = json.skipValue(value);
            boolean nested = json.at(value) == '{' || (json.at(value) == '[' && holdsStructure(value));
            if (nested) {
                envelope.code = 15;
            } else if (json.at(value) == '"' && text(key, keyEnd).equals("event_id")) {
                envelope.id = text(value, valueEnd);
            }
            here = json.skipSpace(valueEnd);
            here = json.at(here) == ',' ? json.skipSpace(here + 1) : here;
        }
    }

    private boolean holdsStructure(int array) {
        int here = json.skipSpace(array + 1);
        while (json.at(here) != ']') {
            if (json.at(here) == '{' || json.at(here) == '[') {
                return true;
            }
            here = json.skipSpace(json.skipValue(here));
            here = json.at(here) == ',' ? json.skipSpace(here + 1) : here;
        }
        return false;
    }

    private boolean isTime(int from, int to) {
        if (json.at(from) == '"') {
            return text(from, to).matches("[0-9]+(\\.[0-9]+)?");
        }
        return json.at(from) == '-' || (json.at(from) >= '0' && json.at(from) <= '9');
    }

    /** The text of a string, its escapes as they stand. The same text comes again and again, so it is made once. */
    private String text(int from, int to) {
        if (json.at(from) != '"') {
            return "";
        }
        int size = to - from - 2;
        if (lastText.length() == size && isSame(lastText, from + 1)) {
            return lastText;
        }
        for (String known : KNOWN) {
            if (known.length() == size && isSame(known, from + 1)) {
                return known;
            }
        }
        String text = new String(Arrays.copyOfRange(body, from + 1, to - 1), StandardCharsets.UTF_8);
        lastText = text.startsWith(SOURCETYPE) ? text : lastText;
        return text;
    }

    private boolean isSame(String text, int from) {
        for (int i = 0; i < text.length(); i++) {
            if (body[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
