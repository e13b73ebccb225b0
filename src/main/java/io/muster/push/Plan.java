package io.muster.push;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the events of a run become the batches of a target: the same plan gives the same batches, and targets may share them. */
record Plan(EventFormat format, long maxBatch, InventoryMode inventory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Plan {
        requireNonNull(format, "format is null");
        requireNonNull(inventory, "inventory is null");
    }

    static Plan of(Target target) {
        return new Plan(target.format(), target.maxBatch(), target.inventory());
    }

    /** As the outbox keeps it. */
    String text() {
        ObjectNode json = JSON.createObjectNode();
        json.put("schema", EventFormat.SCHEMA);
        json.put("envelope", format.envelope().name().toLowerCase(Locale.ROOT));
        json.put("index", format.index());
        json.put("host", format.host());
        json.put("source", format.source());
        json.put("max_batch", maxBatch);
        json.put("inventory", inventory.name().toLowerCase(Locale.ROOT));
        return json.toString();
    }

    static Plan parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            @Nullable
            String index = json.path("index").isTextual() ? json.path("index").asText() : null;
            EventFormat format = new EventFormat(
                    EventFormat.Envelope.valueOf(json.path("envelope").asText().toUpperCase(Locale.ROOT)),
                    index,
                    json.path("host").asText(),
                    json.path("source").asText());
            return new Plan(
                    format,
                    json.path("max_batch").asLong(),
                    InventoryMode.valueOf(json.path("inventory").asText().toUpperCase(Locale.ROOT)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a plan in the outbox is no JSON: " + text, e);
        }
    }
}
