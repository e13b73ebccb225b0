package io.muster.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.muster.catalog.AssetSpec;
import io.muster.catalog.QuerySpec;
import io.muster.inventory.Account;
import io.muster.inventory.TagKeys;
import io.muster.state.Asset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of a query into the assets that its header promises: one for each key of a row. Owner, environment and data
 * class come from the resource's own tags, else from its account.
 */
final class AssetReader {

    private static final String REGION = "region";

    private final JsonFactory json = new JsonFactory();
    private final QuerySpec query;
    private final AssetSpec spec;
    private final TagKeys tagKeys;
    private final Set<String> wanted = new HashSet<>();

    /** The query must have an asset in its header. */
    AssetReader(QuerySpec query, AssetSpec spec, TagKeys tagKeys) {
        this.query = query;
        this.spec = spec;
        this.tagKeys = tagKeys;
        wanted.add(REGION);
        spec.keys().values().forEach(wanted::addAll);
        for (String column : new @Nullable String[] {spec.arn(), spec.name()}) {
            if (column != null) {
                wanted.add(column);
            }
        }
    }

    /** Hands out the assets of a chunk of NDJSON. */
    void read(Account account, byte[] chunk, Consumer<Asset> assets) {
        try (JsonParser parser = json.createParser(chunk)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, List<String>> values = new HashMap<>();
                Map<String, String> tags = Map.of();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String column = parser.currentName();
                    parser.nextToken();
                    if (column.equals(spec.tags())) {
                        tags = tags(parser);
                    } else if (wanted.contains(column)) {
                        values.put(column, texts(parser));
                    } else {
                        parser.skipChildren();
                    }
                }
                emit(account, values, tags, assets);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void emit(
            Account account, Map<String, List<String>> values, Map<String, String> tags, Consumer<Asset> assets) {
        String region = first(values, REGION);
        String arn = first(values, spec.arn());
        String name = first(values, spec.name());
        String owner = tagKeys.ownerIn(tags).orElse(account.owner());
        String environment = tagKeys.environmentIn(tags).orElse(account.environment());
        String dataClass = tagKeys.dataClassIn(tags).orElse(account.dataClass());
        Set<String> seen = new HashSet<>();
        spec.keys().forEach((kind, columns) -> {
            for (String column : columns) {
                for (String key : values.getOrDefault(column, List.of())) {
                    if (!key.isBlank() && seen.add(kind + " " + key)) {
                        assets.accept(asset(account, kind, key, region, arn, name, owner, environment, dataClass));
                    }
                }
            }
        });
        if (arn != null && !arn.isBlank() && seen.add("arn " + arn)) {
            assets.accept(asset(account, "arn", arn, region, arn, name, owner, environment, dataClass));
        }
    }

    private Asset asset(
            Account account,
            String kind,
            String key,
            @Nullable String region,
            @Nullable String arn,
            @Nullable String name,
            @Nullable String owner,
            @Nullable String environment,
            @Nullable String dataClass) {
        return new Asset(
                kind,
                key,
                account.id(),
                account.name(),
                region,
                spec.type(),
                arn,
                name,
                owner,
                environment,
                dataClass,
                null,
                null,
                query.id().value(),
                null);
    }

    private static @Nullable String first(Map<String, List<String>> values, @Nullable String column) {
        List<String> texts = column == null ? List.of() : values.getOrDefault(column, List.of());
        return texts.isEmpty() ? null : texts.get(0);
    }

    /** A text alone, or the texts of a list; anything else gives none. */
    private static List<String> texts(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return List.of(parser.getText());
        }
        List<String> texts = new ArrayList<>();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    texts.add(parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return texts;
        }
        parser.skipChildren();
        return texts;
    }

    private static Map<String, String> tags(JsonParser parser) throws IOException {
        Map<String, String> tags = new HashMap<>();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return tags;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                tags.put(key, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return tags;
    }
}
