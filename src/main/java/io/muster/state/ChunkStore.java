package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores chunks by their content, and lists of chunks by theirs. Speaks plain JDBC, since it is asked for every table. */
final class ChunkStore {

    private final Database database;
    private final Numbers numbers;
    private final Sql sql;

    ChunkStore(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
        this.sql = database.sql();
    }

    /** A chunk that may be stored already; the lines are those of the writer, and good until it goes on. */
    @SuppressWarnings("ArrayRecordComponent")
    record Chunk(byte[] digest, int count, Lines rows, Lines keys) {}

    /** What a table holds; {@code chunks} of its chunks are stored, and there may be a last one that is not. */
    @SuppressWarnings("ArrayRecordComponent")
    record Content(byte[] digest, byte[] sha256, long rows, long bytes, int chunks) {}

    /** A chunk as it is stored. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Packed(byte[] rows, byte[] keys) {}

    /** Begins a content that is larger than one chunk. */
    long begin(long run) {
        return database.write(handle -> sql.number(
                        handle.getConnection(),
                        "insert into content (row_count, byte_count, writer_run_no) values (0, 0, ?)"
                                + " returning content_id",
                        run)
                .orElseThrow());
    }

    /** Adds a chunk to a content that is being written. */
    void add(long content, int position, Chunk chunk) {
        @Nullable Packed packed = packed(chunk);
        database.change(handle -> {
            link(handle.getConnection(), content, position, stored(handle.getConnection(), chunk, packed));
        });
    }

    /** Gives a run its table. An equal content that is stored already takes the place of the one that was written. */
    void commit(
            Content content, @Nullable Long written, @Nullable Chunk last, long run, AccountId account, QueryId query) {
        @Nullable Packed packed = last == null || isStored(content) ? null : packed(last);
        long number = database.write(handle -> {
            Connection connection = handle.getConnection();
            long table = numbers.of(handle, account, query);
            Optional<Long> equal =
                    sql.number(connection, "select content_id from content where digest = ?", content.digest());
            long id = equal.isPresent() ? equal.get() : finish(connection, content, written, last, packed);
            if (equal.isPresent() && written != null) {
                remove(connection, written);
            }
            sql.update(
                    connection,
                    "insert into snapshot (run_no, table_no, content_id) values (?, ?, ?)"
                            + " on conflict (run_no, table_no) do update set content_id = excluded.content_id",
                    run,
                    table,
                    id);
            return table;
        });
        numbers.keep(account, query, number);
    }

    private long finish(
            Connection connection,
            Content content,
            @Nullable Long written,
            @Nullable Chunk last,
            @Nullable Packed packed)
            throws SQLException {
        long id;
        if (written == null) {
            id = sql.number(
                            connection,
                            "insert into content (digest, sha256, row_count, byte_count) values (?, ?, ?, ?)"
                                    + " returning content_id",
                            content.digest(),
                            content.sha256(),
                            content.rows(),
                            content.bytes())
                    .orElseThrow();
        } else {
            id = written;
            sql.update(
                    connection,
                    "update content set digest = ?, sha256 = ?, row_count = ?, byte_count = ?, writer_run_no = null"
                            + " where content_id = ?",
                    content.digest(),
                    content.sha256(),
                    content.rows(),
                    content.bytes(),
                    id);
        }
        if (last != null) {
            link(connection, id, content.chunks(), stored(connection, last, packed));
        }
        return id;
    }

    /** Forgets a content that was not finished; its chunks stay until somebody cleans up. */
    void discard(long content) {
        database.change(handle -> {
            remove(handle.getConnection(), content);
        });
    }

    private void remove(Connection connection, long content) throws SQLException {
        sql.update(connection, "delete from content_chunk where content_id = ?", content);
        sql.update(connection, "delete from content where content_id = ?", content);
    }

    private boolean isStored(Content content) {
        return database.ask(handle ->
                        sql.number(handle.getConnection(), "select 1 from content where digest = ?", content.digest()))
                .isPresent();
    }

    /** Compresses outside of any transaction; null when the chunk is there already. */
    private @Nullable Packed packed(Chunk chunk) {
        boolean stored = database.ask(handle ->
                        sql.number(handle.getConnection(), "select 1 from chunk where digest = ?", chunk.digest()))
                .isPresent();
        return stored ? null : new Packed(chunk.rows().packed(), chunk.keys().packed());
    }

    private long stored(Connection connection, Chunk chunk, @Nullable Packed packed) throws SQLException {
        String find = "select chunk_id from chunk where digest = ?";
        Optional<Long> known = sql.number(connection, find, chunk.digest());
        if (known.isPresent()) {
            return known.get();
        }
        // Null only if the chunk was there a moment ago, and was cleaned up since.
        Packed bytes = packed != null
                ? packed
                : new Packed(chunk.rows().packed(), chunk.keys().packed());
        Optional<Long> inserted = sql.number(
                connection,
                "insert into chunk (digest, row_count, byte_count, packed) values (?, ?, ?, ?)"
                        + " on conflict (digest) do nothing returning chunk_id",
                chunk.digest(),
                chunk.count(),
                chunk.rows().size(),
                bytes.rows());
        if (inserted.isEmpty()) {
            return sql.number(connection, find, chunk.digest()).orElseThrow();
        }
        sql.update(
                connection,
                "insert into chunk_keys (chunk_id, byte_count, packed) values (?, ?, ?)",
                inserted.get(),
                chunk.keys().size(),
                bytes.keys());
        return inserted.get();
    }

    private void link(Connection connection, long content, int position, long chunk) throws SQLException {
        sql.update(
                connection,
                "insert into content_chunk (content_id, position, chunk_id) values (?, ?, ?)",
                content,
                position,
                chunk);
    }

    /** The chunks of a table of a run in their order; empty if there is no such table. */
    List<Stored> chunks(long run, long table) {
        return database.ask(handle -> sql.rows(
                handle.getConnection(),
                """
                select chunk.chunk_id, chunk.byte_count, chunk.row_count
                from snapshot
                join content_chunk on content_chunk.content_id = snapshot.content_id
                join chunk on chunk.chunk_id = content_chunk.chunk_id
                where snapshot.run_no = ? and snapshot.table_no = ?
                order by content_chunk.position
                """,
                row -> new Stored(row.getLong(1), row.getInt(2), row.getInt(3)),
                run,
                table));
    }

    /** Where a chunk is, and how large it was. */
    record Stored(long id, int bytes, int rows) {}

    byte[] rows(Stored chunk) {
        byte[] packed = database.ask(handle -> sql.row(
                        handle.getConnection(),
                        "select packed from chunk where chunk_id = ?",
                        row -> row.getBytes(1),
                        chunk.id()))
                .orElseThrow(ChunkStore::gone);
        return Packing.unpack(packed, chunk.bytes());
    }

    byte[] keys(Stored chunk) {
        return database.ask(handle -> sql.row(
                        handle.getConnection(),
                        "select packed, byte_count from chunk_keys where chunk_id = ?",
                        row -> Packing.unpack(row.getBytes(1), row.getInt(2)),
                        chunk.id()))
                .orElseThrow(ChunkStore::gone);
    }

    private static IllegalStateException gone() {
        return new IllegalStateException("the run was forgotten while it was read");
    }
}
