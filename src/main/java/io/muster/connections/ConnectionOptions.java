package io.muster.connections;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.settings.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How connections are written.
 *
 * @param partition such as {@code aws}
 * @param role assumed in each account, without its path unless it has one
 * @param source whose credentials assume the role
 * @param aggregator its name; null for a schema for each connection
 * @param regions for all accounts; empty takes those of each account
 * @param defaultRegion where services without regions are asked
 * @param exclude accounts that get none
 * @param profiles accounts that have a profile of their own, which is used as it is
 * @param shard which part of the accounts
 */
public record ConnectionOptions(
        String partition,
        String role,
        @Nullable Secret externalId,
        Source source,
        @Nullable String aggregator,
        List<String> regions,
        String defaultRegion,
        Set<AccountId> exclude,
        Map<AccountId, String> profiles,
        Shard shard) {

    public static final String AGGREGATOR = "muster";
    /** More schemas than this cost Steampipe more than one aggregator. */
    public static final int MOST_SCHEMAS = 60;
    /** What Steampipe takes as a name, narrowed to what needs no quotes in SQL. */
    public static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /**
     * Whose credentials assume the roles: another profile, or where the process runs.
     *
     * @param key {@code source_profile} or {@code credential_source}
     */
    public record Source(String key, String value) {

        public Source {
            requireNonNull(key, "key is null");
            requireNonNull(value, "value is null");
        }

        public static Source profile(String name) {
            return new Source("source_profile", name);
        }

        public static Source place(String name) {
            return new Source("credential_source", name);
        }
    }

    /**
     * One of several services, which share the accounts by their ids, so that a new account moves no other one.
     *
     * @param number from 1
     */
    public record Shard(int number, int of) {

        public static final Shard ALL = new Shard(1, 1);

        public Shard {
            if (number < 1 || of < number) {
                throw new IllegalArgumentException("a shard is one of several: " + number + "/" + of);
            }
        }

        boolean holds(AccountId id) {
            return Long.parseLong(id.value()) % of == number - 1;
        }
    }

    public ConnectionOptions {
        requireNonNull(partition, "partition is null");
        requireNonNull(role, "role is null");
        requireNonNull(source, "source is null");
        requireNonNull(defaultRegion, "defaultRegion is null");
        requireNonNull(shard, "shard is null");
        regions = List.copyOf(regions);
        exclude = Set.copyOf(exclude);
        profiles = Map.copyOf(profiles);
    }
}
