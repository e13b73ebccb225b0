package io.muster.catalog;

import io.muster.inventory.QueryId;
import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import io.muster.problem.Problem.Place;
import io.muster.problem.Problems;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one query: the header of an {@code .sql} file, or an {@code .api.yaml}, {@code .siem.yaml} or {@code .record.yaml} file. */
final class QueryReader {

    private static final Pattern TABLE = Pattern.compile("\\baws_[a-z0-9_]+\\b");
    private static final Pattern PERMISSION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");
    private static final String NOT_NULL = " not null";

    private final Set<String> steampipeTables;
    private final Problems problems;

    QueryReader(Set<String> steampipeTables, Problems problems) {
        this.steampipeTables = steampipeTables;
        this.problems = problems;
    }

    Optional<QuerySpec> readSql(QueryId id, String file, String text) {
        List<String> lines = text.lines().collect(Collectors.toList());
        Optional<Header> header = Header.atTop(lines, "--");
        if (header.isEmpty()) {
            problems.error(Problem.of(
                            "The query has no header.",
                            "",
                            "start the file with `-- METADATA`, then `-- title: …` and the other keys of CONTRIBUTING.md")
                    .at(file, 1));
            return Optional.empty();
        }
        int before = problems.errors().size();
        Settings settings =
                Settings.parse(header.get().yaml(), file, header.get().lineOffset(), problems);
        QuerySpec spec = read(id, file, settings, new Origin(text, null, null, null));
        settings.finish();
        return problems.errors().size() == before ? Optional.of(spec) : Optional.empty();
    }

    Optional<QuerySpec> readApi(QueryId id, String file, String text) {
        int before = problems.errors().size();
        Settings settings = Settings.parse(text, file, 0, problems);
        QuerySpec spec = read(id, file, settings, new Origin(null, readOperation(settings.section("api")), null, null));
        settings.finish();
        return problems.errors().size() == before ? Optional.of(spec) : Optional.empty();
    }

    /** A table of what Muster noted itself. */
    Optional<QuerySpec> readRecord(QueryId id, String file, String text) {
        int before = problems.errors().size();
        Settings settings = Settings.parse(text, file, 0, problems);
        QuerySpec spec = read(
                id, file, settings, new Origin(null, null, null, settings.root().required("record")));
        settings.finish();
        return problems.errors().size() == before ? Optional.of(spec) : Optional.empty();
    }

    Optional<QuerySpec> readSiem(QueryId id, String file, String text) {
        int before = problems.errors().size();
        Settings settings = Settings.parse(text, file, 0, problems);
        QuerySpec spec = read(id, file, settings, new Origin(null, null, readQuestion(settings.section("siem")), null));
        settings.finish();
        return problems.errors().size() == before ? Optional.of(spec) : Optional.empty();
    }

    /** Where rows come from: exactly one of them. */
    private record Origin(
            @Nullable String sql,
            @Nullable ApiSpec api,
            @Nullable SiemSpec siem,
            @Nullable String record) {}

    private QuerySpec read(QueryId id, String file, Settings settings, Origin origin) {
        Section root = settings.root();
        Section custom = settings.section("custom");
        List<String> key = custom.texts("key");
        List<Column> columns = readColumns(custom, key);
        Set<String> names = columns.stream().map(Column::name).collect(Collectors.toCollection(LinkedHashSet::new));
        if (key.isEmpty()) {
            custom.problem("key", "'custom.key' is missing.", "", "custom.key: [account_id, arn]");
        }
        for (String column : key) {
            requireColumn(custom, "key", column, names);
        }
        requireColumn(custom, "columns", "account_id", names);
        boolean regional = custom.flag("regional", false);
        if (regional) {
            requireColumn(custom, "columns", "region", names);
        }
        Scope scope = custom.word("scope", Scope.class, Scope.ACCOUNT);
        if (origin.siem() != null) {
            requireSiemColumns(custom, columns, names, origin.siem());
            if (scope != Scope.ORGANIZATION || regional) {
                custom.problem(
                        "scope", "The SIEM is asked once for the whole organization.", "", "scope: organization");
            }
        }
        List<String> permissions = origin.siem() == null ? readPermissions(custom, origin) : List.of();
        List<String> tables = origin.sql() == null ? List.of() : readTables(custom, origin.sql());
        String plugin = origin.sql() == null ? null : custom.text("plugin").orElse(null);
        return new QuerySpec(
                id,
                root.required("title"),
                root.required("description"),
                tables,
                key,
                columns,
                scope,
                regional,
                permissions,
                plugin,
                custom.has("confirm") ? custom.word("confirm", ConfirmMode.class, ConfirmMode.FAST) : null,
                custom.flag("inventory", false),
                readAsset(custom, names),
                origin.sql(),
                origin.api(),
                origin.siem(),
                origin.record(),
                custom.word("cost", Cost.class, Cost.LIST),
                new Place(file, 1));
    }

    private static List<String> readPermissions(Section custom, Origin origin) {
        List<String> permissions = custom.texts("permissions");
        if (permissions.isEmpty() && origin.record() == null) {
            custom.problem("permissions", "'custom.permissions' is missing.", "", "name the IAM actions that it takes");
        }
        for (String permission : permissions) {
            if (!PERMISSION.matcher(permission).matches()) {
                custom.problem(
                        "permissions", "'" + permission + "' is no IAM action.", "", "write it as service:Action");
            }
        }
        return permissions;
    }

