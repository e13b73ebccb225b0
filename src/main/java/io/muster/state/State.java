package io.muster.state;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Muster's own database: runs and what they read, findings over time, assets with validity. Used by all threads at once.
 *
 * <p>What a run records becomes part of the history in one transaction, by {@link Runs#complete}; whatever happens before
 * leaves an unfinished run, which never stands for the truth.
 */
public final class State implements AutoCloseable {

    private final Database database;
    private final Runs runs;
    private final Tables tables;
    private final Manifest manifest;
    private final Findings findings;
    private final Assets assets;
    private final Leases leases;
    private final Tasks tasks;
    private final Pruning pruning;
    private final Outbox outbox;
    private final Records records;

    private State(Database database, Clock clock) {
        this.database = database;
        Numbers numbers = new Numbers(database);
        this.tables = new Tables(database, numbers);
        this.manifest = new Manifest(database, numbers);
        this.findings = new Findings(database, numbers);
        this.assets = new Assets(database, numbers);
        this.runs = new Runs(database, numbers, assets);
        this.leases = new Leases(database, clock);
        this.tasks = new Tasks(database);
        this.pruning = new Pruning(database);
        this.outbox = new Outbox(database, clock);
        this.records = new Records(database);
    }

    /** Opens the database, makes it if it is an SQLite file that is not there, and brings its schema up to date. */
    public static State open(StateConfig config, Clock clock) {
        return new State(Database.open(config), clock);
    }

    public Runs runs() {
        return runs;
    }

    public Tables tables() {
        return tables;
    }

    public Manifest manifest() {
        return manifest;
    }

    public Findings findings() {
        return findings;
    }

    public Assets assets() {
        return assets;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Records records() {
        return records;
    }

    /**
     * Claims what only one process at a time may do, such as {@code audit}. Throws a problem that names the other process
     * while it lives; one that was killed loses its claim at once on the same machine, and within half a minute on another.
     */
    public Lease lease(String name) {
        return leases.acquire(name);
    }

    /** Forgets runs that started before a time, except the newest complete one, in many small transactions. */
    public Pruned prune(Instant before) {
        outbox.prune(before);
        records.prune(before);
        return pruning.prune(before);
    }

    /** For db-scheduler, whose table is part of the schema. */
    public DataSource dataSource() {
        return database.guests();
    }

    /**
     * Lets db-scheduler take over at once what dead processes had taken up, as it else would after some missed heartbeats.
     *
     * @param isDead is asked with the name under which a process had taken something up
     */
    public List<String> pronounceDead(Predicate<String> isDead) {
        return tasks.pronounceDead(isDead);
    }

    /** Throws a problem when the database does not answer. */
    public void ping() {
        database.read(
                handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
    }

    /** What database it is, in words that may be shown. */
    public String described() {
        return database.described();
    }

    @Override
    public void close() {
        leases.close();
        database.close();
    }
}
