package io.muster.collect;

import io.muster.problem.Diagnosis;
import io.muster.problem.Diagnosis.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Examines Steampipe: whether it answers, which one it is, its connections, and how many sessions it has left. */
public final class SteampipeCheckup {

    private static final String PART = "steampipe";
    private static final String CONNECTIONS = "connections";
    private static final String SECONDS = "10";

    private final SteampipeConfig config;

    public SteampipeCheckup(SteampipeConfig config) {
        this.config = config;
    }

    /** What is known of it. {@code deep} asks every connection for its account, which takes a call to AWS each. */
    public List<Diagnosis> examine(boolean deep) throws InterruptedException {
        List<Diagnosis> found = new ArrayList<>();
        try (Connection session = connect()) {
            found.add(Diagnosis.ok(PART, version(session) + " at " + config.shownUrl() + "."));
            sessions(session, found);
            encryption(session, found);
            Topology topology = new TopologyReader(config).read(session);
            topology.warnings().forEach(warning -> found.add(Diagnosis.of(PART, Level.WARNING, warning)));
            connections(topology, found);
            if (deep) {
                deep(topology, found);
            }
        } catch (SQLException e) {
            found.add(Diagnosis.broken(
                    PART, "It does not answer at " + config.shownUrl() + ": " + said(e) + ".", advice(e)));
        } catch (io.muster.problem.ProblemException e) {
            e.problems().forEach(problem -> found.add(Diagnosis.of(PART, Level.BROKEN, problem)));
        }
        return List.copyOf(found);
    }

    private Connection connect() throws SQLException {
        Properties properties = config.driverProperties();
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        return DriverManager.getConnection(config.url(), properties);
    }

    private static String said(SQLException e) {
        String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String advice(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            return "compare steampipe.user and steampipe.password with: steampipe service status --show-password";
        }
        return state.startsWith("3D")
                ? "the database is called 'steampipe': steampipe.url: " + SteampipeConfig.DEFAULT_URL
                : "start it: steampipe service start; its port is 9193; then compare with steampipe.url";
    }

    private static String version(Connection session) throws SQLException {
        String postgres =
                one(session, "select current_setting('server_version')").orElse("unknown");
        if (!TopologyReader.exists(session, "steampipe_internal.steampipe_server_settings")) {
            return "PostgreSQL " + postgres;
        }
        String steampipe = one(
                        session,
                        "select 'Steampipe ' || coalesce(steampipe_version, '?') || ', FDW ' || coalesce(fdw_version, '?')"
                                + " from steampipe_internal.steampipe_server_settings limit 1")
                .orElse("Steampipe");
        String plugin = TopologyReader.exists(session, "steampipe_internal.steampipe_plugin")
                ? one(
                                session,
                                "select ', AWS plugin ' || coalesce(version, '?') from steampipe_internal.steampipe_plugin"
                                        + " where plugin like '%aws%' order by version limit 1")
                        .orElse("")
                : "";
        return steampipe + plugin + ", PostgreSQL " + postgres;
    }

    private static Optional<String> one(Connection session, String sql) {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            // Another version has other columns; what it is called is not worth failing for.
            return Optional.empty();
        }
    }

    private void sessions(Connection session, List<Diagnosis> found) {
        int most = one(session, "select current_setting('max_connections')")
                .map(Integer::parseInt)
                .orElse(0);
        int taken = one(session, "select count(*)::text from pg_stat_activity where backend_type = 'client backend'")
                .map(Integer::parseInt)
                .orElse(0);
        int wanted = 2 * config.parallelAccounts();
        if (most == 0) {
            return;
        }
        String text = (most - taken) + " of " + most + " sessions are free; an audit takes up to " + wanted + ".";
        found.add(
                most - taken < wanted
                        ? Diagnosis.warning(PART, text, "lower steampipe.parallel-accounts, or end other readers")
                        : Diagnosis.ok(PART, text));
    }

    private void encryption(Connection session, List<Diagnosis> found) {
        boolean encrypted = one(session, "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()")
                .filter("true"::equals)
                .isPresent();
        boolean near = one(session, "select coalesce(host(inet_client_addr()) = host(inet_server_addr()), true)::text")
                .filter("true"::equals)
                .isPresent();
        if (!encrypted && !near) {
            found.add(Diagnosis.warning(
                    PART,
                    "The connection to another machine is not encrypted.",
                    "add ?sslmode=require to steampipe.url, or verify-ca with sslrootcert"));
        }
    }

    private static void connections(Topology topology, List<Diagnosis> found) {
        List<Topology.Connection> bad = topology.connections().stream()
                .filter(connection -> connection.error() != null)
                .toList();
        found.add(Diagnosis.ok(CONNECTIONS, topology.described() + "."));
        for (Topology.Connection connection : bad) {
            found.add(Diagnosis.broken(
                    CONNECTIONS,
                    "'" + connection.name() + "': " + connection.error() + ".",
                    "correct it in aws.spc: muster connections --diff"));
        }
    }

    private void deep(Topology topology, List<Diagnosis> found) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(config.parallelAccounts(), task -> {
            Thread thread = new Thread(task, "doctor-connection");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Callable<Optional<Diagnosis>>> questions = topology.connections().stream()
                    .filter(connection -> connection.error() == null)
                    .map(connection -> (Callable<Optional<Diagnosis>>) () -> ask(topology, connection.name()))
                    .toList();
            int good = 0;
            for (Future<Optional<Diagnosis>> answer : threads.invokeAll(questions)) {
                try {
                    answer.get().ifPresent(found::add);
                    good += answer.get().isEmpty() ? 1 : 0;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
            found.add(Diagnosis.ok(
                    CONNECTIONS, good + " of " + questions.size() + " connections answer for an account."));
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<Diagnosis> ask(Topology topology, String name) {
        String schema = topology.aggregator() == null ? name : topology.aggregator();
        String sql = "select account_id from \"" + schema.replace("\"", "\"\"") + "\".aws_account"
                + (topology.aggregator() == null ? "" : " where sp_connection_name = ?");
        try (Connection session = connect();
                PreparedStatement statement = session.prepareStatement(sql)) {
            if (topology.aggregator() != null) {
                statement.setString(1, name);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.empty()
                        : Optional.of(Diagnosis.broken(
                                CONNECTIONS,
                                "'" + name + "' answers for no account.",
                                "check its profile: aws sts get-caller-identity --profile NAME"));
            }
        } catch (SQLException e) {
            return Optional.of(Diagnosis.broken(
                    CONNECTIONS,
                    "'" + name + "': " + said(e) + ".",
                    "check its profile and role: aws sts get-caller-identity --profile NAME"));
        }
    }
}
