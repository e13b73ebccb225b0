package io.muster.catalog;

import io.muster.inventory.QueryId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation of an AWS API whose answer becomes the rows of a table.
 *
 * @param service the SDK's name of the service, such as {@code guardduty}
 * @param operation such as {@code ListOrganizationAdminAccounts}
 * @param parameters constants of the request: texts, numbers, booleans and lists of them
 * @param rows dotted path of the list in the answer; null when the whole answer is one row
 * @param columns column to dotted path in a row; {@code account_id} and {@code region} are filled by the collector
 * @param forEach asked once for each row of another query; null when asked once
 * @param emptyOn error codes that mean "read completely, nothing there"
 */
public record ApiSpec(
        String service,
        String operation,
        Map<String, Object> parameters,
        @Nullable String rows,
        Map<String, String> columns,
        @Nullable ForEach forEach,
        List<String> emptyOn) {

    /**
     * The rows of another query of the same account (and region) that the operation is asked for.
     *
     * @param parameters request parameter to column of that query
     * @param columns column of this table to column of that query
     */
    public record ForEach(QueryId query, Map<String, String> parameters, Map<String, String> columns) {}
}
