package io.muster.collect;

import io.muster.settings.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database that answers as Steampipe does, errors included: in one of the shapes in which people run it.
 *
 * <p>Rows stand in {@code base.<table>}; readers see views. A row with a trip makes a view call {@code base.spring}, which
 * raises an error, loses it, or hangs. The function is declared as costly, so PostgreSQL calls it only for rows that every
 * other condition let through: a scan trips if and only if it asks that connection and region.
 */
final class FakeSteampipe {

    static final String DENIED = "operation error EC2: DescribeVpcs, https response error StatusCode: 403, RequestID:"
            + " 6f1d2a3b-0000-4000-8000-000000000001, api error UnauthorizedOperation: You are not authorized to perform"
            + " this operation.";
    static final String THROTTLED =
            "operation error Lambda: ListFunctions, exceeded maximum number of attempts, 9, https"
                    + " response error StatusCode: 400, RequestID: 6f1d2a3b, api error ThrottlingException: Rate exceeded";
    static final String DEAD =
            "operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID:"
                    + " 6f1d2a3b, api error InvalidClientTokenId: The security token included in the request is invalid.";

    /** How the database serves accounts. */
    enum Shape {
        /** A service with one schema for all connections. */
        AGGREGATOR,
        /** A service with a schema for each connection. */
        SCHEMAS,
        /** No service: a schema for each connection. */
        PLAIN,
        /** The same with foreign tables; {@code aws_account} cannot be read there. */
        STANDALONE
    }

    /** What goes wrong. */
    enum Trip {
        /** An error each time. */
        FAILS,
        /** An error every second time, and the rest as if nothing were wrong before it. */
        LOSES,
        /** An error the first time only. */
        FAILS_ONCE,
        /** No answer for as many seconds as the message says; the statement can be cancelled. */
        HANGS,
        /** The same, but nothing ends it: not even a time-out of the server. */
        HANGS_DEAF
    }

    private record Table(String name, String columns, boolean regional) {

        List<String> names() {
            List<String> names = new ArrayList<>();
            for (String column : columns.split(", ")) {
                names.add(column.split(" ")[0]);
            }
            return names;
        }
    }

    private static @Nullable EmbeddedPostgres server;
    private static int databases;

    private final Shape shape;
    private final String database;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<String> connections = new ArrayList<>();
    private int trips;

    /** Makes an empty database with the tables of accounts, the organization and regions. */
    FakeSteampipe(Shape shape) {
        this.shape = shape;
        this.database = newDatabase();
        execute("""
                create schema base;
                create table base.trip (id int primary key, kind text, message text);
                create function base.spring(wire int) returns boolean language plpgsql volatile cost 10000 as $$
                declare
                    rule record;
                    until timestamptz;
                begin
                    select * into strict rule from base.trip t where t.id = wire;
                    if rule.kind = 'LOSES' and nextval('base.calls_' || wire) % 2 = 1
                            or rule.kind = 'FAILS_ONCE' and nextval('base.calls_' || wire) > 1 then
                        return false;
                    elsif rule.kind = 'HANGS' then
                        perform pg_sleep(rule.message::int);
                        return false;
                    elsif rule.kind = 'HANGS_DEAF' then
                        until := clock_timestamp() + make_interval(secs => rule.message::int);
                        while clock_timestamp() < until loop
                            begin
                                perform pg_sleep(extract(epoch from until - clock_timestamp()));
                            exception when query_canceled then
                                null;
                            end;
                        end loop;
                        return false;
                    end if;
                    raise exception using errcode = 'HV000', message = rule.message;
                end $$;
                """);
        if (isService()) {
            execute("""
                    create schema steampipe_internal;
                    create table steampipe_internal.steampipe_connection (name text primary key, state text, type text,
                        connections text[], import_schema text, error text, plugin text);
                    create table steampipe_internal.steampipe_server_settings (fdw_version text);
                    insert into steampipe_internal.steampipe_server_settings values ('2.2.7');
                    create function steampipe_internal.meta_cache(command text) returns setof boolean language plpgsql as
                        $$ begin insert into base.cache values (command); end $$;
                    create table base.cache (command text);
                    """);
        }
        if (shape == Shape.AGGREGATOR) {
            execute("create schema aws; insert into steampipe_internal.steampipe_connection values"
                    + " ('aws', 'ready', 'aggregator', '{aws_*}', 'enabled', null, 'hub/turbot/aws@latest')");
        }
        table(
                "aws_account",
                "account_id text, partition text, organization_id text, organization_master_account_id text");
        table("aws_sts_caller_identity", "account_id text, partition text");
        table("aws_organizations_account", "account_id text, id text, name text, email text, state text, tags jsonb");
        table("aws_region", "account_id text, name text, opt_in_status text, steampipe_available boolean");
    }

