package io.muster.demo.world;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes a PostgreSQL database look like Steampipe: its schemas, tables, functions and the tables about itself.
 *
 * <p>Rows stand in {@code demo.<table>}; what a reader sees are views of the same names. A row with a tripwire makes a
 * view call {@code demo.spring}, which fails, sleeps or loses its error. The function is declared as costly, so
 * PostgreSQL calls it only for rows that every other condition let through: a scan fails if and only if it asks the
 * connection and region that the tripwire is for.
 */
final class SteampipeSchema {

    /** Seconds that a hanging call says nothing. */
    private static final int HANGING_SECONDS = 60;

    private static final String SPRING = """
            create function demo.spring(wire int) returns boolean language plpgsql volatile cost 10000
                security definer set search_path = '' as $$
            declare
                rule record;
            begin
                if wire = 0 then
                    return false;
                end if;
                select * into strict rule from demo.tripwire t where t.id = wire;
                if rule.kind = 'hanging' then
                    perform pg_sleep(rule.seconds);
                elsif rule.kind = 'losing' then
                    if nextval('demo.calls_' || wire) % 2 = 1 then
                        return false;
                    end if;
                elsif rule.kind = 'recovering' then
                    if nextval('demo.calls_' || wire) > 1 then
                        return false;
                    end if;
                end if;
                raise exception using errcode = 'HV000',
                    message = replace(rule.message, '{request}', gen_random_uuid()::text);
            end $$;
            -- Declared stable, though it is not: otherwise no view that calls it would let go of columns nobody wants.
            create function demo.hydrate(wire int) returns jsonb language plpgsql stable
                security definer set search_path = '' as $$
            declare
                rule record;
            begin
                select * into strict rule from demo.tripwire t where t.id = -wire;
                raise exception using errcode = 'HV000',
                    message = replace(rule.message, '{request}', gen_random_uuid()::text);
            end $$;
            """;

    private static final String INTERNAL = """
            create schema steampipe_internal;
            create table steampipe_internal.steampipe_connection (
                name text primary key, state text not null, type text, connections text[], import_schema text not null,
                error text, plugin text not null, plugin_instance text, schema_mode text not null, schema_hash text,
                comments_set boolean default false, connection_mod_time timestamptz not null,
                plugin_mod_time timestamptz not null, file_name text not null, start_line_number int not null,
                end_line_number int not null);
            create view steampipe_internal.steampipe_connection_state as
                select * from steampipe_internal.steampipe_connection;
            create table steampipe_internal.steampipe_server_settings (
                start_time timestamptz not null, steampipe_version text not null, fdw_version text not null,
                cache_max_ttl int not null, cache_max_size_mb int not null, cache_enabled boolean not null);
            insert into steampipe_internal.steampipe_server_settings values
                ('2026-11-24T00:00:00Z', '2.4.7', '2.2.7', 300, 1024, true);
            create table steampipe_internal.steampipe_plugin (
                plugin_instance text, plugin text not null, memory_max_mb int, limiters jsonb, file_name text,
                start_line_number int, end_line_number int, version text not null);
            insert into steampipe_internal.steampipe_plugin (plugin_instance, plugin, version) values
                ('hub.steampipe.io/plugins/turbot/aws@latest', 'hub.steampipe.io/plugins/turbot/aws@latest', '1.31.0');
            create table steampipe_internal.steampipe_plugin_column (
                plugin text not null, table_name text not null, name text not null, type text not null,
                description text, list_config jsonb, get_config jsonb, hydrate_name text, default_value jsonb);
            create table steampipe_internal.steampipe_settings (name text, value text);
            create function steampipe_internal.meta_cache(command text) returns setof boolean language plpgsql as $$
            begin
                if command not in ('on', 'off', 'clear') then
                    raise exception 'Unexpected command % - expected ''on'', ''off'' or ''clear''', command
                        using errcode = 'HV000';
                end if;
            end $$;
            create function steampipe_internal.meta_cache_ttl(duration int) returns setof boolean language sql as
                'select true where false';
            create function steampipe_internal.meta_connection_cache_clear(name text) returns setof boolean language sql as
                'select true where false';
            """;

