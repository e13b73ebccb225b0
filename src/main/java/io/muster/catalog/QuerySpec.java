package io.muster.catalog;

import io.muster.inventory.QueryId;
import io.muster.problem.Problem.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One inventory query, as its file says.
 *
 * @param tables Steampipe tables that it reads; empty for an API source
 * @param key columns that identify a row
 * @param columns in the order of the result
 * @param regional whether its rows belong to regions and the table goes over the region matrix
 * @param permissions IAM actions that reading it takes
 * @param confirm null when the checks that read it decide: exact if one of them is critical
 * @param inventory whether it is a table for people, exported even if no check reads it
 * @param sql the statement as it stands in the file; null for an API source
 * @param api the operation; null for SQL
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
        Place place) {

    public QuerySpec {
        tables = List.copyOf(tables);
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        permissions = List.copyOf(permissions);
        if ((sql == null) == (api == null)) {
            throw new IllegalArgumentException("a query is either SQL or an API operation: " + id);
        }
    }

    public boolean isApi() {
        return api != null;
    }
}
