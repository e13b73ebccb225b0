package io.muster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.check.TableReader;
import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.state.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The tables of a run in which rows come again, each time with another value in one column, as they may where a thing is
 * read twice. The other values are those of other rows, of any account.
 */
final class RepeatedRows implements TableReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How many rows of a table come again, and how many values of a column are known for that. */
    private static final int REPEATED = 60;

    private static final int VALUES = 4;

    private final State state;
    private final RunId run;
    private final Organization organization;
    private final Map<QueryId, Map<String, Set<JsonNode>>> values = new HashMap<>();
    private final Map<String, byte[]> tables = new HashMap<>();

    RepeatedRows(State state, RunId run, Organization organization) {
        this.state = state;
        this.run = run;
        this.organization = organization;
    }

    @Override
    public long size(AccountId account, QueryId query) {
        return table(account, query).length;
    }

    @Override
    public void read(AccountId account, QueryId query, Consumer<byte[]> chunks) {
        chunks.accept(table(account, query));
    }

    private synchronized byte[] table(AccountId account, QueryId query) {
        return tables.computeIfAbsent(account + " " + query, key -> repeated(account, query));
    }

    private byte[] repeated(AccountId account, QueryId query) {
        List<ObjectNode> rows = rows(account, query);
        List<ObjectNode> all = new ArrayList<>(rows);
        Map<String, Set<JsonNode>> others = values.computeIfAbsent(query, this::valuesOf);
        for (ObjectNode row : rows.subList(0, Math.min(REPEATED, rows.size()))) {
            others.forEach((column, known) -> known.stream()
                    .filter(value -> !value.equals(row.get(column)))
                    .limit(2)
                    .forEach(value -> all.add(row.deepCopy().set(column, value))));
        }
        return all.stream().map(row -> row + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Set<JsonNode>> valuesOf(QueryId query) {
        Map<String, Set<JsonNode>> found = new TreeMap<>();
        for (Account account : organization.accounts()) {
            for (ObjectNode row : rows(account.id(), query)) {
                row.properties().forEach(field -> {
                    Set<JsonNode> known = found.computeIfAbsent(field.getKey(), key -> new LinkedHashSet<>());
                    if (known.size() < VALUES) {
                        known.add(field.getValue());
                    }
                });
            }
        }
        return found;
    }

    private List<ObjectNode> rows(AccountId account, QueryId query) {
        List<ObjectNode> rows = new ArrayList<>();
        state.tables()
                .read(
                        run,
                        account,
                        query,
                        chunk -> new String(chunk, StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> !line.isBlank())
                                .forEach(line -> rows.add(parsed(line))));
        return rows;
    }

    private static ObjectNode parsed(String line) {
        try {
            return (ObjectNode) JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
