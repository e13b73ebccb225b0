package io.muster.check;

import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import java.util.function.Consumer;

/** Where a checker reads the tables that were collected. Used by several threads at once. */
public interface TableReader {

    /** How many bytes of NDJSON the table holds; near is good enough. 0 for a table without rows. */
    long size(AccountId account, QueryId query);

    /**
     * Hands out the table's rows, in their order, in chunks of NDJSON; a chunk holds whole rows, and a final newline may
     * be left out. A table without rows hands out nothing.
     */
    void read(AccountId account, QueryId query, Consumer<byte[]> chunks);
}
