package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
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
        Optional<Long> found = database.read(handle -> find(handle, name));
        found.ifPresent(number -> keep(name, number));
        return found;
    }

    /** The number of a table, given to it if it has none. */
    long of(AccountId account, QueryId query) {
        Optional<Long> known = find(account, query);
        if (known.isPresent()) {
            return known.get();
        }
        TableName name = new TableName(account, query);
        long number = database.write(handle -> {
            handle.createUpdate("insert into source_table (account_id, query_id) values (:account, :query)"
                            + " on conflict do nothing")
                    .bind("account", account.value())
                    .bind("query", query.value())
                    .execute();
            return find(handle, name).orElseThrow();
        });
        keep(name, number);
        return number;
    }

    private static Optional<Long> find(Handle handle, TableName name) {
        return handle.createQuery("select table_no from source_table where account_id = :account and query_id = :query")
                .bind("account", name.account().value())
                .bind("query", name.query().value())
                .mapTo(Long.class)
                .findOne();
    }

    private void keep(TableName name, long number) {
        if (tables.size() < MOST_TABLES) {
            tables.put(name, number);
        }
    }
}