    private boolean isService() {
        return shape == Shape.AGGREGATOR || shape == Shape.SCHEMAS;
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .setServerConfig("max_connections", "60")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    private static synchronized String newDatabase() {
        String name = "steampipe" + ++databases;
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds a table with columns as {@code create table} wants them; one named region makes it regional. */
    FakeSteampipe table(String name, String columns) {
        Table table = new Table(name, columns, List.of(columns.split("[ ,]+")).contains("region"));
        tables.put(name, table);
        execute("create table base." + name + " (" + columns + ", sp_connection_name text, trip int)");
        if (shape == Shape.AGGREGATOR) {
            view("aws", table, "");
        }
        connections.forEach(connection -> view(connection, table, connection));
        return this;
    }

    private void view(String schema, Table table, String connection) {
        if (shape == Shape.AGGREGATOR && !schema.equals("aws")) {
            return;
        }
        if (shape == Shape.STANDALONE && table.name().equals("aws_account")) {
            execute("create foreign data wrapper fdw_" + connections.size() + "; create server server_"
                    + connections.size() + " foreign data wrapper fdw_" + connections.size() + "; create foreign table "
                    + schema + ".aws_account (" + table.columns() + ") server server_" + connections.size());
            return;
        }
        execute("create view " + schema + "." + table.name() + " as select " + String.join(", ", table.names())
                + ", sp_connection_name from base." + table.name() + " where (trip is null or base.spring(trip))"
                + (connection.isEmpty() ? "" : " and sp_connection_name = '" + connection + "'"));
    }

    /** Adds a connection that answers for an account with these enabled regions. */
    FakeSteampipe connection(String name, String account, String... regions) {
        connections.add(name);
        if (shape == Shape.AGGREGATOR || shape == Shape.SCHEMAS) {
            execute("insert into steampipe_internal.steampipe_connection values ('" + name + "', 'ready', '', null, '"
                    + (shape == Shape.AGGREGATOR ? "disabled" : "enabled") + "', null, 'hub/turbot/aws@latest')");
        }
        if (shape != Shape.AGGREGATOR) {
            execute("create schema " + name);
        }
        tables.values().forEach(table -> view(name, table, name));
        row("aws_account", name, account, "aws", null, null);
        row("aws_sts_caller_identity", name, account, "aws");
        for (String region : regions) {
            row("aws_region", name, account, region, "opt-in-not-required", "true");
        }
        return this;
    }

    /** Makes the connections' accounts an organization, managed by the first one, which lists them all. */
    FakeSteampipe organization(String id, String... accounts) {
        execute("update base.aws_account set organization_id = '" + id + "', organization_master_account_id = '"
                + accounts[0] + "'");
        for (String account : accounts) {
            row(
                    "aws_organizations_account",
                    connections.get(0),
                    accounts[0],
                    account,
                    "Account " + account,
                    account + "@example.com",
                    "ACTIVE",
                    "{}");
        }
        return this;
    }

    /** Adds a row; values in the order of the table's columns, null for NULL. */
    FakeSteampipe row(String table, String connection, @Nullable String... values) {
        StringBuilder sql = new StringBuilder("insert into base." + table + " values (");
        for (String value : values) {
            sql.append(value == null ? "null" : "'" + value.replace("'", "''") + "'")
                    .append(", ");
        }
        execute(sql + "'" + connection + "', null)");
        return this;
    }

    /** Makes a table of a connection (and region) go wrong. */
    FakeSteampipe trip(String table, String connection, @Nullable String region, Trip kind, String message) {
        int id = ++trips;
        execute("insert into base.trip values (" + id + ", '" + kind + "', '" + message.replace("'", "''")
                + "'); create sequence base.calls_" + id);
        execute("insert into base." + table + " (sp_connection_name, trip" + (region == null ? "" : ", region")
                + ") values ('" + connection + "', " + id + (region == null ? "" : ", '" + region + "'") + ")");
        return this;
    }

    /** Makes everything of a connection go wrong. */
    FakeSteampipe tripAll(String connection, Trip kind, String message, String... regions) {
        for (Table table : tables.values()) {
            if (table.regional()) {
                for (String region : regions) {
                    trip(table.name(), connection, region, kind, message);
                }
            } else {
                trip(table.name(), connection, null, kind, message);
            }
        }
        return this;
    }

    /** Drops and makes a schema anew, as Steampipe does when connections change. */
    FakeSteampipe refresh(String schema) {
        execute("drop schema " + schema + " cascade; create schema " + schema);
        tables.values().forEach(table -> view(schema, table, shape == Shape.AGGREGATOR ? "" : schema));
        return this;
    }

    /** Ends every session of others, as a restart of the server does. */
    FakeSteampipe endSessions() {
        return execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    /** How often a trip was called; only for those that count. */
    long calls(int trip) {
        return number("select case when is_called then last_value else 0 end from base.calls_" + trip);
    }

    long number(String sql) {
        try (Connection connection = owner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    FakeSteampipe execute(String sql) {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection owner() throws SQLException {
        return server().getDatabase("postgres", database).getConnection();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + server().getPort() + "/" + database;
    }

    SteampipeConfig config() {
        return config(Duration.ofSeconds(20), SteampipeConfig.Confirm.AUTO);
    }

    SteampipeConfig config(Duration statementTimeout, SteampipeConfig.Confirm confirm) {
        return config(url(), statementTimeout, confirm, 2);
    }

    static SteampipeConfig config(
            String url, Duration statementTimeout, SteampipeConfig.Confirm confirm, int parallelAccounts) {
        return new SteampipeConfig(
                url,
                "postgres",
                new Secret("postgres"),
                null,
                statementTimeout,
                parallelAccounts,
                confirm,
                SteampipeConfig.DEFAULT_FETCH_SIZE);
    }

    /** All names of connections, ordered. */
    List<String> connections() {
        return List.copyOf(new TreeSet<>(connections));
    }
}
