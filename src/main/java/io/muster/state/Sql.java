package io.muster.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * Statements of the kind that is asked tens of thousands of times a run. SQLite's driver compiles a statement each time,
 * which takes longer than to run it, so they are kept with their connection; PostgreSQL's driver does that by itself.
 */
final class Sql {

    private static final int PAGE = 10_000;
    private static final Object[] NO_VALUES = {};

    private final Map<Connection, Map<String, PreparedStatement>> kept = new ConcurrentHashMap<>();

    /** What to do with a statement that is ready to run. */
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** Makes something of the row that a result set stands on. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The first column of the first row. */
    Optional<Long> number(Connection connection, String sql, Object... values) throws SQLException {
        return row(connection, sql, row -> row.getLong(1), values);
    }

    /** What is made of the first row, if there is one. */
    <T> Optional<T> row(Connection connection, String sql, RowReader<T> reader, Object... values) throws SQLException {
        return use(connection, sql, values, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
            }
        });
    }

    /** What is made of each row. */
    <T> List<T> rows(Connection connection, String sql, RowReader<T> reader, Object... values) throws SQLException {
        return use(connection, sql, values, statement -> {
            List<T> all = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(reader.read(row));
                }
            }
            return all;
        });
    }

    /** Hands each row on, a page at a time where the database would send all at once; wants a transaction. */
    void forEach(Connection connection, String sql, RowReader<?> reader, Object... values) throws SQLException {
        boolean unused = use(connection, sql, values, statement -> {
            statement.setFetchSize(PAGE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Object ignored = reader.read(row);
                }
            }
            return true;
        });
    }

    /** Returns how many rows were changed. */
    int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return use(connection, sql, values, PreparedStatement::executeUpdate);
    }

    /** Runs one statement for each of several sets of values. */
    void batch(Connection connection, String sql, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        int[] unused = use(connection, sql, NO_VALUES, statement -> {
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    private <T> T use(Connection connection, String sql, @Nullable Object[] values, Use<T> use) throws SQLException {
        if (!connection.isWrapperFor(SQLiteConnection.class)) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, values);
                return use.of(statement);
            }
        }
        // A connection is used by one thread at a time, and so are its statements.
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        Map<String, PreparedStatement> statements = kept.computeIfAbsent(sqlite, one -> new HashMap<>());
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = sqlite.prepareStatement(sql);
            statements.put(sql, statement);
        }
        bind(statement, values);
        return use.of(statement);
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (values[i] == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}
