package io.muster.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.muster.catalog.ApiSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers, for one account, the rows that operations of the AWS API are asked for each, and how far they were read. */
final class Captures {

    private final JsonFactory json = new JsonFactory();
    private final Set<QueryId> parents = new HashSet<>();
    private final Map<QueryId, List<Map<String, String>>> drafts = new HashMap<>();
    private final Map<QueryId, List<Map<String, String>>> kept = new HashMap<>();
    private final Map<QueryId, List<Slice>> slices = new HashMap<>();

    Captures(Pack pack) {
        for (QuerySpec query : pack.queries()) {
            ApiSpec api = query.api();
            if (api != null && api.forEach() != null) {
                parents.add(api.forEach().query());
            }
        }
    }

    void begin(QueryId query) {
        drafts.remove(query);
    }

    void row(QueryId query, byte[] row) {
        if (parents.contains(query)) {
            drafts.computeIfAbsent(query, id -> new ArrayList<>()).add(texts(row));
        }
    }

    /** The rows since {@link #begin} count. */
    void keep(QueryId query) {
        if (parents.contains(query)) {
            kept.put(query, List.copyOf(drafts.getOrDefault(query, List.of())));
            drafts.remove(query);
        }
    }

    /** How far the query was read. */
    void slices(QueryId query, List<Slice> ofQuery) {
        if (parents.contains(query)) {
            slices.put(query, List.copyOf(ofQuery));
        }
    }

    /** Whether somebody asked for the query, with or without success. */
    boolean hasAsked(QueryId query) {
        return slices.containsKey(query);
    }

    /** The rows of a query that was read at least in part. */
    List<Map<String, String>> rows(QueryId query) {
        return kept.getOrDefault(query, List.of());
    }

    /**
     * The line of the manifest that says why a query has not all of its rows.
     *
     * @param region asks only about this region; empty about all
     */
    Optional<Slice> gap(QueryId query, String region) {
        return slices.getOrDefault(query, List.of()).stream()
                .filter(slice -> !slice.isRead())
                .filter(slice -> region.isEmpty() || slice.region() == null || region.equals(slice.region()))
                .findFirst();
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
