package io.muster.collect;

import io.muster.catalog.QuerySpec;
import io.muster.finding.Reason;
import io.muster.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session with Steampipe, for one thread. Queries run as they stand in their files: a search path, or temporary views
 * of the tables' names, decide which connection and which regions answer.
 */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final Topology topology;
    private final SteampipeConfig config;
    private final long opened = System.nanoTime();
    private final Map<String, String> pins = new HashMap<>();
    private String current = "";
    private boolean lost;

    private Session(Connection connection, Topology topology, SteampipeConfig config) {
        this.connection = connection;
        this.topology = topology;
        this.config = config;
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
        return new Session(connect(config), topology, config);
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

    /** Whether the session can no longer be used. */
    boolean isLost() {
        return lost;
    }

    long ageNanos() {
        return System.nanoTime() - opened;
    }

    /** From now on, this Steampipe connection answers. */
    void use(String name) throws SQLException {
        if (current.equals(name)) {
            return;
        }
        if (topology.aggregator() == null) {
            pins.clear();
            try (Statement statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                statement.execute("discard temp");
                statement.execute("set search_path to " + quoted(name) + ", public");
            } finally {
                connection.setAutoCommit(false);
            }
        }
        current = name;
    }

    /**
     * Reads one query from the current connection. Never throws for what the database says: an error is part of the scan.
     *
     * @param regions only these; empty asks for all at once
     */
    Scan scan(QuerySpec query, List<String> regions, RowTarget target) {
        Map<String, Long> counts = new TreeMap<>();
        MessageDigest digest = sha256();
        try {
            pin(query, regions);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(config.fetchSize());
                try (ResultSet rows = statement.executeQuery(String.valueOf(query.sql()))) {
                    readRows(query, rows, target, counts, digest);
                }
            }
            connection.commit();
            return new Scan(counts, HexFormat.of().formatHex(digest.digest()), null);
        } catch (RowEncoder.DriftException e) {
            rollback();
            return Scan.failed(e.failure());
        } catch (SQLException e) {
            Failure failure = Failures.of(e);
            rollback();
            lost |= failure.lost();
            return Scan.failed(failure);
        }
    }

    private static void readRows(
            QuerySpec query, ResultSet rows, RowTarget target, Map<String, Long> counts, MessageDigest digest)
            throws SQLException, RowEncoder.DriftException {
        RowEncoder encoder = new RowEncoder(query, rows.getMetaData());
        byte[] before = {};
        long[] count = new long[1];
        String region = "";
        while (rows.next()) {
            byte[] row = encoder.encode(rows);
            byte[] key = encoder.key();
            if (Arrays.equals(before, key)) {
                LOG.warn(
                        "'{}' has two rows with the key {}; both are kept",
                        query.id(),
                        new String(key, StandardCharsets.UTF_8));
            }
            before = key;
            digest.update(row);
            digest.update((byte) '\n');
            target.append(row, key);
            String here = query.regional() ? orEmpty(encoder.region(rows)) : "";
            if (!here.equals(region)) {
                counts.merge(region, count[0], Long::sum);
                count[0] = 0;
                region = here;
            }
            count[0]++;
        }
        counts.merge(region, count[0], Long::sum);
        counts.values().removeIf(number -> number == 0);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Makes temporary views that narrow the query's tables to the current connection and these regions. */
    private void pin(QuerySpec query, List<String> regions) throws SQLException {
        String wanted = current + " " + regions;
        for (String table : query.tables()) {
            if (wanted.equals(pins.get(table))
                    || (topology.aggregator() == null && regions.isEmpty() && !pins.containsKey(table))) {
                continue;
            }
            String view = "create or replace temp view " + quoted(table) + " as select * from "
                    + quoted(topology.aggregator() == null ? current : topology.aggregator()) + "." + quoted(table)
                    + where(regions);
            try (Statement statement = connection.createStatement()) {
                statement.execute(view);
            }
            connection.commit();
            pins.put(table, wanted);
        }
    }

    private String where(List<String> regions) {
        String byConnection = topology.aggregator() == null ? "" : "sp_connection_name = " + literal(current);
        String byRegion = regions.isEmpty()
                ? ""
                : "region in (" + regions.stream().map(Session::literal).collect(Collectors.joining(", ")) + ")";
        if (byConnection.isEmpty() && byRegion.isEmpty()) {
            return "";
        }
        String both = byConnection.isEmpty() || byRegion.isEmpty() ? "" : " and ";
        return " where " + byConnection + both + byRegion;
    }

    private static String quoted(@Nullable String name) {
        return "\"" + String.valueOf(name).replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            lost = true;
        }
    }

    /** Ends whatever runs in the session by closing its socket; the only way that always works. For another thread. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("a session could not be aborted", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a session could not be closed", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The failure of a session that could not be opened. */
    static Failure unopened(SQLException error) {
        Failure failure = Failures.of(error);
        return new Failure(Reason.UNREACHABLE, failure.message(), true, false);
    }
}
