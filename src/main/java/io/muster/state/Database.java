package io.muster.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The database behind the state: transactions, and what went wrong in words. Used by all threads at once.
 *
 * <p>SQLite has one writer at a time, so writers queue here rather than at its lock. A transaction of
 * {@link #write} survives the death of the process, and one of {@link #writeDurably} also the loss of power, together with
 * everything that was written before it.
 */
final class Database implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int READERS = 8;
    private static final int CONNECTIONS = 16;
    private static final int PAGE = 8 << 10;

    private final Dialect dialect;
    private final String described;
    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final HikariDataSource guests;
    private final Jdbi reading;
    private final Jdbi writing;
    private final Sql sql = new Sql();
    private final WriteQueue queue;

    private Database(
            Dialect dialect,
            String described,
            HikariDataSource readers,
            HikariDataSource writers,
            HikariDataSource guests) {
        this.dialect = dialect;
        this.described = described;
        this.readers = readers;
        this.writers = writers;
        this.guests = guests;
        this.reading = jdbi(readers);
        this.writing = jdbi(writers);
        this.queue = new WriteQueue(writing, sql);
    }

    private static Jdbi jdbi(DataSource source) {
        Jdbi jdbi = Jdbi.create(source);
        // One set of values serves several statements, of which each uses what it needs.
        jdbi.configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true));
        return jdbi;
    }

    /** Opens the database and brings its schema up to date. Every failure is a problem. */
    static Database open(StateConfig config) {
        Database database = config.isSqlite() ? openSqlite(config) : openPostgresql(config);
        boolean ready = false;
        try {
            if (config.isSqlite()) {
                migrateAlone(database, config.file());
            } else {
                Migrations.migrate(database.writers, database.dialect, database.described);
            }
            ready = true;
            return database;
        } finally {
            if (!ready) {
                database.close();
            }
        }
    }

    private static Database openSqlite(StateConfig config) {
        Path file = config.file().toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw ProblemException.couldNotRun(
                    "The " + config.described() + " could not be opened.",
                    "The folder '" + folder + "' does not exist.",
                    "create the folder, or name another file in 'state.url'");
        }
        if (Files.isDirectory(file)) {
            throw ProblemException.couldNotRun(
                    "The " + config.described() + " could not be opened.",
                    "It is a folder.",
                    "name a file in 'state.url'");
        }
        String url = StateConfig.SQLITE + file;
        HikariDataSource writers = pool(config, "state-writer", sqlite(url, SQLiteConfig.TransactionMode.IMMEDIATE), 1);
        HikariDataSource readers =
                pool(config, "state-reader", sqlite(url, SQLiteConfig.TransactionMode.DEFERRED), READERS);
        HikariDataSource guests = pool(config, "state-guest", sqlite(url, SQLiteConfig.TransactionMode.IMMEDIATE), 2);
        return new Database(Dialect.SQLITE, config.described(), readers, writers, guests);
    }

    private static SQLiteDataSource sqlite(String url, SQLiteConfig.TransactionMode mode) {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setPageSize(PAGE);
        settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
        settings.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        settings.setBusyTimeout((int) PATIENCE.toMillis());
        settings.setTransactionMode(mode);
        settings.enforceForeignKeys(true);
        settings.setTempStore(SQLiteConfig.TempStore.MEMORY);
        settings.setJournalSizeLimit(64 << 20);
        SQLiteDataSource source = new SQLiteDataSource(settings);
        source.setUrl(url);
        return source;
    }

    private static Database openPostgresql(StateConfig config) {
        HikariConfig settings = settings("state", CONNECTIONS);
        settings.setJdbcUrl(config.url());
        if (config.user() != null) {
            settings.setUsername(config.user());
        }
        if (config.password() != null) {
            settings.setPassword(config.password().reveal());
        }
        settings.addDataSourceProperty("ApplicationName", "muster");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        settings.addDataSourceProperty("connectTimeout", "10");
        HikariDataSource all = start(config, settings);
        return new Database(Dialect.POSTGRESQL, config.described(), all, all, all);
    }

    private static HikariDataSource pool(StateConfig config, String name, DataSource source, int size) {
        HikariConfig settings = settings(name, size);
        settings.setDataSource(source);
        // A file does not time out, and statements are kept with their connection.
        settings.setMaxLifetime(0);
        settings.setIdleTimeout(0);
        settings.setKeepaliveTime(0);
        // Has an effect only on a file that is still empty; then pruning can give space back.
        settings.setConnectionInitSql("pragma auto_vacuum = incremental");
        return start(config, settings);
    }

    private static HikariConfig settings(String name, int size) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName(name);
        settings.setMaximumPoolSize(size);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(PATIENCE.toMillis());
        settings.setInitializationFailTimeout(1);
        return settings;
    }

    private static HikariDataSource start(StateConfig config, HikariConfig settings) {
        try {
            return new HikariDataSource(settings);
        } catch (HikariPool.PoolInitializationException e) {
            throw Failure.opening(config, e);
        }
    }

    /** Two processes must not create the same tables at once, and SQLite lets them try. */
    private static void migrateAlone(Database database, Path file) {
        Path lock = file.resolveSibling(file.getFileName() + ".migrating");
        if (Migrations.isCurrent(database.writers)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid()) {
                Migrations.migrate(database.writers, database.dialect, database.described);
            }
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            throw Failure.of(database.described, e);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** Statements that are asked very often. */
    Sql sql() {
        return sql;
    }

    /** What it is, in words that may be shown. */
    String described() {
        return described;
    }

    /** Connections for a library that speaks to the database itself; each transaction of it may write. */
    DataSource guests() {
        return guests;
    }

    /** Reads at one point in time. */
    <T> T read(Work<T> work) {
        try {
            if (dialect == Dialect.POSTGRESQL) {
                return reading.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::in);
            }
            return reading.inTransaction(work::in);
        } catch (SQLException | RuntimeException e) {
            throw Failure.of(described, e);
        }
    }

    /** Runs one statement that reads a few rows; cheaper than {@link #read}. */
    <T> T ask(Work<T> work) {
        try (Handle handle = reading.open()) {
            return work.in(handle);
        } catch (SQLException | RuntimeException e) {
            throw Failure.of(described, e);
        }
    }

    /** Writes in one transaction that survives the death of the process; a loss of power may undo the last of them. */
    <T> T write(Work<T> work) {
        return write(work, false);
    }

    /** Writes in one transaction that, once this returns, nothing undoes. */
    <T> T writeDurably(Work<T> work) {
        return write(work, true);
    }

    /** {@link #read} for what is handed on line by line. */
    void scan(Steps steps) {
        boolean unused = read(steps.asWork());
    }

    /** {@link #write} for what has no outcome. */
    void change(Steps steps) {
        boolean unused = write(steps.asWork());
    }

    private <T> T write(Work<T> work, boolean durably) {
        if (dialect == Dialect.POSTGRESQL) {
            return writePostgresql(work, durably);
        }
        try {
            return queue.write(work, durably);
        } catch (Exception e) {
            throw Failure.of(described, e);
        }
    }

    private <T> T writePostgresql(Work<T> work, boolean durably) {
        int attempt = 1;
        while (true) {
            try {
                return writing.inTransaction(handle -> {
                    if (!durably) {
                        handle.execute("set local synchronous_commit = off");
                    }
                    return work.in(handle);
                });
            } catch (SQLException | RuntimeException e) {
                if (attempt == 3 || !Failure.isWorthAnotherTry(e)) {
                    throw Failure.of(described, e);
                }
                attempt++;
            }
        }
    }

    @Override
    public void close() {
        guests.close();
        readers.close();
        writers.close();
    }
}
