package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The rows that runs read, as NDJSON; equal pieces of two runs are stored once. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // Its inside is being written.
public final class Tables {

    private final Database database;
    private final Numbers numbers;

    Tables(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
    }

    /** Writes a table; one that the run has already is replaced by the commit. One thread may use the writer. */
    public TableWriter write(RunId run, AccountId account, QueryId query) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Hands out the rows of a table in their order, in pieces of NDJSON of about 1 MB, each line with its newline. A table
     * that the run does not have hands out nothing.
     */
    public void read(RunId run, AccountId account, QueryId query, Consumer<byte[]> chunks) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The tables of one query in a run, account by account, as {@link #read} does. */
    public void forEach(RunId run, QueryId query, BiConsumer<AccountId, byte[]> chunks) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** What is stored of a table; empty if the run does not have it. */
    public Optional<TableInfo> info(RunId run, AccountId account, QueryId query) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Every table of a run, by query and account. */
    public void forEachTable(RunId run, Consumer<TableInfo> tables) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** How many rows the table had in the last complete run that has it. */
    public OptionalLong previousRows(AccountId account, QueryId query) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Hands out what changed in a table since a complete run. Where that run did not read the table completely, the last
     * one before it that did is compared. Rows appear or disappear only if the table was read completely both times;
     * without a reading to compare with, nothing is handed out.
     */
    public void changes(RunId before, RunId now, AccountId account, QueryId query, RowChanges changes) {
        throw new UnsupportedOperationException("not written yet");
    }
}