    private final SteampipeTables tables;
    private final Layout layout;

    SteampipeSchema(SteampipeTables tables, Layout layout) {
        this.tables = tables;
        this.layout = layout;
    }

    /** The schema that rows of all connections are seen in, or that of one connection. */
    static String aggregator() {
        return "aws";
    }

    /** Makes schemas, empty tables and views, and the rights of the user that reads. */
    void create(Connection owner, List<DemoAccount> accounts) throws SQLException {
        List<DemoAccount> connected =
                accounts.stream().filter(DemoAccount::isConnected).toList();
        StringBuilder ddl = new StringBuilder("create extension if not exists ltree;\ncreate schema demo;\n");
        ddl.append("create table demo.tripwire (id int primary key, kind text not null, message text not null,"
                + " seconds int not null);\n");
        tables.all().forEach(table -> ddl.append(baseTable(table)));
        ddl.append(SPRING);
        List<String> schemas = new ArrayList<>(List.of("public"));
        if (layout == Layout.AGGREGATOR) {
            schemas.add(aggregator());
            ddl.append(viewsOf(aggregator(), ""));
        } else {
            for (DemoAccount account : connected) {
                schemas.add(account.connection());
                ddl.append(viewsOf(account.connection(), " and sp_connection_name = " + literal(account.connection())));
            }
        }
        if (layout != Layout.STANDALONE) {
            schemas.add("steampipe_internal");
            ddl.append(INTERNAL).append(connections(connected)).append(pluginColumns());
            ddl.append("grant insert, delete on steampipe_internal.steampipe_settings to steampipe;\n");
        }
        for (String schema : schemas) {
            ddl.append("grant usage on schema ").append(quoted(schema)).append(" to steampipe;\n");
            ddl.append("grant select on all tables in schema ")
                    .append(quoted(schema))
                    .append(" to steampipe;\n");
        }
        ddl.append("grant create on schema public to steampipe;\n");
        if (layout != Layout.STANDALONE) {
            ddl.append("alter role steampipe set search_path to ")
                    .append(schemas.stream().map(SteampipeSchema::quoted).collect(Collectors.joining(", ")))
                    .append(";\n");
        }
        execute(owner, ddl.toString());
    }

    private static String baseTable(SteampipeTables.Table table) {
        String columns = table.columns().entrySet().stream()
                .filter(column -> !column.getKey().equals("partition"))
                .map(column -> quoted(column.getKey()) + " " + column.getValue())
                .collect(Collectors.joining(", "));
        String region = table.columns().containsKey("region") ? "" : ", region text";
        return "create unlogged table demo." + table.name() + " (" + columns + region
                + ", sp_connection_name text not null, tripwire int);\n";
    }

    private String viewsOf(String schema, String condition) {
        StringBuilder views = new StringBuilder("create schema " + quoted(schema) + ";\n");
        for (SteampipeTables.Table table : tables.all()) {
            String columns = table.columns().keySet().stream()
                    .map(column -> shown(table, column))
                    .collect(Collectors.joining(", "));
            String context = "jsonb_build_object('connection_name', sp_connection_name, 'steampipe',"
                    + " jsonb_build_object('sdk_version', '5.14.0'))";
            views.append("create view ")
                    .append(quoted(schema))
                    .append('.')
                    .append(table.name())
                    .append(" as select ")
                    .append(columns)
                    .append(", sp_connection_name, ")
                    .append(context)
                    .append(" as sp_ctx, ")
                    .append(context)
                    .append(" as _ctx from demo.")
                    .append(table.name())
                    .append(" where (tripwire is null or tripwire < 0 or demo.spring(tripwire))")
                    .append(condition)
                    .append(";\n");
        }
        return views.toString();
    }

    private static String shown(SteampipeTables.Table table, String column) {
        if (column.equals("partition")) {
            return "'aws'::text as partition";
        }
        if (Tripwire.HYDRATED.getOrDefault(table.name(), List.of()).contains(column)) {
            return "case when tripwire < 0 then demo.hydrate(tripwire) else " + quoted(column) + " end as "
                    + quoted(column);
        }
        return quoted(column);
    }

