package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import io.muster.inventory.TableDigest;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of one table and cuts them into chunks. Where it cuts depends on the keys, so that a row that comes or
 * goes moves no cut but its own: the other chunks stay what they were, and are shared with the run before.
 */
public final class TableWriter implements AutoCloseable {

    private static final int SMALLEST = 256 << 10;
    private static final int SPAN = 256 << 10;
    private static final int LARGEST = 2 << 20;

    private final ChunkStore store;
    private final long run;
    private final AccountId account;
    private final QueryId query;
    private final Lines rows = new Lines();
    private final Lines keys = new Lines();
    private final MessageDigest ofRows = Digests.sha256();
    private final MessageDigest ofChunks = Digests.sha256();
    private final MessageDigest ofChunk = Digests.sha256();
    private int chunkRows;
    private long allRows;
    private long allBytes;
    private int chunks;
    private @Nullable Long content;
    private boolean closed;

    TableWriter(ChunkStore store, long run, AccountId account, QueryId query) {
        this.store = store;
        this.run = run;
        this.account = account;
        this.query = query;
    }

    /**
     * Adds a row.
     *
     * @param row canonical JSON object, without a newline
     * @param key canonical JSON array of the key columns, without a newline
     */
    public void append(byte[] row, byte[] key) {
        if (closed) {
            throw new IllegalStateException("the writer is closed");
        }
        if (rows.size() > 0 && rows.size() + row.length > LARGEST) {
            flush();
        }
        rows.add(row);
        keys.add(key);
        chunkRows++;
        if (rows.size() >= SMALLEST && isCut(row, key)) {
            flush();
        }
    }

    /** True for one row in so many that a span of bytes has one cut on average, and always the same one. */
    private static boolean isCut(byte[] row, byte[] key) {
        long mixed = Arrays.hashCode(key) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        return ((mixed >>> 32) * SPAN) >>> 32 < row.length;
    }

    private void flush() {
        ChunkStore.Chunk chunk = chunk();
        if (content == null) {
            content = store.begin(run);
        }
        store.add(content, chunks, chunk);
        next(chunk);
    }

    private ChunkStore.Chunk chunk() {
        rows.digestInto(ofRows);
        rows.digestInto(ofChunk);
        keys.digestInto(ofChunk);
        return new ChunkStore.Chunk(ofChunk.digest(), chunkRows, rows, keys);
    }

    private void next(ChunkStore.Chunk chunk) {
        ofChunks.update(chunk.digest());
        allRows += chunkRows;
        allBytes += rows.size();
        chunks++;
        chunkRows = 0;
        rows.clear();
        keys.clear();
    }

    /** Makes the table part of the run. */
    public TableDigest commit() {
        if (closed) {
            throw new IllegalStateException("the writer is closed");
        }
        ChunkStore.@Nullable Chunk last = chunkRows == 0 ? null : chunk();
        if (last != null) {
            ofChunks.update(last.digest());
        }
        byte[] sha256 = ofRows.digest();
        long total = allRows + chunkRows;
        store.commit(
                new ChunkStore.Content(ofChunks.digest(), sha256, total, allBytes + rows.size(), chunks),
                content,
                last,
                run,
                account,
                query);
        content = null;
        closed = true;
        return new TableDigest(total, HexFormat.of().formatHex(sha256));
    }

    /** Discards what was added if it was not committed. */
    @Override
    public void close() {
        closed = true;
        if (content != null) {
            store.discard(content);
            content = null;
        }
    }
}
