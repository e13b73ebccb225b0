package io.muster.inventory;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account of the universe of a run.
 *
 * @param email the root user's address; empty when it could not be read
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …
 * @param management whether it is the organization's management account
 * @param regions the enabled regions in alphabetical order; empty when they could not be read
 * @param tags the account's tags in AWS Organizations
 * @param owner who answers for it, by the configured tag keys
 * @param connection the Steampipe connection that answers for it; null when there is none
 */
public record Account(
        AccountId id,
        String name,
        String email,
        AccountState state,
        String partition,
        boolean management,
        List<String> regions,
        Map<String, String> tags,
        @Nullable String owner,
        @Nullable String environment,
        @Nullable String dataClass,
        @Nullable String connection) {

    public Account {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(email, "email is null");
        requireNonNull(state, "state is null");
        requireNonNull(partition, "partition is null");
        regions = List.copyOf(regions);
        tags = Map.copyOf(tags);
    }
}
