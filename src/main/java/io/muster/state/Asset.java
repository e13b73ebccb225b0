package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One key that a responder may come across, and what it belonged to for a while.
 *
 * @param kind of key: {@code ip}, {@code arn}, {@code instance-id}, …
 * @param key as {@link AssetKey#normal} spells it
 * @param region null for what is not regional
 * @param type the CloudFormation type
 * @param source the query that saw it
 * @param validFrom the time of the first run that saw it so; null until it is recorded
 * @param validTo the time of the run that no longer saw it; null while it is there
 * @param observedAt the time of the last run that saw it; null until it is recorded
 */
public record Asset(
        String kind,
        String key,
        AccountId accountId,
        String accountName,
        @Nullable String region,
        String type,
        @Nullable String arn,
        @Nullable String name,
        @Nullable String owner,
        @Nullable String environment,
        @Nullable String dataClass,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        String source,
        @Nullable Instant observedAt) {

    public Asset {
        requireNonNull(kind, "kind is null");
        requireNonNull(key, "key is null");
        requireNonNull(accountId, "accountId is null");
        requireNonNull(accountName, "accountName is null");
        requireNonNull(type, "type is null");
        requireNonNull(source, "source is null");
    }
}
