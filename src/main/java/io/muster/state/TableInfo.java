package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;

/**
 * What is stored of one table of a run.
 *
 * @param bytes of NDJSON, before compression
 * @param sha256 of the rows, as hex
 * @param whole whether it was read completely, as far as the manifest says
 */
public record TableInfo(AccountId account, QueryId query, long rows, long bytes, String sha256, boolean whole) {

    public TableInfo {
        requireNonNull(account, "account is null");
        requireNonNull(query, "query is null");
        requireNonNull(sha256, "sha256 is null");
    }
}
