package io.muster.catalog;

import io.muster.inventory.QueryId;
import io.muster.problem.Problem.Place;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One inventory query, as its file says.
 *
 * @param tables Steampipe tables that it reads; empty for other sources
 * @param key columns that identify a row
 * @param columns in the order of the result
 * @param regional whether its rows belong to regions and the table goes over the region matrix
 * @param permissions IAM actions that reading it takes; empty for a question to the SIEM
 * @param confirm null when the checks that read it decide: exact if one of them is critical
 * @param inventory whether it is a table for people, exported even if no check reads it
 * @param sql the statement as it stands in the file; null for every other source
 * @param api the operation; null for every other source
 * @param siem the question to the SIEM; null for every other source
 * @param record the kind of what Muster noted itself, such as {@code responder-drill}; null for every other source
 * @param cost how many calls of the AWS API it takes
 */
public record QuerySpec(
        QueryId id,
        String title,
        String description,
        List<String> tables,
        List<String> key,
        List<Column> columns,
        Scope scope,
        boolean regional,
        List<String> permissions,
        @Nullable String plugin,
        @Nullable ConfirmMode confirm,
        boolean inventory,
        @Nullable AssetSpec asset,
        @Nullable String sql,
        @Nullable ApiSpec api,
        @Nullable SiemSpec siem,
        @Nullable String record,
        Cost cost,
        Place place) {

    public QuerySpec {
        tables = List.copyOf(tables);
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        permissions = List.copyOf(permissions);
        if (Stream.of(sql, api, siem, record).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException(
                    "a query is SQL, an API operation, a question to the SIEM or a record: " + id);
        }
    }

    /** A query that asks AWS, through Steampipe or its API, with a call for each place. */
    public QuerySpec(
            QueryId id,
            String title,
            String description,
            List<String> tables,
            List<String> key,
            List<Column> columns,
            Scope scope,
            boolean regional,
            List<String> permissions,
            @Nullable String plugin,
            @Nullable ConfirmMode confirm,
            boolean inventory,
            @Nullable AssetSpec asset,
            @Nullable String sql,
            @Nullable ApiSpec api,
            Place place) {
        this(
                id,
                title,
                description,
                tables,
                key,
                columns,
                scope,
                regional,
                permissions,
                plugin,
                confirm,
                inventory,
                asset,
                sql,
                api,
                null,
                null,
                Cost.LIST,
                place);
    }

    public boolean isSql() {
        return sql != null;
    }

    public boolean isApi() {
        return api != null;
    }

    public boolean isSiem() {
        return siem != null;
    }
}
