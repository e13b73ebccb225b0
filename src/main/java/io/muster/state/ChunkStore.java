package io.muster.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores chunks by their content, and lists of chunks by theirs. Speaks plain JDBC, since it is asked for every table. */
final class ChunkStore {

    private final Database database;

    ChunkStore(Database database) {
        this.database = database;
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
        return database.write(handle -> insert(
                handle.getConnection(),
                "insert into content (row_count, byte_count, writer_run_no) values (0, 0, ?)",
                run));
    }

    /** Adds a chunk to a content that is being written. */
    void add(long content, int position, Chunk chunk) {
        @Nullable Packed packed = packed(chunk);
        database.change(handle -> {
            link(handle.getConnection(), content, position, stored(handle.getConnection(), chunk, packed));
        });
    }

    /** Gives a run its table. An equal content that is stored already takes the place of the one that was written. */
    void commit(Content content, @Nullable Long written, @Nullable Chunk last, long run, long table) {
        @Nullable Packed packed = last == null || isStored(content) ? null : packed(last);
        database.change(handle -> {
            Connection connection = handle.getConnection();
            Optional<Long> equal =
                    find(connection, "select content_id from content where digest = ?", content.digest());
            long id = equal.isPresent() ? equal.get() : finish(connection, content, written, last, packed);
            if (equal.isPresent() && written != null) {
                remove(connection, written);
            }
            update(
                    connection,
                    "insert into snapshot (run_no, table_no, content_id) values (?, ?, ?)"
                            + " on conflict (run_no, table_no) do update set content_id = excluded.content_id",
                    run,
                    table,
                    id);
        });
    }

    private long finish(
            Connection connection,
            Content content,
            @Nullable Long written,
            @Nullable Chunk last,
            @Nullable Packed packed)
            throws SQLException {
        long id = written != null
                ? written
                : insert(connection, "insert into content (row_count, byte_count) values (0, 0)");
        if (last != null) {
            link(connection, id, content.chunks(), stored(connection, last, packed));
        }
        update(
                connection,
                "update content set digest = ?, sha256 = ?, row_count = ?, byte_count = ?, writer_run_no = null"
                        + " where content_id = ?",
                content.digest(),
                content.sha256(),
                content.rows(),
                content.bytes(),
                id);
        return id;
    }

    /** Forgets a content that was not finished; its chunks stay until somebody cleans up. */
    void discard(long content) {
        database.change(handle -> {
            remove(handle.getConnection(), content);
        });
    }

    private static void remove(Connection connection, long content) throws SQLException {
        update(connection, "delete from content_chunk where content_id = ?", content);
        update(connection, "delete from content where content_id = ?", content);
    }

    private boolean isStored(Content content) {
        return database.read(handle ->
                        find(handle.getConnection(), "select 1 from content where digest = ?", content.digest()))
                .isPresent();
    }

    /** Compresses outside of any transaction; null when the chunk is there already. */
    private @Nullable Packed packed(Chunk chunk) {
        boolean stored = database.read(
                        handle -> find(handle.getConnection(), "select 1 from chunk where digest = ?", chunk.digest()))
                .isPresent();
        return stored ? null : new Packed(chunk.rows().packed(), chunk.keys().packed());
    }

    private static long stored(Connection connection, Chunk chunk, @Nullable Packed packed) throws SQLException {
        String find = "select chunk_id from chunk where digest = ?";
        Optional<Long> known = find(connection, find, chunk.digest());
        if (known.isPresent()) {
            return known.get();
        }
        // Null only if the chunk was there a moment ago, and was cleaned up since.
        Packed bytes = packed != null
                ? packed
                : new Packed(chunk.rows().packed(), chunk.keys().packed());
        int inserted = update(
                connection,
                "insert into chunk (digest, row_count, byte_count, packed) values (?, ?, ?, ?)"
                        + " on conflict (digest) do nothing",
                chunk.digest(),
                chunk.count(),
                chunk.rows().size(),
                bytes.rows());
        long id = find(connection, find, chunk.digest()).orElseThrow();
        if (inserted == 1) {
            update(
                    connection,
                    "insert into chunk_keys (chunk_id, byte_count, packed) values (?, ?, ?)",
                    id,
                    chunk.keys().size(),
                    bytes.keys());
        }
        return id;
    }

    private static void link(Connection connection, long content, int position, long chunk) throws SQLException {
        update(
                connection,
                "insert into content_chunk (content_id, position, chunk_id) values (?, ?, ?)",
                content,
                position,
                chunk);
    }

    /** The chunks of a table of a run in their order, as {@code chunk_id, byte_count}; empty if there is no such table. */
    static java.util.List<Stored> chunks(Handle handle, long run, long table) {
        return handle.createQuery("""
                        select chunk.chunk_id, chunk.byte_count, chunk.row_count
                        from snapshot
                        join content_chunk on content_chunk.content_id = snapshot.content_id
                        join chunk on chunk.chunk_id = content_chunk.chunk_id
                        where snapshot.run_no = :run and snapshot.table_no = :table
                        order by content_chunk.position
                        """)
                .bind("run", run)
                .bind("table", table)
                .map((row, context) -> new Stored(row.getLong(1), row.getInt(2), row.getInt(3)))
                .list();
    }

    /** Where a chunk is, and how large it was. */
    record Stored(long id, int bytes, int rows) {}

    byte[] rows(Stored chunk) {
        return Packing.unpack(
                database.read(handle ->
                        bytes(handle.getConnection(), "select packed from chunk where chunk_id = ?", chunk.id())),
                chunk.bytes());
    }

    byte[] keys(Stored chunk) {
        return database.read(handle -> {
            try (PreparedStatement statement = handle.getConnection()
                    .prepareStatement("select packed, byte_count from chunk_keys where chunk_id = ?")) {
                statement.setLong(1, chunk.id());
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw gone();
                    }
                    return Packing.unpack(row.getBytes(1), row.getInt(2));
                }
            }
        });
    }

    private static byte[] bytes(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw gone();
                }
                return row.getBytes(1);
            }
        }
    }

    private static IllegalStateException gone() {
        return new IllegalStateException("the run was forgotten while it was read");
    }

    private static Optional<Long> find(Connection connection, String sql, byte[] digest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, digest);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private static long insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql + " returning content_id")) {
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}
