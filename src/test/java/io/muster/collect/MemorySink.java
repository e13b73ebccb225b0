package io.muster.collect;

import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import io.muster.inventory.TableDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps tables in memory, and knows of writers that nobody closed. */
final class MemorySink implements TableSink {

    private final Map<String, List<String>> tables = new ConcurrentHashMap<>();
    private final Map<String, List<String>> keys = new ConcurrentHashMap<>();
    private final Map<QueryId, Long> previous = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    /** What the last complete run had. */
    MemorySink previously(String query, long rows) {
        previous.put(new QueryId(query), rows);
        return this;
    }

    /** The rows of a table; a table that was not committed is a failure of the test. */
    List<String> rows(String account, String query) {
        List<String> rows = tables.get(account + " " + query);
        if (rows == null) {
            throw new AssertionError("no table " + query + " of " + account + " was committed: " + tables.keySet());
        }
        return rows;
    }

    List<String> keys(String account, String query) {
        rows(account, query);
        return keys.getOrDefault(account + " " + query, List.of());
    }

    boolean has(String account, String query) {
        return tables.containsKey(account + " " + query);
    }

    int openWriters() {
        return open.get();
    }

    @Override
    public Writer open(AccountId account, QueryId query) {
        open.incrementAndGet();
        List<String> draft = new ArrayList<>();
        List<String> draftKeys = new ArrayList<>();
        return new Writer() {
            private boolean closed;

            @Override
            public void append(byte[] row, byte[] key) {
                if (closed) {
                    throw new IllegalStateException("the writer is closed");
                }
                draft.add(new String(row, StandardCharsets.UTF_8));
                draftKeys.add(new String(key, StandardCharsets.UTF_8));
            }

            @Override
            public TableDigest commit() {
                if (closed) {
                    throw new IllegalStateException("the writer is closed");
                }
                tables.put(account + " " + query, List.copyOf(draft));
                keys.put(account + " " + query, List.copyOf(draftKeys));
                return new TableDigest(draft.size(), "digest-of-" + draft.size());
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
            }
        };
    }

    @Override
    public OptionalLong previousRows(AccountId account, QueryId query) {
        Long rows = previous.get(query);
        return rows == null ? OptionalLong.empty() : OptionalLong.of(rows);
    }
}
