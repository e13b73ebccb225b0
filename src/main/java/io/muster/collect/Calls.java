package io.muster.collect;

import io.muster.catalog.Cost;
import io.muster.catalog.QuerySpec;
import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import java.util.OptionalLong;

/**
 * Calls of the AWS API that reading takes, as an order of magnitude: pages, retries and second looks at what is empty are
 * not counted.
 *
 * @param regional those that go to the account's regions, in all of them together
 * @param global the others
 * @param uncounted how many tables take a call for each row that no run has counted yet, so at least the calls above
 */
public record Calls(long regional, long global, long uncounted) {

    /** None. */
    public static final Calls NONE = new Calls(0, 0, 0);

    /** How many rows tables had in an earlier run. */
    @FunctionalInterface
    public interface EarlierRows {

        /** Empty if no run has read the table. */
        OptionalLong of(AccountId account, QueryId query);
    }

    /** What reading a query in an account takes. The SIEM and what Muster noted itself take none. */
    static Calls of(QuerySpec query, AccountId account, int regions, EarlierRows rows) {
        if (!query.isSql() && !query.isApi()) {
            return NONE;
        }
        long places = query.regional() ? regions : 1;
        long listed = places * Math.max(1, query.tables().size());
        OptionalLong each = OptionalLong.of(0);
        if (query.api() != null && query.api().forEach() != null) {
            listed = 0;
            each = rows.of(account, query.api().forEach().query());
        } else if (query.cost() == Cost.PER_ROW) {
            each = rows.of(account, query.id());
        }
        long calls = listed + each.orElse(0);
        long uncounted = each.isPresent() ? 0 : 1;
        return query.regional() ? new Calls(calls, 0, uncounted) : new Calls(0, calls, uncounted);
    }

    public Calls plus(Calls other) {
        return new Calls(regional + other.regional, global + other.global, uncounted + other.uncounted);
    }

    public long all() {
        return regional + global;
    }

    /** Of one region, on average, rounded up. */
    public long perRegion(int regions) {
        return regions == 0 ? 0 : (regional + regions - 1) / regions;
    }
}
