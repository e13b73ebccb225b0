package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** The short numbers that stand for runs and tables inside the database. They never change, so they are kept at hand. */
final class Numbers {

    private static final int MOST_TABLES = 200_000;

    private final Database database;
    private final Map<RunId, Long> runs = new ConcurrentHashMap<>();
    private final Map<TableName, Long> tables = new ConcurrentHashMap<>();

    private record TableName(AccountId account, QueryId query) {}

    Numbers(Database database) {
        this.database = database;
    }

    /** The number of a run; one that is not stored is a mistake of the caller. */
    long of(RunId run) {
        return find(run).orElseThrow(() -> new IllegalArgumentException("no such run: " + run));
    }

    Optional<Long> find(RunId run) {
        Long known = runs.get(run);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Long> found = database.read(handle -> handle.createQuery("select run_no from run where id = :id")
                .bind("id", run.toString())
                .mapTo(Long.class)
                .findOne());
        found.ifPresent(number -> runs.put(run, number));
        return found;
    }

    void forget(RunId run) {
        runs.remove(run);
    }

    /** The number of a table, if any run ever had it. */
    Optional<Long> find(AccountId account, QueryId query) {
        TableName name = new TableName(account, query);
        Long known = tables.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Long> found = database.ask(handle -> find(handle, name));
        found.ifPresent(number -> keep(name, number));
        return found;
    }

    /** The number of a table, given to it if it has none. */
    long of(AccountId account, QueryId query) {
        Optional<Long> known = find(account, query);
        if (known.isPresent()) {
            return known.get();
        }
        long number = database.write(handle -> of(handle, account, query));
        keep(account, query, number);
        return number;
    }

    /** The same within a transaction; once that is committed, the number may be kept. */
    long of(Handle handle, AccountId account, QueryId query) throws SQLException {
        TableName name = new TableName(account, query);
        Long known = tables.get(name);
        if (known != null) {
            return known;
        }
        Optional<Long> found = find(handle, name);
        if (found.isPresent()) {
            return found.get();
        }
        database.sql()
                .update(
                        handle.getConnection(),
                        "insert into source_table (account_id, query_id) values (?, ?) on conflict do nothing",
                        account.value(),
                        query.value());
        return find(handle, name).orElseThrow();
    }

    void keep(AccountId account, QueryId query, long number) {
        keep(new TableName(account, query), number);
    }

    private Optional<Long> find(Handle handle, TableName name) throws SQLException {
        return database.sql()
                .number(
                        handle.getConnection(),
                        "select table_no from source_table where account_id = ? and query_id = ?",
                        name.account().value(),
                        name.query().value());
    }

    private void keep(TableName name, long number) {
        if (tables.size() < MOST_TABLES) {
            tables.put(name, number);
        }
    }
}
