package io.muster.collect;

import io.muster.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a database serves accounts.
 *
 * @param aggregator the schema that all connections share; null when each has a schema of its own
 * @param standalone whether tables come from a standalone FDW, which loses errors that come after the first row
 * @param connections ordered by name
 * @param warnings what a person should know of it
 */
record Topology(@Nullable String aggregator, boolean standalone, List<Connection> connections, List<Problem> warnings) {

    Topology {
        connections = List.copyOf(connections);
        warnings = List.copyOf(warnings);
    }

    /**
     * One Steampipe connection: one account.
     *
     * @param error what Steampipe says is wrong with it; null if nothing
     */
    record Connection(String name, @Nullable String error) {}

    /** In words, for {@code --plan} and logs. */
    String described() {
        if (aggregator != null) {
            return "Steampipe service, aggregator '" + aggregator + "' over " + connections.size() + " connections";
        }
        return (standalone ? "PostgreSQL with the standalone FDW, " : "one schema a connection, ")
                + connections.size()
                + (connections.size() == 1 ? " connection" : " connections");
    }
}
