package io.muster.state;

import io.muster.finding.RunId;
import io.muster.inventory.Organization;
import io.muster.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Runs, from their start to the one transaction that makes them part of the history. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // Its inside is being written.
public final class Runs {

    private static final String SELECT =
            "select id, started, finished, status, scope, organization, accounts, findings, gaps, why from run ";
    private static final String LATEST = "order by started desc, run_no desc limit ";
    private static final String WHOLE = "where status = 'complete' and scope = '' ";

    private final Database database;
    private final Numbers numbers;
    private final Tables tables;
    private final Findings findings;
    private final Assets assets;

    Runs(Database database, Numbers numbers, Tables tables, Findings findings, Assets assets) {
        this.database = database;
        this.numbers = numbers;
        this.tables = tables;
        this.findings = findings;
        this.assets = assets;
    }

    /** Starts a run of the whole organization with every check. */
    public Run start(RunId id, Instant started) {
        return start(id, started, "");
    }

    /**
     * Starts a run. Times are kept to the millisecond. Throws a problem when the clock is before the last complete run's.
     *
     * @param scope empty for everything; else what the run is narrowed to, as a person would say it
     */
    public Run start(RunId id, Instant started, String scope) {
        Instant time = started.truncatedTo(ChronoUnit.MILLIS);
        latestComplete().filter(last -> last.started().isAfter(time)).ifPresent(last -> {
            throw ProblemException.couldNotRun(
                    "The clock says " + time + ", but the last complete run started at " + last.started() + ".",
                    "History cannot go backwards.",
                    "set the clock of this machine; if the clock was wrong then, remove that run's state");
        });
        database.writeDurably(handle -> handle.createUpdate("""
                        insert into run (id, started, status, scope, base_seq)
                        values (:id, :started, :status, :scope, (select max(seq) from run))
                        """)
                .bind("id", id.toString())
                .bind("started", time.toEpochMilli())
                .bind("status", RunStatus.RUNNING.word())
                .bind("scope", scope)
                .execute());
        return find(id).orElseThrow();
    }

    /** Keeps what the run must answer for; its accounts become assets when the run is complete. */
    public void universe(RunId run, Organization organization) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** What the run had to answer for; empty as long as that is unknown. */
    public Optional<Organization> universe(RunId run) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Makes the run complete, and everything that it recorded part of the history, in one transaction that nothing undoes.
     * Throws a problem when another run became complete since it started.
     */
    public Run complete(RunId run, Instant finished) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Gives a run up; what it recorded is kept, but never becomes part of the history. */
    public Run abandon(RunId run, Instant finished, String why) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Takes up a run that is not complete. Throws a problem when another run became complete since it started, because
     * what it recorded was compared with an older state.
     */
    public Run resume(RunId run) {
        throw new UnsupportedOperationException("not written yet");
    }

    public Optional<Run> find(RunId id) {
        return database.read(handle -> handle.createQuery(SELECT + "where id = :id")
                .bind("id", id.toString())
                .map(Runs::run)
                .findOne());
    }

    /** The newest run with this id, or with an id that ends so, as reports and tables show it. */
    public Optional<Run> find(String id) {
        if (!id.matches("[0-9a-fA-F-]{6,36}")) {
            return Optional.empty();
        }
        return one(SELECT + "where id like :id " + LATEST + "1", "%" + id.toLowerCase(Locale.ROOT));
    }

    /** The newest complete run of the whole organization. */
    public Optional<Run> latestComplete() {
        return database.read(handle ->
                handle.createQuery(SELECT + WHOLE + LATEST + "1").map(Runs::run).findOne());
    }

    /** The newest complete run of the whole organization that started at this time or earlier. */
    public Optional<Run> completeBefore(Instant time) {
        return one(SELECT + WHOLE + "and started <= :id " + LATEST + "1", time.toEpochMilli());
    }

    /** The complete run of the whole organization before this one. */
    public Optional<Run> previous(Run run) {
        return one(
                SELECT + WHOLE + "and run_no < (select run_no from run where id = :id) " + LATEST + "1",
                run.id().toString());
    }

    /** The newest runs of every kind, newest first. */
    public List<Run> list(int limit) {
        return database.read(handle ->
                handle.createQuery(SELECT + LATEST + limit).map(Runs::run).list());
    }

    /** Runs that say that they are running, newest first; without a process that holds the lease they were killed. */
    public List<Run> unfinished() {
        return database.read(handle -> handle.createQuery(SELECT + "where status = 'running' " + LATEST + "1000")
                .map(Runs::run)
                .list());
    }

    private Optional<Run> one(String sql, Object id) {
        return database.read(
                handle -> handle.createQuery(sql).bind("id", id).map(Runs::run).findOne());
    }

    private static Run run(ResultSet row, StatementContext context) throws SQLException {
        long finished = row.getLong("finished");
        @Nullable Instant end = row.wasNull() ? null : Instant.ofEpochMilli(finished);
        return new Run(
                RunId.of(row.getString("id")),
                Instant.ofEpochMilli(row.getLong("started")),
                end,
                RunStatus.of(row.getString("status")),
                row.getString("scope"),
                row.getString("organization"),
                row.getInt("accounts"),
                row.getLong("findings"),
                row.getLong("gaps"),
                row.getString("why"));
    }
}
