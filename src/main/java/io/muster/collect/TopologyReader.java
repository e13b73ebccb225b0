package io.muster.collect;

import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a database serves accounts: (a) a Steampipe service with an aggregator, (b) a Steampipe service with a
 * schema for each connection, (c) any PostgreSQL in which every schema with a relation {@code aws_account} is a connection.
 */
final class TopologyReader {

    private static final String OLDEST_FDW = "2.2.4";

    private final SteampipeConfig config;
    private final List<Problem> warnings = new ArrayList<>();

    TopologyReader(SteampipeConfig config) {
        this.config = config;
    }

    Topology read(java.sql.Connection session) throws SQLException {
        if (exists(session, "steampipe_internal.steampipe_connection")) {
            warnAboutVersion(session);
            return service(session);
        }
        if (config.aggregator() != null) {
            throw ProblemException.usage(
                    "'steampipe.aggregator' is '" + config.aggregator() + "', but the database at " + config.shownUrl()
                            + " is no Steampipe service.",
                    "Only a service has aggregators; it also has the table 'steampipe_internal.steampipe_connection'.",
                    "leave 'steampipe.aggregator' out, or check 'steampipe.url'");
        }
        return schemas(session);
    }

    static boolean exists(java.sql.Connection session, String relation) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, relation);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private record Row(
            String name,
            String type,
            String importSchema,
            List<String> children,
            @Nullable String error) {}

    private Topology service(java.sql.Connection session) throws SQLException {
        Map<String, Row> rows = new TreeMap<>();
        try (Statement statement = session.createStatement();
                ResultSet result = statement.executeQuery("""
                        select
                            name,
                            coalesce(type, '') as type,
                            coalesce(import_schema, '') as import_schema,
                            connections,
                            nullif(error, '') as error,
                            coalesce(state, '') as state
                        from steampipe_internal.steampipe_connection
                        where coalesce(plugin, '') like '%aws%'
                        order by name
                        """)) {
            while (result.next()) {
                String state = result.getString("state");
                String error = result.getString("error");
                if (error == null && state.equals("error")) {
                    error = "Steampipe says that the connection is in state '" + state + "'";
                }
                Row row = new Row(
                        result.getString("name"),
                        result.getString("type"),
                        result.getString("import_schema"),
                        texts(result.getArray("connections")),
                        error);
                rows.put(row.name(), row);
            }
        }
        List<Row> aggregators = rows.values().stream()
                .filter(row -> row.type().equals("aggregator"))
                .toList();
        Row aggregator = aggregator(aggregators);
        if (aggregator != null) {
            List<Topology.Connection> members = members(aggregator, rows);
            warnAboutOutsiders(aggregator, members, rows);
            return new Topology(aggregator.name(), false, members, warnings);
        }
        List<Topology.Connection> connections = rows.values().stream()
                .filter(row -> !row.type().equals("aggregator"))
                .filter(row -> !row.importSchema().equals("disabled"))
                .map(row -> new Topology.Connection(row.name(), row.error()))
                .toList();
        if (connections.isEmpty()) {
            throw ProblemException.couldNotRun(
                    "Steampipe at " + config.shownUrl() + " has no AWS connection.",
                    "Its table of connections names none whose plugin is AWS.",
                    "add connections to ~/.steampipe/config/aws.spc, then: steampipe query \"select * from aws_account\"");
        }
        return new Topology(null, false, connections, warnings);
    }

    private void warnAboutOutsiders(Row aggregator, List<Topology.Connection> members, Map<String, Row> rows) {
        Set<String> outside = new TreeSet<>();
        rows.values().stream().filter(row -> !row.type().equals("aggregator")).forEach(row -> outside.add(row.name()));
        members.forEach(member -> outside.remove(member.name()));
        if (!outside.isEmpty()) {
            warnings.add(Problem.of(
                    outside.size() + (outside.size() == 1 ? " connection is" : " connections are")
                            + " not part of the aggregator '" + aggregator.name() + "', first: "
                            + outside.iterator().next() + ".",
                    "Muster reads through the aggregator only.",
                    "add them to the aggregator in aws.spc"));
        }
    }

    /** Older ones hear of no time-out while AWS does not answer. */
    private void warnAboutVersion(java.sql.Connection session) throws SQLException {
        if (!exists(session, "steampipe_internal.steampipe_server_settings")) {
            return;
        }
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(
                        "select fdw_version from steampipe_internal.steampipe_server_settings limit 1")) {
            String version = row.next() ? row.getString(1) : null;
            if (version != null && isOlder(version, OLDEST_FDW)) {
                warnings.add(Problem.of(
                        "Steampipe's FDW " + version + " cannot end a statement that hangs.",
                        "Before " + OLDEST_FDW + " it hears of no time-out while AWS does not answer; Muster closes the"
                                + " socket then, and the server goes on for a while.",
                        "update Steampipe to 2.4.4 or newer"));
            }
        }
    }

    private static boolean isOlder(String version, String oldest) {
        int[] left = numbers(version);
        int[] right = numbers(oldest);
        return left.length > 0 && Arrays.compare(left, right) < 0;
    }

    private static int[] numbers(String version) {
        return Pattern.compile("[0-9]+")
                .matcher(version)
                .results()
                .limit(3)
                .mapToInt(number -> Integer.parseInt(number.group()))
                .toArray();
    }

    private @Nullable Row aggregator(List<Row> aggregators) {
        String wanted = config.aggregator();
        List<String> names = aggregators.stream().map(Row::name).toList();
        if (wanted != null) {
            return aggregators.stream()
                    .filter(row -> row.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> ProblemException.usage(
                            "'steampipe.aggregator' is '" + wanted + "', but Steampipe has no such aggregator.",
                            Nearest.suggestion(wanted, names),
                            names.isEmpty() ? "leave it out" : "steampipe.aggregator: " + names.get(0)));
        }
        if (aggregators.size() > 1) {
            throw ProblemException.usage(
                    "Steampipe has several AWS aggregators: " + String.join(", ", names) + ".",
                    "Muster must know which one stands for the organization.",
                    "steampipe.aggregator: " + names.get(0));
        }
        return aggregators.isEmpty() ? null : aggregators.get(0);
    }

    private static List<Topology.Connection> members(Row aggregator, Map<String, Row> rows) {
        Set<String> names = new TreeSet<>();
        for (String child : aggregator.children()) {
            Pattern pattern = Pattern.compile(
                    Arrays.stream(child.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            rows.values().stream()
                    .filter(row -> !row.type().equals("aggregator"))
                    .map(Row::name)
                    .filter(name -> pattern.matcher(name).matches())
                    .forEach(names::add);
        }
        return names.stream()
                .map(name -> new Topology.Connection(
                        name, rows.get(name) == null ? null : rows.get(name).error()))
                .toList();
    }

    private Topology schemas(java.sql.Connection session) throws SQLException {
        List<Topology.Connection> connections = new ArrayList<>();
        boolean standalone = false;
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select
                            n.nspname,
                            c.relkind = 'f' as is_foreign
                        from pg_class c
                        join pg_namespace n on n.oid = c.relnamespace
                        where c.relname = 'aws_account'
                            and c.relkind in ('f', 'r', 'p', 'v', 'm')
                            and n.nspname !~ '^pg_'
                        order by n.nspname
                        """)) {
            while (rows.next()) {
                connections.add(new Topology.Connection(rows.getString(1), null));
                standalone |= rows.getBoolean(2);
            }
        }
        if (connections.isEmpty()) {
            throw ProblemException.couldNotRun(
                    "The database at " + config.shownUrl() + " is no Steampipe with the AWS plugin.",
                    "It has neither the table 'steampipe_internal.steampipe_connection' nor a schema with a relation"
                            + " 'aws_account'.",
                    "check 'steampipe.url'; a Steampipe service listens on port 9193, database 'steampipe'");
        }
        if (standalone) {
            warnings.add(Problem.of(
                    "Tables come from Steampipe's standalone FDW.",
                    "It loses every error that comes after the first row, so what gave rows is read twice and stays"
                            + " unproven in the manifest.",
                    "read through a Steampipe service: steampipe service start"));
        }
        return new Topology(null, standalone, connections, warnings);
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
