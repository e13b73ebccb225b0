package io.muster.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.settings.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer of an HTTP Event Collector, or of something else that stands in its place.
 *
 * @param code the number in a HEC answer; negative when it is none
 * @param text what it says, in a line
 * @param number the event that it names; negative when it names none
 * @param ackId negative when there is none
 */
record HecReply(int status, int code, String text, int number, long ackId) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_BODY = 8 << 10;

    boolean isHec() {
        return code >= 0;
    }

    /** The same answer without the token, which whatever stands before a collector may repeat. */
    HecReply without(Secret token) {
        String secret = token.reveal();
        String clean = secret.isEmpty() ? text : text.replace(secret, "…");
        return new HecReply(status, code, shortened(clean), number, ackId);
    }

    /** The text may be longer than what is shown, until the token is taken out of it. */
    static HecReply of(int status, byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isObject() && (json.has("code") || json.has("text"))) {
                return new HecReply(
                        status,
                        json.path("code").asInt(-1),
                        line(json.path("text").asText("")),
                        json.path("invalid-event-number").asInt(-1),
                        json.path("ackId").asLong(-1));
            }
        } catch (JsonProcessingException e) {
            // It is no JSON, so it does not come from a collector; its text is shown instead.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = new String(body, 0, Math.min(body.length, LONGEST_BODY), StandardCharsets.UTF_8);
        return new HecReply(status, -1, line(text.replaceAll("(?s)<head>.*?</head>|<[^>]*>", " ")), -1, -1);
    }

    /** Which ids an answer to a poll confirms; empty when it cannot be read. */
    static Map<Long, Boolean> acknowledgements(byte[] body) {
        Map<Long, Boolean> acks = new TreeMap<>();
        try {
            JsonNode json = JSON.readTree(body);
            if (json == null) {
                return acks;
            }
            for (Map.Entry<String, JsonNode> entry : json.path("acks").properties()) {
                acks.put(Long.parseLong(entry.getKey()), entry.getValue().asBoolean(false));
            }
        } catch (NumberFormatException | JsonProcessingException e) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return acks;
    }

    /** What it says, with its numbers, for logs and problems. */
    String described() {
        String said = text.isEmpty() ? "" : ": " + shortened(text);
        return "HTTP " + status + (isHec() ? ", code " + code : "") + said;
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
