package io.muster.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.muster.check.TableReader;
import io.muster.collect.TableSink;
import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import io.muster.inventory.TableDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Rows of every table in memory, whosever they are, and the same rows over and over under other names. */
final class RowPool implements TableSink, TableReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The tables of the account that had most of each. */
    private final Map<QueryId, List<byte[]>> tables = new TreeMap<>();

    /** Whatever names a row somewhere, so that copies of rows that belong together still do. */
    private final Set<String> names = new HashSet<>();

    @Override
    public Writer open(AccountId account, QueryId query) {
        List<byte[]> rows = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        return new Writer() {
            @Override
            public void append(byte[] row, byte[] key) {
                rows.add(row);
                keys.add(key);
            }

            @Override
            public TableDigest commit() {
                keep(query, rows, keys);
                return new TableDigest(rows.size(), "");
            }

            @Override
            public void close() {}
        };
    }

    private synchronized void keep(QueryId query, List<byte[]> rows, List<byte[]> keys) {
        if (rows.size() > tables.getOrDefault(query, List.of()).size()) {
            tables.put(query, rows);
        }
        for (byte[] key : keys) {
            for (JsonNode part : read(key)) {
                boolean isName = part.isTextual() && !AccountId.isOne(part.asText()) && !isRegion(part.asText());
                if (isName) {
                    names.add(part.asText());
                }
            }
        }
    }

    private static boolean isRegion(String text) {
        return text.equals("global") || text.matches("[a-z]{2}(-[a-z]+)+-[0-9]");
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OptionalLong previousRows(AccountId account, QueryId query) {
        return OptionalLong.empty();
    }

    /** How many rows some tables have together. */
    long rows(Collection<QueryId> queries) {
        return queries.stream()
                .mapToLong(query -> tables.getOrDefault(query, List.of()).size())
                .sum();
    }

    /** The same tables, some of them with so many rows. */
    RowPool grown(Map<QueryId, Integer> wanted) {
        RowPool grown = new RowPool();
        grown.tables.putAll(tables);
        wanted.forEach((query, rows) -> grown.tables.computeIfPresent(query, (id, few) -> many(few, rows)));
        return grown;
    }

    private List<byte[]> many(List<byte[]> few, int wanted) {
        List<byte[]> rows = new ArrayList<>(few.subList(0, Math.min(few.size(), wanted)));
        for (int copy = 1; rows.size() < wanted; copy++) {
            for (int i = 0; i < few.size() && rows.size() < wanted; i++) {
                rows.add(renamed(few.get(i), "-" + copy));
            }
        }
        return rows;
    }

    private byte[] renamed(byte[] row, String suffix) {
        ObjectNode json = (ObjectNode) read(row);
        List<String> fields = new ArrayList<>();
        json.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            JsonNode value = json.get(field);
            if (value.isTextual() && names.contains(value.asText())) {
                json.set(field, TextNode.valueOf(value.asText() + suffix));
            }
        }
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size(AccountId account, QueryId query) {
        return tables.getOrDefault(query, List.of()).stream()
                .mapToLong(row -> row.length)
                .sum();
    }

    @Override
    public void read(AccountId account, QueryId query, Consumer<byte[]> chunks) {
        List<byte[]> rows = tables.getOrDefault(query, List.of());
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(1 << 16);
        for (byte[] row : rows) {
            chunk.writeBytes(row);
            chunk.write('\n');
            if (chunk.size() > 1 << 19) {
                chunks.accept(chunk.toByteArray());
                chunk.reset();
            }
        }
        if (chunk.size() > 0) {
            chunks.accept(chunk.toByteArray());
        }
    }
}
