package io.muster.collect;

import io.muster.catalog.ApiSpec;
import io.muster.catalog.CheckSpec;
import io.muster.catalog.Column;
import io.muster.catalog.ColumnType;
import io.muster.catalog.Pack;
import io.muster.catalog.Partial;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.inventory.QueryId;
import io.muster.problem.Problem.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queries for tests, as headers would declare them. */
final class Queries {

    private static final Place HERE = new Place("test", 0);

    private Queries() {}

    static QuerySpec regional(String id, String table, String... columns) {
        return sql(id, Scope.ACCOUNT, true, table, columns);
    }

    static QuerySpec global(String id, String table, String... columns) {
        return sql(id, Scope.ACCOUNT, false, table, columns);
    }

    static QuerySpec ofOrganization(String id, String table, String... columns) {
        return sql(id, Scope.ORGANIZATION, false, table, columns);
    }

    /** Columns as {@code name type} with {@code not null} where the header says so; the last text column is the key. */
    private static QuerySpec sql(String id, Scope scope, boolean regional, String table, String... columns) {
        List<Column> parsed = columns(columns);
        String names = String.join(", ", parsed.stream().map(Column::name).toList());
        String key = key(parsed);
        return new QuerySpec(
                new QueryId(id),
                id,
                id,
                List.of(table),
                List.of(key),
                parsed,
                scope,
                regional,
                List.of(),
                null,
                null,
                false,
                null,
                "select " + names + " from " + table + " order by " + key,
                null,
                HERE);
    }

    /** The same query with another text, which need not be what the header promises. */
    static QuerySpec saying(QuerySpec query, String text) {
        return new QuerySpec(
                query.id(),
                query.title(),
                query.description(),
                query.tables(),
                query.key(),
                query.columns(),
                query.scope(),
                query.regional(),
                query.permissions(),
                query.plugin(),
                query.confirm(),
                query.inventory(),
                query.asset(),
                text,
                query.api(),
                query.place());
    }

    static QuerySpec api(String id, Scope scope, boolean regional, ApiSpec api, String key, String... columns) {
        return new QuerySpec(
                new QueryId(id),
                id,
                id,
                List.of(),
                List.of(key),
                columns(columns),
                scope,
                regional,
                List.of(),
                null,
                null,
                false,
                null,
                null,
                api,
                HERE);
    }

    private static List<Column> columns(String... columns) {
        List<Column> parsed = new ArrayList<>();
        for (String column : columns) {
            String[] words = column.split(" ");
            parsed.add(new Column(
                    words[0], ColumnType.valueOf(words[1].toUpperCase(Locale.ROOT)), !column.endsWith("not null")));
        }
        return parsed;
    }

    private static String key(List<Column> columns) {
        return columns.stream()
                .map(Column::name)
                .filter(name -> (name.endsWith("id") && !name.equals("account_id")) || name.equals("arn"))
                .findFirst()
                .orElse(columns.get(0).name());
    }

    static Pack pack(QuerySpec... queries) {
        return new Pack(List.of(queries), List.of(), List.of());
    }

    /** The same with a critical check that reads this query. */
    static Pack packWithCritical(String critical, QuerySpec... queries) {
        CheckSpec check = new CheckSpec(
                new CheckId("critical_check"),
                "logging",
                "title",
                "description",
                List.of(),
                Severity.CRITICAL,
                Scope.ACCOUNT,
                List.of(new QueryId(critical)),
                Partial.NOTHING,
                List.of(),
                "risk",
                "fix",
                null,
                Map.of(),
                List.of(),
                Path.of("check.rego"),
                HERE);
        return new Pack(List.of(queries), List.of(check), List.of());
    }

    static ApiSpec operation(
            String service,
            String operation,
            Map<String, Object> parameters,
            @Nullable String rows,
            Map<String, String> columns,
            ApiSpec.@Nullable ForEach forEach,
            String... emptyOn) {
        return new ApiSpec(service, operation, parameters, rows, columns, forEach, List.of(emptyOn));
    }
}
