package io.muster.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.muster.catalog.ApiSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.inventory.QueryId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers, for one account, the rows that operations of the AWS API are asked for each. */
final class Captures {

    private final JsonFactory json = new JsonFactory();
    private final Map<QueryId, List<Map<String, String>>> drafts = new HashMap<>();
    private final Map<QueryId, List<Map<String, String>>> kept = new HashMap<>();

    Captures(Pack pack) {
        for (QuerySpec query : pack.queries()) {
            ApiSpec api = query.api();
            if (api != null && api.forEach() != null) {
                drafts.put(api.forEach().query(), new ArrayList<>());
            }
        }
    }

    void begin(QueryId query) {
        drafts.computeIfPresent(query, (id, rows) -> new ArrayList<>());
    }

    void row(QueryId query, byte[] row) {
        List<Map<String, String>> rows = drafts.get(query);
        if (rows != null) {
            rows.add(texts(row));
        }
    }

    /** The rows since {@link #begin} count. */
    void keep(QueryId query) {
        List<Map<String, String>> rows = drafts.get(query);
        if (rows != null) {
            kept.put(query, List.copyOf(rows));
        }
    }

    /** The rows of a query that was read; empty if it was not. */
    Optional<List<Map<String, String>>> rows(QueryId query) {
        return Optional.ofNullable(kept.get(query));
    }

    /** The columns of a row that are plain values. */
    private Map<String, String> texts(byte[] row) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = json.createParser(row)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
                    parser.skipChildren();
                } else if (value != JsonToken.VALUE_NULL) {
                    texts.put(name, parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
