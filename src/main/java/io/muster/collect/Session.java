package io.muster.collect;

import io.muster.catalog.QuerySpec;
import io.muster.collect.Failure.Trait;
import io.muster.finding.Reason;
import io.muster.problem.ProblemException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session with Steampipe, for one thread. Queries run as they stand in their files: a search path, or temporary views
 * of the tables' names, decide which connection and which regions answer.
 *
 * <p>The views are made once a session. What they are narrowed to is said by two temporary functions that are immutable, so
 * that PostgreSQL puts their values into the plan and the FDW receives constants. To replace a function for the next account
 * costs a hundredth of replacing a hundred views.
 */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private static final String CONNECTION = "pg_temp.muster_connection()";
    private static final String REGIONS = "pg_temp.muster_regions()";

    private final Connection connection;
    private final Topology topology;
    private final SteampipeConfig config;
    private final Backend backend;
    private final long opened = System.nanoTime();
    private final Map<String, Boolean> views = new HashMap<>();
    private String pinned = "";
    private String current = "";
    private @Nullable Failure lost;

    /**
     * The server's process behind a session, which may outlive it.
     *
     * @param since tells it from a later process of the same number
     */
    record Backend(int process, String since) {}

    private Session(Connection connection, Topology topology, SteampipeConfig config, Backend backend) {
        this.connection = connection;
        this.topology = topology;
        this.config = config;
        this.backend = backend;
    }

    /** A plain connection, set up for reading; for finding out the topology. */
    static Connection connect(SteampipeConfig config) throws SQLException {
        Connection connection = DriverManager.getConnection(config.url(), config.driverProperties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set jit = off");
            statement.execute("set timezone = 'UTC'");
            statement.execute("set datestyle = 'ISO, MDY'");
            statement.execute(
                    "set statement_timeout = " + config.statementTimeout().toMillis());
            switchCacheOff(connection, statement);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** {@link #connect}, or a problem for the user. */
    static Connection connectOrExplain(SteampipeConfig config) {
        try {
            return connect(config);
        } catch (SQLException e) {
            throw ProblemException.couldNotRun(
                    "Steampipe could not be reached at " + config.shownUrl() + ".",
                    Failures.clean(String.valueOf(e.getMessage())),
                    "check 'steampipe.url', 'user' and 'password', and that the service runs: steampipe service status",
                    e);
        }
    }

    static Session open(SteampipeConfig config, Topology topology) throws SQLException {
        Connection connection = connect(config);
        try (Statement statement = connection.createStatement()) {
            Backend backend = backend(statement);
            if (topology.aggregator() != null) {
                // A table that has no view yet must not be found in the schema of just any account.
                statement.execute("set search_path to pg_temp");
            }
            connection.commit();
            return new Session(connection, topology, config, backend);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Backend backend(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select pid, backend_start::text from pg_stat_activity where pid = pg_backend_pid()")) {
            return row.next() ? new Backend(row.getInt(1), row.getString(2)) : new Backend(0, "");
        }
    }

    /** An answer from Steampipe's cache may be one whose error was lost; the session must ask AWS. */
    private static void switchCacheOff(Connection connection, Statement statement) throws SQLException {
        boolean service;
        try (ResultSet rows =
                statement.executeQuery("select to_regproc('steampipe_internal.meta_cache') is not null")) {
            service = rows.next() && rows.getBoolean(1);
        }
        if (service) {
            statement.execute("select from steampipe_internal.meta_cache('off')");
        } else if (TopologyReader.exists(connection, "steampipe_internal.steampipe_settings")) {
            statement.execute(
                    "insert into steampipe_internal.steampipe_settings (name, value) values ('cache', 'false')");
        }
    }

    /** Why the session can no longer be used; null if it can. */
    @Nullable
    Failure lost() {
        return lost;
    }

    Backend backend() {
        return backend;
    }

    long ageNanos() {
        return System.nanoTime() - opened;
    }

    /** From now on, this Steampipe connection answers. A session that cannot do that is lost. */
    void use(String name) throws SQLException {
        if (current.equals(name)) {
            return;
        }
        if (topology.aggregator() == null) {
            try {
                search(name);
            } catch (SQLException e) {
                lost = Failures.of(e);
                throw e;
            }
        }
        current = name;
    }

    private void search(String schema) throws SQLException {
        unpin();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path to " + quoted(schema));
        }
        connection.commit();
    }

    private void unpin() throws SQLException {
        views.clear();
        pinned = "";
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("discard temp");
        } finally {
            connection.setAutoCommit(false);
        }
    }

    /**
     * Reads one query from the current connection. Never throws for what the database says: an error is part of the scan.
     *
     * @param regions only these; empty asks for all at once
     */
    Scan scan(QuerySpec query, List<String> regions, RowTarget target) {
        Failure failure;
        try {
            pin(query, regions);
            return read(query, regions, target);
        } catch (RowEncoder.DriftException e) {
            failure = e.failure();
        } catch (SQLException e) {
            failure = Failures.of(e);
        } catch (RuntimeException e) {
            // Whoever takes the session next must not find the regions of this statement.
            rollback(Failure.of(Reason.NOT_COLLECTED, "the rows could not be taken", Trait.SESSION_LOST));
            throw e;
        }
        rollback(failure);
        return Scan.failed(failure);
    }

    /** Forgets the views, since Steampipe may have dropped them with its own schemas; false if the session is lost. */
    boolean refresh() {
        try {
            unpin();
            return true;
        } catch (SQLException e) {
            lost = Failures.of(e);
            return false;
        }
    }

    /** Rolls back in the end: whatever a query does besides reading never happened, and no region stays narrowed. */
    private Scan read(QuerySpec query, List<String> regions, RowTarget target)
            throws SQLException, RowEncoder.DriftException {
        try (Statement statement = connection.createStatement()) {
            if (!regions.isEmpty()) {
                statement.execute(function(REGIONS, "text[]", array(regions)));
            }
            statement.setFetchSize(RowReader.firstFetch(config.fetchSize()));
            Scan scan;
            try (ResultSet rows = statement.executeQuery(String.valueOf(query.sql()))) {
                scan = new RowReader(query, rows, config.fetchSize()).read(target);
            }
            connection.rollback();
            return scan;
        }
    }

    /** Narrows the query's tables to the current connection, and lets a statement narrow them to regions. */
    private void pin(QuerySpec query, List<String> regions) throws SQLException {
        boolean wholeSchema = topology.aggregator() == null && regions.isEmpty();
        if (wholeSchema && views.isEmpty()) {
            return;
        }
        if (!pinned.equals(current)) {
            // Should the second one fail, nobody knows what the first one says.
            pinned = "";
            change(function(CONNECTION, "text", literal(current)));
            change(function(REGIONS, "text[]", "null::text[]"));
            pinned = current;
        }
        for (String table : query.tables()) {
            Boolean byRegion = views.get(table);
            boolean missing = byRegion == null ? !wholeSchema : query.regional() && !byRegion;
            if (missing) {
                change("create or replace temp view " + quoted(table) + " as select * from "
                        + quoted(topology.aggregator() == null ? current : topology.aggregator()) + "." + quoted(table)
                        + where(query.regional()));
                views.put(table, query.regional());
            }
        }
    }

    private static String function(String name, String type, String value) {
        return "create or replace function " + name + " returns " + type + " language sql immutable as "
                + literal("select " + value);
    }

    private void change(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    private static String array(List<String> regions) {
        return regions.stream().map(Session::literal).collect(Collectors.joining(", ", "array[", "]::text[]"));
    }

    private String where(boolean byRegion) {
        List<String> conditions = new ArrayList<>();
        if (topology.aggregator() != null) {
            conditions.add("sp_connection_name = " + CONNECTION);
        }
        if (byRegion) {
            conditions.add("(" + REGIONS + " is null or region = any (" + REGIONS + "))");
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static String quoted(@Nullable String name) {
        return "\"" + String.valueOf(name).replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void rollback(Failure failure) {
        if (failure.is(Trait.SESSION_LOST)) {
            lost = failure;
        }
        try {
            connection.rollback();
        } catch (SQLException e) {
            lost = lost == null ? Failures.of(e) : lost;
        }
    }

    /**
     * Ends whatever runs in the session: asks the server to cancel it, and closes the socket, which alone always works. For
     * another thread.
     */
    void abort() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.debug("a statement could not be cancelled", e);
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("a session could not be aborted", e);
        }
    }

    /**
     * Which of these processes still run, although nobody listens to them any more. Those of newer Steampipes end when
     * they are told to; older ones end with the call to AWS.
     */
    List<Backend> stillRunning(List<Backend> backends) throws SQLException {
        String processes = backends.stream()
                .map(backend -> "(" + backend.process() + ", " + literal(backend.since()) + ")")
                .collect(Collectors.joining(", "));
        List<Backend> running = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select a.pid, a.backend_start::text, pg_terminate_backend(a.pid)"
                                + " from pg_stat_activity a join (values " + processes + ") as given (pid, since)"
                                + " on a.pid = given.pid and a.backend_start::text = given.since")) {
            while (rows.next()) {
                running.add(new Backend(rows.getInt(1), rows.getString(2)));
            }
        } finally {
            connection.rollback();
        }
        return running;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a session could not be closed", e);
        }
    }

    /** The failure of a session that could not be opened. */
    static Failure unopened(SQLException error) {
        return Failure.of(Reason.UNREACHABLE, Failures.of(error).message(), Trait.MAY_PASS);
    }
}
