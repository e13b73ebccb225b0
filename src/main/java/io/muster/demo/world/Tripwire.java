package io.muster.demo.world;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that spoils each scan which meets it, as a refused or hanging call of AWS spoils a scan of Steampipe.
 *
 * @param table the Steampipe table
 * @param account the account whose connection is asked
 * @param region the region that fails; null for a table without regions
 * @param message what the error says, {@code {request}} being new each time
 * @param values columns that the row must have so that conditions of a query let it through
 */
record Tripwire(
        String table,
        DemoAccount account,
        @Nullable String region,
        Kind kind,
        String message,
        Map<String, String> values) {

    /** What happens to a scan. */
    enum Kind {
        /** It fails, always. */
        FAILING,
        /** It fails the first time only, as a throttled call does that is asked again later. */
        RECOVERING,
        /** It says nothing for a minute, unless the statement is cancelled, and then fails. */
        HANGING,
        /** The same, but deaf to cancelling and to the statement's time limit, as Steampipe was before FDW 2.2.4. */
        DEAF,
        /** Every first, third, fifth … scan loses the error and ends as if nothing were there; the others fail. */
        LOSING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the rows of the same table and region can be read after all. */
        boolean letsRowsThrough() {
            return this == RECOVERING;
        }
    }

    Tripwire {
        requireNonNull(table, "table is null");
        requireNonNull(account, "account is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(message, "message is null");
        values = Map.copyOf(values);
    }

    /** Whether a row of this table, account and region stands behind it. */
    boolean covers(String otherTable, DemoAccount other, String otherRegion) {
        return account == other && table.equals(otherTable) && (region == null || region.equals(otherRegion));
    }
}
