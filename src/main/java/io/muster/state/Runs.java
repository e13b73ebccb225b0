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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Runs, from their start to the one transaction that makes them part of the history. */
public final class Runs {

    private static final String SELECT =
            "select id, started, finished, status, scope, organization, accounts, findings, gaps, why from run ";
    private static final String LATEST = "order by started desc, run_no desc limit ";
    private static final String WHOLE = "where status = 'complete' and scope = '' ";

    private final Database database;
    private final Numbers numbers;
    private final History history;
    private final Assets assets;

    Runs(Database database, Numbers numbers, Assets assets) {
        this.database = database;
        this.numbers = numbers;
        this.history = new History(database.dialect());
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
        byte[] bytes = Universes.write(organization);
        byte[] packed = Packing.pack(bytes, bytes.length);
        long number = numbers.of(run);
        database.write(handle -> {
            handle.createUpdate("update run set organization = :organization, accounts = :accounts where run_no = :run")
                    .bind("organization", organization.id())
                    .bind("accounts", organization.accounts().size())
                    .bind("run", number)
                    .execute();
            return handle.createUpdate("""
                            insert into run_universe (run_no, packed, byte_count) values (:run, :packed, :bytes)
                            on conflict (run_no) do update set
                                packed = excluded.packed,
                                byte_count = excluded.byte_count
                            """)
                    .bind("run", number)
                    .bind("packed", packed)
                    .bind("bytes", bytes.length)
                    .execute();
        });
        organization.accounts().forEach(account -> assets.record(run, account));
    }

    /** What the run had to answer for; empty as long as that is unknown. */
    public Optional<Organization> universe(RunId run) {
        return database.read(handle -> handle.createQuery(
                        "select packed, byte_count from run_universe where run_no = :run")
                .bind("run", numbers.of(run))
                .map((row, context) -> Universes.read(Packing.unpack(row.getBytes("packed"), row.getInt("byte_count"))))
                .findOne());
    }

    /**
     * Makes the run complete, and everything that it recorded part of the history, in one transaction that nothing undoes.
     * Throws a problem when another run became complete since it started. A run that was narrowed becomes complete too, but
     * keeps its findings to itself.
     */
    public Run complete(RunId run, Instant finished) {
        long number = numbers.of(run);
        database.writeDurably(handle -> {
            Standing standing = standing(handle, number);
            if (standing.status() != RunStatus.RUNNING) {
                throw new IllegalStateException(
                        "run " + run + " is " + standing.status().word());
            }
            requireBase(standing);
            @Nullable Long seq = standing.scope().isEmpty() ? standing.newest() + 1 : null;
            history.promote(handle, number, seq, standing.started());
            assets.promote(handle, number, standing.started());
            return handle.createUpdate("""
                            update run set
                                status = 'complete',
                                finished = :finished,
                                seq = :seq,
                                findings = (
                                    select coalesce(sum(findings), 0) from finding_count where run_no = :run
                                ),
                                gaps = (
                                    select coalesce(sum(findings), 0) from finding_count
                                    where run_no = :run and verdict in (0, 1)
                                )
                            where run_no = :run
                            """)
                    .bind("finished", finished.toEpochMilli())
                    .bind("seq", seq)
                    .bind("run", number)
                    .execute();
        });
        return find(run).orElseThrow();
    }

    private record Standing(RunStatus status, String scope, long started, long base, long newest) {}

    private static Standing standing(Handle handle, long run) {
        return handle.createQuery("""
                        select
                            status,
                            scope,
                            started,
                            coalesce(base_seq, 0) as base,
                            (select coalesce(max(seq), 0) from run) as newest
                        from run
                        where run_no = :run
                        """)
                .bind("run", run)
                .map((row, context) -> new Standing(
                        RunStatus.of(row.getString("status")),
                        row.getString("scope"),
                        row.getLong("started"),
                        row.getLong("base"),
                        row.getLong("newest")))
                .one();
    }

    private static void requireBase(Standing standing) {
        if (standing.base() != standing.newest()) {
            throw ProblemException.couldNotRun(
                    "The run cannot go on, because another one became complete since it started.",
                    "What it recorded was compared with an older state.",
                    "start a new run: muster audit");
        }
    }

    /** Gives a run up; what it recorded is kept, but never becomes part of the history. */
    public Run abandon(RunId run, Instant finished, String why) {
        database.write(handle -> handle.createUpdate("""
                        update run set status = 'incomplete', finished = :finished, why = :why
                        where run_no = :run and status = 'running'
                        """)
                .bind("finished", finished.toEpochMilli())
                .bind("why", why)
                .bind("run", numbers.of(run))
                .execute());
        return find(run).orElseThrow();
    }

    /**
     * Takes up a run that is not complete. Throws a problem when another run became complete since it started, because
     * what it recorded was compared with an older state.
     */
    public Run resume(RunId run) {
        long number = numbers.of(run);
        database.write(handle -> {
            Standing standing = standing(handle, number);
            if (standing.status() == RunStatus.COMPLETE) {
                throw ProblemException.couldNotRun(
                        "Run " + run.shortForm() + " is complete.", "", "start a new one: muster audit");
            }
            requireBase(standing);
            return handle.createUpdate(
                            "update run set status = 'running', finished = null, why = null where run_no = :run")
                    .bind("run", number)
                    .execute();
        });
        return find(run).orElseThrow();
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

    static Run run(ResultSet row, StatementContext context) throws SQLException {
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
