package io.muster.collect;

import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import io.muster.inventory.TableDigest;
import java.util.OptionalLong;

/** Where collected tables go. Used by several threads at once, each with writers of its own. */
public interface TableSink {

    /** Opens a table; what is not committed never counts. */
    Writer open(AccountId account, QueryId query);

    /** How many rows the table had in the last complete run; empty if no run has it. */
    OptionalLong previousRows(AccountId account, QueryId query);

    /** Takes the rows of one table in the order of their key. For one thread. */
    interface Writer extends AutoCloseable {

        /**
         * Adds a row.
         *
         * @param row canonical JSON object, without a newline
         * @param key canonical JSON array of the key columns
         */
        void append(byte[] row, byte[] key);

        /** Makes the table part of the run. */
        TableDigest commit();

        /** Discards the table if it was not committed. */
        @Override
        void close();
    }
}
