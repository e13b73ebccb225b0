package io.muster.state;

import io.muster.state.ChunkStore.Stored;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares two readings of a table by the digests of keys and rows. Chunks that both have are skipped unread; of the rest,
 * as many rows of the older reading as fit into a bounded memory are taken at a time.
 */
final class TableComparison {

    private static final int MOST_ROWS = 250_000;
    private static final int CACHED_CHUNKS = 8;

    private final ChunkStore store;
    private final List<Stored> before;
    private final List<Stored> now;
    private final boolean both;
    private final RowChanges changes;
    private final MessageDigest sha256 = Digests.sha256();
    private final Map<Integer, Opened> opened = new LinkedHashMap<>(16, 0.75f, true);

    private record Opened(Rows rows, Rows keys) {}

    /** {@code both}: whether each reading is complete, so that a row that is missing is known to be absent. */
    TableComparison(ChunkStore store, List<Stored> before, List<Stored> now, boolean both, RowChanges changes) {
        this.store = store;
        this.before = without(before, now);
        this.now = without(now, before);
        this.both = both;
        this.changes = changes;
    }

    private static List<Stored> without(List<Stored> chunks, List<Stored> others) {
        Set<Long> ids = others.stream().map(Stored::id).collect(Collectors.toCollection(HashSet::new));
        return chunks.stream().filter(chunk -> !ids.contains(chunk.id())).collect(Collectors.toList());
    }

    void run() {
        long rows = before.stream().mapToLong(Stored::rows).sum();
        int parts = Math.toIntExact(1 + rows / MOST_ROWS);
        for (int part = 0; part < parts; part++) {
            comparePart(part, parts, rows);
        }
    }

    private void comparePart(int part, int parts, long rows) {
        RowIndex index = new RowIndex(Math.toIntExact(Math.min(rows, 2L * MOST_ROWS)));
        for (int position = 0; position < before.size(); position++) {
            Opened chunk = open(before.get(position));
            for (int line = 0; line < chunk.keys().count(); line++) {
                byte[] key = digest(chunk.keys(), line);
                if (isIn(key, part, parts)) {
                    index.add(key, Digests.print(digest(chunk.rows(), line)), position, line);
                }
            }
        }
        for (Stored stored : now) {
            Opened chunk = open(stored);
            for (int line = 0; line < chunk.keys().count(); line++) {
                byte[] key = digest(chunk.keys(), line);
                if (isIn(key, part, parts)) {
                    compareRow(index, key, chunk, line);
                }
            }
        }
        if (both) {
            index.forEachUnseen((position, line) -> {
                Opened chunk = cached(position);
                changes.disappeared(chunk.keys().line(line), chunk.rows().line(line));
            });
        }
    }

    private void compareRow(RowIndex index, byte[] key, Opened chunk, int line) {
        int slot = index.find(key);
        if (slot < 0) {
            if (both) {
                changes.appeared(chunk.keys().line(line), chunk.rows().line(line));
            }
            return;
        }
        index.see(slot);
        if (index.print(slot) != Digests.print(digest(chunk.rows(), line))) {
            changes.changed(
                    chunk.keys().line(line),
                    cached(index.chunk(slot)).rows().line(index.line(slot)),
                    chunk.rows().line(line));
        }
    }

    private static boolean isIn(byte[] key, int part, int parts) {
        return parts == 1 || (((key[14] & 0xff) << 8) | (key[15] & 0xff)) % parts == part;
    }

    private byte[] digest(Rows rows, int line) {
        sha256.update(rows.bytes(), rows.start(line), rows.length(line));
        return sha256.digest();
    }

    private Opened open(Stored chunk) {
        return new Opened(new Rows(store.rows(chunk), chunk.rows()), new Rows(store.keys(chunk), chunk.rows()));
    }

    private Opened cached(int position) {
        Opened chunk = opened.computeIfAbsent(position, at -> open(before.get(at)));
        if (opened.size() > CACHED_CHUNKS) {
            List<Integer> oldest = new ArrayList<>(opened.keySet());
            opened.remove(oldest.get(0));
        }
        return chunk;
    }
}
