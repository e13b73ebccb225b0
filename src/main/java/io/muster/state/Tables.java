package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import io.muster.state.ChunkStore.Stored;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows that runs read, as NDJSON; equal pieces of two runs are stored once. */
public final class Tables {

    private static final String INFO = """
            select
                source_table.account_id,
                source_table.query_id,
                content.row_count,
                content.byte_count,
                content.sha256,
                not exists (
                    select 1 from unread
                    where unread.run_no = snapshot.run_no and unread.table_no = snapshot.table_no
                ) as is_whole
            from snapshot
            join source_table on source_table.table_no = snapshot.table_no
            join content on content.content_id = snapshot.content_id
            where snapshot.run_no = :run
            """;

    private static final int RUNS_TO_LOOK_BACK = 5;

    private final Database database;
    private final Numbers numbers;
    private final ChunkStore store;

    Tables(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
        this.store = new ChunkStore(database, numbers);
    }

    /** Writes a table; one that the run has already is replaced by the commit. One thread may use the writer. */
    public TableWriter write(RunId run, AccountId account, QueryId query) {
        return new TableWriter(store, numbers.of(run), account, query);
    }

    /**
     * Hands out the rows of a table in their order, in pieces of NDJSON of about half a MB, each line with its newline. A
     * table that the run does not have hands out nothing.
     */
    public void read(RunId run, AccountId account, QueryId query, Consumer<byte[]> chunks) {
        numbers.find(account, query).ifPresent(table -> read(numbers.of(run), table, chunks));
    }

    private void read(long run, long table, Consumer<byte[]> chunks) {
        // One short transaction a chunk: a slow reader must not hold up the cleaning of the write-ahead log.
        for (Stored chunk : store.chunks(run, table)) {
            chunks.accept(store.rows(chunk));
        }
    }

    /** The tables of one query in a run, account by account, as {@link #read} does. */
    public void forEach(RunId run, QueryId query, BiConsumer<AccountId, byte[]> chunks) {
        long number = numbers.of(run);
        List<Map.Entry<AccountId, Long>> tables = database.read(handle -> handle.createQuery("""
                        select source_table.account_id, source_table.table_no
                        from source_table
                        join snapshot on snapshot.run_no = :run and snapshot.table_no = source_table.table_no
                        where source_table.query_id = :query
                        order by source_table.account_id
                        """)
                .bind("run", number)
                .bind("query", query.value())
                .map((row, context) -> Map.entry(new AccountId(row.getString(1)), row.getLong(2)))
                .list());
        for (Map.Entry<AccountId, Long> table : tables) {
            read(number, table.getValue(), chunk -> chunks.accept(table.getKey(), chunk));
        }
    }

    /** What is stored of a table; empty if the run does not have it. */
    public Optional<TableInfo> info(RunId run, AccountId account, QueryId query) {
        return numbers.find(account, query)
                .flatMap(table -> database.read(handle -> handle.createQuery(INFO + " and snapshot.table_no = :table")
                        .bind("run", numbers.of(run))
                        .bind("table", table)
                        .map(Tables::info)
                        .findOne()));
    }

    /** Every table of a run, by query and account. */
    public void forEachTable(RunId run, Consumer<TableInfo> tables) {
        List<TableInfo> all = database.read(
                handle -> handle.createQuery(INFO + " order by source_table.query_id, source_table.account_id")
                        .bind("run", numbers.of(run))
                        .map(Tables::info)
                        .list());
        all.forEach(tables);
    }

    private static TableInfo info(ResultSet row, StatementContext context) throws SQLException {
        return new TableInfo(
                new AccountId(row.getString("account_id")),
                new QueryId(row.getString("query_id")),
                row.getLong("row_count"),
                row.getLong("byte_count"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getBoolean("is_whole"));
    }

    /** How many rows the table had in the last complete run that has it, if that is one of the last few. */
    public OptionalLong previousRows(AccountId account, QueryId query) {
        Optional<Long> rows = numbers.find(account, query)
                .flatMap(table -> database.ask(
                        handle -> database.sql().number(handle.getConnection(), """
                        select content.row_count
                        from snapshot
                        join content on content.content_id = snapshot.content_id
                        where snapshot.table_no = ? and snapshot.run_no in (
                            select run_no from run
                            where seq is not null
                            order by seq desc
                            limit ?
                        )
                        order by snapshot.run_no desc
                        limit 1
                        """, table, RUNS_TO_LOOK_BACK)));
        return rows.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /**
     * Hands out what changed in a table since a complete run. Where that run did not read the table completely, the last
     * one before it that did is compared. Rows appear or disappear only if the table was read completely both times;
     * without a reading to compare with, nothing is handed out.
     */
    public void changes(RunId before, RunId now, AccountId account, QueryId query, RowChanges changes) {
        Optional<Long> table = numbers.find(account, query);
        if (table.isEmpty()) {
            return;
        }
        Optional<Reading> later = reading(numbers.of(now), table.get());
        if (later.isEmpty()) {
            return;
        }
        Optional<Reading> earlier = lastWhole(numbers.of(before), table.get());
        if (earlier.isEmpty() || earlier.get().content() == later.get().content()) {
            return;
        }
        new TableComparison(
                        store,
                        store.chunks(earlier.get().run(), table.get()),
                        store.chunks(later.get().run(), table.get()),
                        later.get().whole(),
                        changes)
                .run();
    }

    /** A table as one run read it. */
    private record Reading(long run, long content, boolean whole) {}

    private Optional<Reading> reading(long run, long table) {
        return database.ask(handle -> database.sql()
                .row(
                        handle.getConnection(),
                        """
                select run_no, content_id, not exists (
                    select 1 from unread
                    where unread.run_no = snapshot.run_no and unread.table_no = snapshot.table_no
                )
                from snapshot
                where run_no = ? and table_no = ?
                """,
                        row -> new Reading(row.getLong(1), row.getLong(2), row.getBoolean(3)),
                        run,
                        table));
    }

    private Optional<Reading> lastWhole(long before, long table) {
        return database.ask(handle -> database.sql()
                .row(
                        handle.getConnection(),
                        """
                select snapshot.run_no, snapshot.content_id
                from run
                join snapshot on snapshot.run_no = run.run_no and snapshot.table_no = ?
                where run.seq <= (select seq from run where run_no = ?)
                    and not exists (
                        select 1 from unread
                        where unread.run_no = snapshot.run_no and unread.table_no = snapshot.table_no
                    )
                order by run.seq desc
                limit 1
                """,
                        row -> new Reading(row.getLong(1), row.getLong(2), true),
                        table,
                        before));
    }
}