    private String connections(List<DemoAccount> connected) {
        String insert = "insert into steampipe_internal.steampipe_connection (name, state, type, connections,"
                + " import_schema, plugin, plugin_instance, schema_mode, comments_set, connection_mod_time,"
                + " plugin_mod_time, file_name, start_line_number, end_line_number) values ";
        String plugin = ", 'hub.steampipe.io/plugins/turbot/aws@latest', 'hub.steampipe.io/plugins/turbot/aws@latest',"
                + " 'static', true, '2026-11-24T00:00:00Z', '2026-11-24T00:00:00Z',"
                + " '/home/steampipe/.steampipe/config/aws.spc', 1, 5)";
        List<String> rows = new ArrayList<>();
        if (layout == Layout.AGGREGATOR) {
            String names = connected.stream()
                    .map(account -> literal(account.connection()))
                    .collect(Collectors.joining(", "));
            rows.add("('aws', 'ready', 'aggregator', array[" + names + "]::text[], 'enabled'" + plugin);
        }
        for (DemoAccount account : connected) {
            String state = layout == Layout.AGGREGATOR ? "'disabled'" : "'ready'";
            String imported = layout == Layout.AGGREGATOR ? "'disabled'" : "'enabled'";
            rows.add("(" + literal(account.connection()) + ", " + state + ", null, null, " + imported + plugin);
        }
        return rows.isEmpty() ? "" : insert + String.join(",\n", rows) + ";\n";
    }

    private String pluginColumns() {
        String rows = tables.all().stream()
                .flatMap(table -> table.columns().entrySet().stream()
                        .map(column -> "('hub.steampipe.io/plugins/turbot/aws@latest', '" + table.name() + "', '"
                                + column.getKey() + "', '" + pluginType(column.getValue()) + "')"))
                .collect(Collectors.joining(",\n"));
        return "insert into steampipe_internal.steampipe_plugin_column (plugin, table_name, name, type) values " + rows
                + ";\n";
    }

    private static String pluginType(String type) {
        return switch (type) {
            case "text" -> "STRING";
            case "jsonb" -> "JSON";
            case "bool" -> "BOOL";
            case "int8" -> "INT";
            case "float8" -> "DOUBLE";
            case "timestamptz" -> "TIMESTAMP";
            case "inet" -> "INET";
            case "cidr" -> "CIDR";
            case "ltree" -> "LTREE";
            default -> throw new IllegalArgumentException("no such type: " + type);
        };
    }

    /** Writes down what each tripwire does; its id is its place in the list, counted from 1. */
    void layTripwires(Connection owner, List<Tripwire> tripwires) throws SQLException {
        StringBuilder ddl = new StringBuilder();
        for (int i = 0; i < tripwires.size(); i++) {
            Tripwire tripwire = tripwires.get(i);
            int id = i + 1;
            ddl.append("insert into demo.tripwire values (" + id + ", "
                    + literal(tripwire.kind().word()) + ", " + literal(message(tripwire)) + ", " + HANGING_SECONDS
                    + ");\n");
            if (tripwire.kind() == Tripwire.Kind.LOSING || tripwire.kind() == Tripwire.Kind.RECOVERING) {
                ddl.append("create sequence demo.calls_" + id + ";\n");
            }
        }
        execute(owner, ddl.toString());
    }

    /** The error as it leaves the server: the service puts its own words before those of the plugin. */
    private String message(Tripwire tripwire) {
        String prefix = tripwire.account().has(Trouble.CREDENTIALS_ARE_DEAD) && tripwire.region() != null
                ? ""
                : tripwire.account().connection() + ": ";
        return (layout == Layout.STANDALONE ? "" : "rpc error: code = Unknown desc = ") + prefix + tripwire.error();
    }

    /** Makes reading one connection cheap, however many there are; for when all rows are there. */
    void index(Connection owner) throws SQLException {
        execute(
                owner,
                tables.all().stream()
                        .map(table -> "create index on demo." + table.name() + " (sp_connection_name, region);\n")
                        .collect(Collectors.joining("", "", "analyze;\n")));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