    /** A SIEM knows texts, numbers and times; and each column of OpenSearch's answer has to come from somewhere. */
    private static void requireSiemColumns(Section custom, List<Column> columns, Set<String> names, SiemSpec question) {
        for (Column column : columns) {
            switch (column.type()) {
                case TEXT, BOOLEAN, BIGINT, DOUBLE, NUMERIC, TIMESTAMPTZ -> {}
                case JSONB, INET, CIDR ->
                    custom.problem(
                            "columns",
                            "The column '" + column.name() + "' of a question to the SIEM is of type '"
                                    + column.type().word() + "'.",
                            "",
                            "use text, boolean, bigint, double, numeric or timestamptz");
            }
        }
        if (question.data().equals(SiemSpec.SOURCES)) {
            requireColumn(custom, "columns", "source", names);
        }
        if (question.openSearch() != null) {
            question.openSearch().columns().keySet().forEach(name -> requireColumn(custom, "columns", name, names));
        }
    }

    private List<Column> readColumns(Section custom, List<String> key) {
        Map<String, String> written = custom.textMap("columns");
        if (written.isEmpty()) {
            custom.problem("columns", "'custom.columns' is missing.", "", "custom.columns: {account_id: text, …}");
        }
        List<String> types =
                Arrays.stream(ColumnType.values()).map(ColumnType::word).collect(Collectors.toList());
        List<Column> columns = new ArrayList<>();
        written.forEach((name, text) -> {
            boolean notNull = text.endsWith(NOT_NULL) || key.contains(name);
            String type = text.endsWith(NOT_NULL) ? text.substring(0, text.length() - NOT_NULL.length()) : text;
            if (types.contains(type)) {
                columns.add(new Column(name, ColumnType.valueOf(type.toUpperCase(Locale.ROOT)), !notNull));
                return;
            }
            custom.section("columns")
                    .problem(
                            name,
                            "'" + type + "' is no type of a column.",
                            Nearest.suggestion(type, types),
                            "use one of " + String.join(", ", types));
        });
        return columns;
    }

    private List<String> readTables(Section custom, String sql) {
        List<String> tables = custom.texts("tables");
        Set<String> used = new TreeSet<>();
        String statement = sql.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        Matcher matcher = TABLE.matcher(statement);
        while (matcher.find()) {
            used.add(matcher.group());
        }
        for (String table : tables) {
            if (!steampipeTables.contains(table)) {
                custom.problem(
                        "tables",
                        "'" + table + "' is no table of Steampipe's AWS plugin.",
                        Nearest.suggestion(table, steampipeTables),
                        "see https://hub.steampipe.io/plugins/turbot/aws/tables");
            } else if (!used.contains(table)) {
                custom.problem(
                        "tables", "The statement does not read '" + table + "'.", "", "name the tables it reads");
            }
        }
        Set<String> missing = new TreeSet<>(used);
        missing.retainAll(steampipeTables);
        missing.removeAll(new HashSet<>(tables));
        for (String table : missing) {
            custom.problem(
                    "tables", "The statement reads '" + table + "', which the header does not name.", "", "add it");
        }
        return tables;
    }

    private @Nullable AssetSpec readAsset(Section custom, Set<String> columns) {
        Section asset = custom.section("asset");
        if (!asset.isPresent()) {
            return null;
        }
        String type = asset.required("type");
        Map<String, List<String>> keys = asset.textsMap("keys");
        String arn = asset.text("arn").orElse(null);
        String name = asset.text("name").orElse(null);
        String tags = asset.text("tags").orElse(null);
        if (keys.isEmpty() && arn == null) {
            asset.problem(
                    "keys", "'custom.asset' names neither keys nor an ARN.", "", "keys: {ip: [private_ip_address]}");
        }
        keys.forEach((kind, names) -> names.forEach(column -> requireColumn(asset, "keys", column, columns)));
        for (String column : Arrays.asList(arn, name, tags)) {
            if (column != null) {
                requireColumn(asset, "type", column, columns);
            }
        }
        return new AssetSpec(type, arn, name, keys, tags);
    }

    private static ApiSpec readOperation(Section api) {
        Section forEach = api.section("for-each");
        ApiSpec.ForEach parent = null;
        if (forEach.isPresent()) {
            parent = new ApiSpec.ForEach(queryId(forEach), forEach.textMap("parameters"), forEach.textMap("columns"));
        }
        return new ApiSpec(
                api.required("service"),
                api.required("operation"),
                api.constants("parameters"),
                api.text("rows").orElse(null),
                api.textMap("columns"),
                parent,
                api.texts("empty-on"));
    }

    private static SiemSpec readQuestion(Section siem) {
        String data = siem.required("data");
        String splunk = siem.text("splunk").orElse(null);
        if (splunk != null && !splunk.contains(SiemSpec.PLACE)) {
            siem.problem(
                    "splunk", "The search does not say where the data goes.", "", "search " + SiemSpec.PLACE + " | …");
        }
        Section openSearch = siem.section("opensearch");
        SiemSpec.OpenSearch body = null;
        if (openSearch.isPresent()) {
            body = new SiemSpec.OpenSearch(
                    openSearch.required("body"), openSearch.text("rows").orElse(null), openSearch.textMap("columns"));
        }
        if (splunk == null && body == null) {
            siem.problem("splunk", "'siem' asks nothing.", "", "siem: {data: cloudtrail, splunk: 'search {data} | …'}");
        }
        return new SiemSpec(data, splunk, body);
    }

    private static QueryId queryId(Section forEach) {
        String name = forEach.required("query");
        try {
            return new QueryId(name);
        } catch (IllegalArgumentException e) {
            forEach.problem("query", "'" + name + "' is no id of a query.", "", "such as guardduty_detectors");
            return new QueryId("unnamed");
        }
    }

    private static void requireColumn(Section section, String key, String column, Set<String> columns) {
        if (!columns.contains(column)) {
            section.problem(
                    key,
                    "The query has no column '" + column + "'.",
                    Nearest.suggestion(column, columns),
                    "declare it under 'custom.columns'");
        }
    }
}
