package io.muster.collect;

import io.muster.catalog.Column;
import io.muster.catalog.ColumnType;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.inventory.QueryId;
import io.muster.problem.Problem.Place;
import java.util.List;
import java.util.stream.Stream;

/** The few questions that are asked even if no file of the pack asks them. */
final class Probes {

    /** Whose account a connection is; works without rights in AWS Organizations. */
    static final QuerySpec CALLER = query("caller", "aws_account", Scope.ACCOUNT, "account_id", "partition");

    /** The same, for a role that may not even list the aliases of its account. */
    static final QuerySpec CALLER_OF_STS =
            query("caller_of_sts", "aws_sts_caller_identity", Scope.ACCOUNT, "account_id", "partition");

    static final QuerySpec IDENTITY = query(
            "identity",
            "aws_account",
            Scope.ACCOUNT,
            "account_id",
            "partition",
            "organization_id",
            "organization_master_account_id");

    static final QuerySpec ACCOUNTS = query(
            "organizations_accounts", "aws_organizations_account", Scope.ORGANIZATION, "id", "name", "email", "state");

    static final QuerySpec REGIONS =
            query("account_regions", "aws_region", Scope.ACCOUNT, "account_id", "name", "opt_in_status");

    private Probes() {}

    private static QuerySpec query(String id, String table, Scope scope, String... columns) {
        String select = String.join(", ", columns);
        return new QuerySpec(
                new QueryId(id),
                id,
                id,
                List.of(table),
                List.of(columns[0]),
                Stream.of(columns)
                        .map(name -> new Column(name, ColumnType.TEXT, !name.equals(columns[0])))
                        .toList(),
                scope,
                false,
                List.of(),
                null,
                null,
                false,
                null,
                "select " + select + " from " + table + " order by " + columns[0],
                null,
                new Place("built in", 0));
    }
}
